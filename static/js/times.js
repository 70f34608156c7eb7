// Relative times: "3 hours ago" in place of the date, with the full date kept as the title.
// Times older than a week stay dates. It runs while the page is read, not after: shorter words put in
// later would move what stands below them.
(() => {
  const WEEK = 7 * 24 * 3600;
  const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

  function inWords(seconds) {
    const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) || ["minute", 60];
    return words.format(-Math.trunc(seconds / size), unit);
  }

  function relate(time) {
    const seconds = (Date.now() - new Date(time.dateTime)) / 1000, date = time.textContent.trim();
    if (!date || time.title || !time.dateTime.includes("T") || !(seconds >= 0 && seconds < WEEK)) return;
    time.title = date;
    time.textContent = inWords(seconds);
  }

  const relateAll = (root) => root.querySelectorAll("time[datetime]:not([data-absolute])").forEach(relate);

  const reading = new MutationObserver(() => relateAll(document));
  reading.observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    reading.disconnect();
    relateAll(document);
  });
  document.addEventListener("htmx:afterSwap", (event) => relateAll(event.target));
})();
