// Puts the focus where something happened: on problems, on a question before going on, on the post the address names,
// or on what htmx has just put into the page (mark it with data-focus). What somebody opened stays open when htmx brings
// a newer one with the same id; so does the focus, which htmx keeps by ids.
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

  let open = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    open = [...event.detail.target.querySelectorAll("details[open][id]")].map((details) => details.id);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.detail.elt;
    const wanted = "[data-problem], [data-focus]";
    focus(root.matches?.(wanted) ? root : root.querySelector?.(wanted));
  });
})();
