// The form of a decision shows the weight of a strike and the days of a suspension only with their choice.
// Without script both stand there, and count only with it.
(() => {
  function show() {
    const chosen = document.querySelector("[data-decision] [name=sanction]:checked");
    for (const part of document.querySelectorAll("[data-decision] [data-for]")) {
      part.hidden = part.dataset.for !== chosen?.value;
    }
  }

  show();
  document.addEventListener("change", (event) => {
    if (event.target.name === "sanction") show();
  });
  document.addEventListener("htmx:afterSwap", show);
})();
