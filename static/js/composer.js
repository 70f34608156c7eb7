// Helps to write; everything it does is optional. It starts on each <form data-composer> and understands
//   data-draft-url    where the text is kept, a few seconds after it was changed (members only)
//   data-hint-url     asks which words would be held; the answer's HTML replaces [data-hint]
// and inside the form
//   [data-tools] with <button data-wrap="**"> or <button data-prefix="- ">, a <textarea data-text data-limit="20000">,
//   [data-left] (characters left), [data-kept] (role=status: "Draft kept 14:02"), button[data-busy="Posting…"].
// The words come from the template, as data-words="… {n} …" on the element that shows them.
(() => {
  const DRAFT_AFTER = 3000, HINT_AFTER = 1500, SPEAK_AFTER = 1000, PATIENCE = 10000; // milliseconds
  const SHOW_LEFT_FROM = 500; // characters

  function afterPause(wait, act) {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, wait);
    };
  }

  async function send(url, form) {
    const answer = await fetch(url, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(answer.status);
    return answer;
  }

  function insert(text, changed, start, end) {
    text.focus();
    text.setSelectionRange(start, end);
    // insertText keeps the browser's own undo; where it is gone, setRangeText does the work.
    if (!document.execCommand?.("insertText", false, changed)) text.setRangeText(changed, start, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function wrap(text, mark) {
    const { selectionStart: start, selectionEnd: end } = text;
    const chosen = text.value.slice(start, end);
    const [before, after] = mark.includes("|") ? mark.split("|") : [mark, mark];
    insert(text, before + chosen + after, start, end);
    text.setSelectionRange(start + before.length, start + before.length + chosen.length);
  }

  function prefix(text, mark) {
    const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const end = text.selectionEnd;
    insert(text, text.value.slice(start, end).replace(/^/gm, mark), start, end);
  }

  function tools(form, text) {
    const bar = form.querySelector("[data-tools]");
    if (!bar) return;
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.wrap) wrap(text, button.dataset.wrap);
      else prefix(text, button.dataset.prefix);
    });
  }

  function charactersLeft(form, text) {
    const place = form.querySelector("[data-left]"), limit = Number(text.dataset.limit);
    if (!place || !limit) return;
    const tell = afterPause(SPEAK_AFTER, () => {
      const left = limit - [...text.value].length;
      const words = left < 0 ? place.dataset.wordsOver : place.dataset.words;
      place.textContent = left > SHOW_LEFT_FROM ? "" : words.replace("{n}", Math.abs(left));
    });
    text.addEventListener("input", tell);
  }

  function drafts(form) {
    const url = form.dataset.draftUrl, place = form.querySelector("[data-kept]");
    if (!url) return;
    let unsent = false, sending = false;
    const keep = async () => {
      // Once the form itself is on its way, a late draft would bring the text back after it was posted.
      if (!unsent || sending) return;
      unsent = false;
      try {
        await send(url, form);
        const now = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
        if (place) place.textContent = place.dataset.words.replace("{time}", now);
      } catch {
        unsent = true;
        if (place) place.textContent = place.dataset.wordsFailed;
      }
    };
    const soon = afterPause(DRAFT_AFTER, keep);
    form.addEventListener("input", () => { unsent = true; soon(); });
    form.addEventListener("submit", () => { sending = true; setTimeout(() => { sending = false; }, PATIENCE); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  }

  function hints(form, text) {
    const url = form.dataset.hintUrl, place = form.querySelector("[data-hint]");
    if (!url || !place) return;
    let asked = text.value, newest = 0;
    const ask = async () => {
      const title = form.elements.title?.value ?? "", typed = `${title}\n${text.value}`;
      if (typed === asked || !text.value.trim()) return;
      asked = typed;
      const mine = ++newest;
      try {
        const html = await (await send(url, form)).text();
        // A slow answer about an older text must not replace the newest one.
        if (mine === newest) place.innerHTML = html;
      } catch {
        // Without a hint the text is still checked when it is sent.
      }
    };
    form.addEventListener("input", afterPause(HINT_AFTER, ask));
  }

  function busy(form) {
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!button?.dataset.busy || button.getAttribute("aria-busy")) return;
      const words = button.textContent;
      button.textContent = button.dataset.busy;
      button.setAttribute("aria-busy", "true");
      const again = () => { button.textContent = words; button.removeAttribute("aria-busy"); };
      setTimeout(again, PATIENCE);
      addEventListener("pageshow", again, { once: true });
    });
  }

  function start(root) {
    for (const form of root.querySelectorAll("form[data-composer]:not([data-started])")) {
      form.dataset.started = "";
      const text = form.querySelector("textarea[data-text]") || form.querySelector("textarea");
      busy(form);
      drafts(form);
      if (!text) continue;
      tools(form, text);
      charactersLeft(form, text);
      hints(form, text);
    }
  }

  start(document);
  document.addEventListener("htmx:afterSettle", () => start(document));
})();
