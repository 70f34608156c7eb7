""""Remove the details for me": the text without what steers readers to a seller, still readable."""

import re

from detector.assessment import Assessment
from detector.clearing import without
from detector.reading import Reading, read
from detector.screening import screen
from detector.sentences import QUOTED, Sentence

# A sentence that does one of these has nothing else to say; it goes as a whole.
WHOLE = frozenset(("contact", "invite", "discount", "scarcity", "send_info", "paid_trial", "event", "travel", "hidden",
                   "seller", "product", "recommend", "listed"))  # fmt: skip
DETAILS = {"link": "[link removed]", "phone": "[number removed]", "handle": "[address removed]",
           "price": "[price removed]", "named": "[name removed]"}  # fmt: skip
ROUNDS = 4
REST_OF_A_NAME = re.compile(r"(?:[ \xa0](?:of[ \xa0])?[A-Z][\w'&-]{1,30}){1,4}")
BEFORE_A_NAME = re.compile(r"(?:[a-z]{1,12}[ \xa0]){1,3}(?=[A-Z])")
PLACEHOLDER = re.compile(r"(\[(?:link|number|address|price|name) removed\])(?:[\s,]{0,3}\1){1,20}")


def redact(title: str, body: str, assessment: Assessment) -> tuple[str, str]:
    """Title and body without names of providers, links, accounts, phones, prices and invitations.

    Screen the result again: it is not held as the words of any post, but a question above may add to them.
    """
    if not assessment.flagged or assessment.failed:
        return title, body
    title_counts = "title" in {reason.field for reason in assessment.reasons}
    texts = {"title": title, "body": body}
    less = without(texts, [(part.field, part.start, part.end) for part in assessment.clears])
    for tried in (texts, less) if less != texts else (texts,):
        found = _redacted(tried["title"], tried["body"], title_counts)
        if found[1]:
            return found
    return found


def _redacted(title: str, body: str, title_counts: bool) -> tuple[str, str]:
    for round_no in range(ROUNDS):
        title, body = _cut(title, body, title_counts, strict=round_no > 0)
        if all(screen(title, body, where=where).outcome != "hold" for where in ("topic", "reply")):
            return title, body
    return ("", "") if title_counts else (title, "")


def _cut(title: str, body: str, title_counts: bool, *, strict: bool) -> tuple[str, str]:
    reading = read(title, body, "topic")
    new = {"title": title, "body": body}
    for name in ("title", "body") if title_counts else ("body",):
        new[name] = _without(reading, name, new[name], strict)
    return new["title"], new["body"]


def _without(reading: Reading, name: str, text: str, strict: bool) -> str:
    normal = reading.fields[name]
    cuts: list[tuple[int, int, str]] = []
    for sentence in (s for s in reading.own if s.field == name):
        start, end = normal.original(sentence.start, sentence.end)
        if _goes(sentence, strict):
            cuts.append((start, _sentence_end(text, end), ""))
        else:
            cuts += [
                _detail(text, *normal.original(s.start, s.end), s.kind) for s in sentence.hits if s.kind in DETAILS
            ]
    return _tidy(_apply(text, cuts))


def _detail(text: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    """What is cut and what stands there instead. Of "to Acme Regen" the name goes, all of it and nothing else."""
    rest = None
    if kind == "named":
        rest = REST_OF_A_NAME.match(text, end)
        before = BEFORE_A_NAME.match(text, start, end)
        start = before.end() if before else start
    return start, rest.end() if rest else end, DETAILS[kind]


def _goes(sentence: Sentence, strict: bool) -> bool:
    kinds = {signal.kind for signal in sentence.hits}
    if sentence.voice == QUOTED and not strict:
        return bool(kinds & {"contact", "invite", "discount", "listed"})
    if sentence.act in ("ask", "warn") and not strict:
        return bool(kinds & {"contact", "phone", "handle", "listed"})
    return bool(kinds & WHOLE) or (strict and bool(kinds & (set(DETAILS) | {"outcome", "vouch", "treatment"})))


def _sentence_end(text: str, end: int) -> int:
    while end < len(text) and text[end] in ".!?…)]\"'":
        end += 1
    return end


def _apply(text: str, cuts: list[tuple[int, int, str]]) -> str:
    parts, done = [], 0
    for start, end, new in sorted(cuts, key=lambda cut: (cut[0], -cut[1])):
        if start < done:
            continue
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])


def _tidy(text: str) -> str:
    text = PLACEHOLDER.sub(r"\1", text)
    text = re.sub(r"[ \t]{2,80}", " ", text)
    text = re.sub(r" ?\n ?(?:[-*•✅👉👈🔥 ]{1,20}(?=\n|$))?", "\n", text)
    return re.sub(r"\n{3,80}", "\n\n", text).strip()
