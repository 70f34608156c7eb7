// Keys of the review queue: j and k move, Enter opens, c claims, s skips. Only on the page that shows <… data-desk>,
// never while typing, and off when the switch [data-keys-switch] says so, which this browser remembers. When htmx
// replaces the list, what was chosen, the current case and the place on the screen stay.
(() => {
  if (!document.querySelector("[data-desk]")) return;
  const OFF = "desk-keys-off";
  const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";
  let currentId = "", at = -1, kept = null, isSending = false;

  const items = () => [...document.querySelectorAll("[data-desk-item]")];

  function mark(item) {
    for (const other of items()) other.toggleAttribute("data-current", other === item);
    currentId = item ? item.id : "";
    at = item ? items().indexOf(item) : -1;
  }

  function show(index) {
    const all = items();
    if (!all.length) return;
    const item = all[Math.max(0, Math.min(index, all.length - 1))];
    mark(item);
    item.querySelector("a[href]").focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }

  // Whoever uses Tab or the mouse moves the current case too.
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-desk-item]");
    if (item) mark(item);
  });

  function keysAreOff() {
    try {
      return Boolean(localStorage.getItem(OFF));
    } catch {
      return false;
    }
  }

  const toggle = document.querySelector("[data-keys-switch]");
  if (toggle) {
    toggle.closest("[data-keys]").hidden = false;
    toggle.checked = !keysAreOff();
    toggle.addEventListener("change", () => {
      if (toggle.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
    if (toggle ? !toggle.checked : keysAreOff()) return;
    if (event.key === "j") show(at + 1);
    else if (event.key === "k") show(at < 0 ? 0 : at - 1);
    else if (event.key === "c" || event.key === "s") {
      const button = items()[at]?.querySelector(`[data-key="${event.key}"]`);
      if (!button || event.repeat) return;
      // Until the answer is here the list shows the case just skipped: a second key would hit that one.
      if (isSending) return;
      isSending = true;
      button.click();
    } else return;
    event.preventDefault();
  });

  const isList = (event) => event.detail.target?.matches?.("[data-desk]");
  const top = (id) => document.getElementById(id)?.getBoundingClientRect().top;

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!isList(event) || !event.detail.shouldSwap) return;
    const all = items();
    const seen = all.find((item) => item.getBoundingClientRect().bottom > 0);
    const anchor = document.getElementById(currentId) || seen;
    kept = {
      chosen: all.flatMap((item) => [...item.querySelectorAll(":checked")].map((box) => box.id)),
      known: new Set(all.map((item) => item.id)),
      focusWasInside: event.detail.target.contains(document.activeElement),
      anchor: anchor?.id,
      top: anchor && top(anchor.id),
      at,
    };
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) isSending = false;
  });

  document.addEventListener("htmx:afterSettle", () => {
    isSending = false;
    if (!kept) return;
    const { chosen, known, focusWasInside, anchor, top: before, at: index } = kept;
    kept = null;
    for (const id of chosen) {
      const box = document.getElementById(id);
      if (box) box.checked = true;
    }
    const now = anchor && top(anchor);
    if (now !== undefined && before !== undefined) scrollBy(0, now - before);
    const current = document.getElementById(currentId);
    if (current) mark(current);
    // The focused thing is gone, as a skipped case is: go on with what stands in its place.
    if (focusWasInside && document.activeElement === document.body) show(index);
    const news = document.querySelector("[data-desk-news]");
    const fresh = items().filter((item) => !known.has(item.id)).length;
    if (news && fresh) news.textContent = news.dataset.words.replace("{n}", fresh);
  });
})();
