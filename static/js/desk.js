// Keys of the review queue: j and k move, Enter opens. Only on the page that shows <… data-desk>, never while
// typing, and off when the switch [data-keys-switch] says so (remembered until the browser is closed).
(() => {
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  const OFF = "desk-keys-off";
  const toggle = document.querySelector("[data-keys-switch]");
  let at = -1;

  function show(index) {
    const items = [...desk.querySelectorAll("[data-desk-item]")];
    if (!items.length) return;
    at = Math.max(0, Math.min(index, items.length - 1));
    for (const [number, item] of items.entries()) item.toggleAttribute("data-current", number === at);
    const link = items[at].querySelector("a[href]");
    (link || items[at]).focus();
    items[at].scrollIntoView({ block: "nearest" });
  }

  if (toggle) {
    toggle.hidden = false;
    const box = toggle.querySelector("input");
    box.checked = !sessionStorage.getItem(OFF);
    box.addEventListener("change", () => {
      if (box.checked) sessionStorage.removeItem(OFF);
      else sessionStorage.setItem(OFF, "1");
    });
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || sessionStorage.getItem(OFF)) return;
    if (event.key === "j") show(at + 1);
    else if (event.key === "k") show(at < 0 ? 0 : at - 1);
    else return;
    event.preventDefault();
  });
})();
