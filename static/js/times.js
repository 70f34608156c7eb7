// Relative times: "3 hours ago" in place of the date, with the full date kept as the title.
// Times older than a week stay dates; nothing moves, since the words stand where the date stood.
(() => {
  const WEEK = 7 * 24 * 3600;
  const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });

  function inWords(seconds) {
    const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) || ["minute", 60];
    return words.format(-Math.trunc(seconds / size), unit);
  }

  function relate(root) {
    for (const time of root.querySelectorAll("time[datetime]:not([data-absolute])")) {
      const seconds = (Date.now() - new Date(time.dateTime)) / 1000;
      if (!time.dateTime.includes("T") || !(seconds >= 0 && seconds < WEEK)) continue;
      time.title ||= time.textContent.trim();
      time.textContent = inWords(seconds);
    }
  }

  relate(document);
  document.addEventListener("htmx:afterSwap", (event) => relate(event.target));
})();
