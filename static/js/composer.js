// Helps to write; everything it does is optional. It starts on each <form data-composer> and understands
//   data-draft-url    where the text is kept, a few seconds after it was changed (members only)
//   data-hint-url     asks which words would be held; the answer's HTML replaces [data-hint]
//   data-names-url    completes an @ with the names of members, in [data-names]
// and inside the form
//   [data-tools] with <button data-wrap="**"> or <button data-prefix="- ">, a <textarea data-text data-limit="20000">,
//   [data-left] (characters left), [data-kept] (role=status: "Draft kept 14:02"), button[data-busy="Posting…"].
// The words come from the template, as data-words="… {n} …" on the element that shows them.
(() => {
  const DRAFT_AFTER = 3000, HINT_AFTER = 1500, NAMES_AFTER = 300, SPEAK_AFTER = 1000, PATIENCE = 10000; // milliseconds
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
        const said = await (await send(url, form)).json();
        const seen = form.querySelector("[data-seen]"), other = form.querySelector("[data-other]");
        if (seen) seen.value = said.seen;
        if (other) other.textContent = said.other || "";
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
      // Who is in the middle of a member's name writes to no seller.
      if (typed === asked || !text.value.trim() || nameBegun(text)) return;
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

  // What follows an @ right before the cursor.
  function nameBegun(text) {
    return /(?:^|[^\w@/])@([\p{L}\p{N}_.-]{2,30})$/u.exec(text.value.slice(0, text.selectionStart))?.[1] ?? "";
  }

  // Names that complete the @ before the cursor, as buttons below the text: reached by Tab, gone when one is taken.
  function names(form, text) {
    const url = form.dataset.namesUrl, list = form.querySelector("[data-names]");
    if (!url || !list) return;
    let newest = 0;
    const offer = async () => {
      const begun = nameBegun(text), mine = ++newest;
      if (!begun) { list.hidden = true; return; }
      try {
        const query = new URLSearchParams({ q: begun, place: form.elements.place.value });
        const answer = await (await fetch(`${url}?${query}`)).json();
        if (mine !== newest) return;
        list.replaceChildren(...answer.names.map((name) => {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "button button--small";
          button.textContent = name;
          button.addEventListener("click", () => {
            const end = text.selectionStart;
            insert(text, `${name} `, end - nameBegun(text).length, end);
            list.hidden = true;
          });
          return button;
        }));
        list.hidden = !answer.names.length;
      } catch {
        list.hidden = true;
      }
    };
    text.addEventListener("input", afterPause(NAMES_AFTER, offer));
  }

  // What was selected last of a post. A browser may drop it when the menu is opened in which "Quote" stands.
  let selected = {};

  function remember() {
    const chosen = getSelection(), words = chosen.anchorNode?.parentElement?.closest("[data-words]");
    if (!chosen.isCollapsed && words?.contains(chosen.focusNode)) selected = { post: words.dataset.words, said: chosen.toString() };
  }

  function forget(event) {
    if (!event.target.closest(".post__acts")) selected = {};
  }

  // Selected words of a post go into the form of the page as a quotation; without a form here the link is followed.
  function quote(event) {
    const link = event.target.closest("a[data-quote]"), form = document.querySelector("form[data-composer]");
    if (!link) return;
    const said = (selected.post === link.dataset.quote ? selected.said : "").trim();
    const text = form?.querySelector("textarea");
    if (!said || !text) {
      if (said) link.href += `&words=${encodeURIComponent(said.slice(0, 1500))}`;
      return;
    }
    event.preventDefault();
    const lines = said.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n");
    const before = text.value && !text.value.endsWith("\n\n") ? "\n\n" : "";
    insert(text, `${before}${lines}\n>\n> [#${link.dataset.quote}](/posts/${link.dataset.quote}/)\n\n`, text.value.length, text.value.length);
    text.scrollIntoView({ block: "center" });
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
      names(form, text);
    }
  }

  start(document);
  document.addEventListener("selectionchange", remember);
  document.addEventListener("pointerdown", forget);
  document.addEventListener("click", quote);
  document.addEventListener("htmx:afterSettle", () => start(document));
})();
