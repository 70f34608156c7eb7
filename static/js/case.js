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

// A claim lasts ten minutes from the last sign of life. The page asks every two minutes, and gives one only when somebody
// has touched it since: a page that was left open frees its case. Whoever comes back to it claims it again, or reads who
// has it now.
(() => {
  const EVERY = 120_000; // milliseconds, as in _claim.html
  let touched = true;
  let told = Date.now();

  function touch() {
    touched = true;
    if (Date.now() - told > EVERY) document.querySelector("[data-alive]")?.dispatchEvent(new Event("back"));
  }

  for (const kind of ["pointerdown", "pointermove", "keydown", "scroll"]) {
    document.addEventListener(kind, touch, { passive: true, capture: true });
  }
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.target.matches("[data-alive]")) return;
    if (!touched) event.preventDefault();
    else [touched, told] = [false, Date.now()];
  });
})();
