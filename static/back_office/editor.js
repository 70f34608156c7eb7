// What the article editor keeps from screen readers: the name and the help of its text area, and which buttons are off.
function nameAreas() {
  for (const area of document.querySelectorAll(".ProseMirror[contenteditable]:not([aria-label])")) {
    const field = area.closest(".form-row")?.querySelector("textarea");
    const label = field && document.querySelector(`label[for="${field.id}"]`);
    if (!label) continue;
    area.setAttribute("aria-label", label.textContent.replace(/:\s*$/, "").trim());
    area.setAttribute("aria-multiline", "true");
    if (field.hasAttribute("aria-describedby")) area.setAttribute("aria-describedby", field.getAttribute("aria-describedby"));
  }
}

function sayWhichButtonsAreOff() {
  for (const button of document.querySelectorAll(".prose-menubar__button")) {
    button.setAttribute("aria-disabled", button.classList.contains("disabled"));
  }
}

new MutationObserver(() => {
  nameAreas();
  sayWhichButtonsAreOff();
}).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
