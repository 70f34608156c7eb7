// The article editor builds its own text area, which has no name for screen readers: it takes the field's label and help.
function nameEditors() {
  for (const area of document.querySelectorAll(".ProseMirror[contenteditable]:not([aria-label])")) {
    const field = area.closest(".form-row")?.querySelector("textarea");
    const label = field && document.querySelector(`label[for="${field.id}"]`);
    if (!label) continue;
    area.setAttribute("aria-label", label.textContent.replace(/:\s*$/, "").trim());
    area.setAttribute("aria-multiline", "true");
    if (field.hasAttribute("aria-describedby")) area.setAttribute("aria-describedby", field.getAttribute("aria-describedby"));
  }
}

new MutationObserver(nameEditors).observe(document.documentElement, { childList: true, subtree: true });
