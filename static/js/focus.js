// Puts the focus where something happened: on problems, on a question before going on, on the post the address names,
// or on what htmx has just put into the page (mark it with data-focus).
(() => {
  function focus(element) {
    if (!element) return false;
    if (!element.matches("a, button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
    element.focus();
    return true;
  }

  function focusPost() {
    const name = location.hash.slice(1);
    return name.startsWith("post-") && focus(document.getElementById(name));
  }

  focus(document.querySelector("[data-problem], [data-asked]")) || focusPost();
  addEventListener("hashchange", focusPost);
  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.detail.elt;
    const wanted = "[data-problem], [data-focus]";
    focus(root.matches?.(wanted) ? root : root.querySelector?.(wanted));
  });
})();
