"""What stands in a sentence: phrases of the lexicon, and links, addresses, phone numbers and prices."""

import re
from functools import lru_cache
from typing import NamedTuple

from detector import lexicon
from detector.normalise import TLD
from detector.sentences import Sentence, Word

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
LINK = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"')\]]{{3,300}}"
    rf"|(?<![\w@.])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,3}}\.(?:{TLD})\b(?:/[^\s<>\"')\]]{{0,200}})?",
    re.I,
)
HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_][\w.]{2,40}")
PRICE = re.compile(
    r"[$€£¥]\s?\d{1,3}(?:[.,  ]?\d{1,3}){0,4}\s?k?\b|\b\d{1,3}(?:[.,]?\d{1,3}){0,4}\s?"
    r"(?:(?:k|grand|usd|eur|euros?|dollars?|bucks|quid|pounds|pesos|lakhs?|baht|lira|rupees|dolares)\b|€|\$|£)",
    re.I,
)
# Places where one reads, not buys: never a reason.
SOURCE = re.compile(
    r"doi|pubmed|ncbi|nih\.gov|\.gov\b|\.edu\b|nhs\.uk|clinicaltrials\.gov|europa\.eu|who\.int|cochrane|wikipedia"
    r"|youtube|bbc\.|psoriasis\.org|papaa|nice\.org|fda\.gov|\.ac\.uk|imgur|news",
    re.I,
)
NUMBER_WORDS = dict.fromkeys(
    "zero oh one two three four five six seven eight nine cero uno dos tres cuatro cinco seis siete ocho nueve"
    " null eins zwei drei vier funf fuenf sechs sieben acht neun um dois duas quatro sete oito nove nil".split(),
    1,
)
REPEAT = {"double": 2, "triple": 3, "doble": 2, "doppel": 2}
FILLERS = frozenset("then and plus + mas dash space code area".split())
YEAR = re.compile(r"(?:19|20)\d\d")
DATE = re.compile(r"\d{1,2}[-./ ]\d{1,2}[-./ ](?:\d\d){1,2}|\d{4}-\d\d-\d\d")
STEER = frozenset(("recommend", "vouch"))
AGAINST = frozenset(("warn", "negative"))
GIVEN = frozenset("treatment_weak price provider_word product seller invite travel".split())  # makes a hint a treatment
FOR = frozenset(("recommend", "vouch", "outcome", "contact", "invite", "seller", "scarcity", "product", "discount"))


class Signal(NamedTuple):
    """A span of the normal text that means `kind`.

    code: what the lexicon says where the kind does not: the code of another reason, HINT, BODY or MOCKED.
    """

    kind: str
    start: int
    end: int
    code: str = ""


def find_typed(text: str) -> list[tuple[str, int, int]]:
    """Links, addresses, handles and prices, from anywhere in a normal text."""
    found, taken = [], []
    if "@" in text:
        for match in EMAIL.finditer(text):
            found.append(("handle", *match.span()))
            taken.append(match.span())
        found += [("handle", *m.span()) for m in HANDLE.finditer(text) if not _within(m.start(), taken)]
    if "." in text:
        for match in LINK.finditer(text):
            if not _within(match.start(), taken):
                found.append(("source" if SOURCE.search(match.group()) else "link", *match.span()))
    return found + [("price", *m.span()) for m in PRICE.finditer(text)]


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def find_phones(words: list[Word], text: str) -> list[tuple[str, int, int]]:
    """Phone numbers in digits or words: seven to fifteen digits in one row of number-like words."""
    found, row, digits = [], [], 0
    for word in [*words, None]:
        size = _digits(word, row, text) if word else -1
        if size < 0 or digits + size > 15:
            while row and row[-1].text in FILLERS:
                row.pop()
            if 7 <= digits and _is_phone(row, text):
                found.append(("phone", row[0].start, row[-1].end))
            row, digits = [], 0
            size = _digits(word, row, text) if word else -1
        if size > 0 or (size == 0 and row):
            row.append(word)
            digits += size * (REPEAT.get(row[-2].text, 1) if len(row) > 1 else 1)
    return found


def _digits(word: Word, row: list[Word], text: str) -> int:
    """How many digits a word adds; 0 for words that may stand between digits, -1 for all others."""
    if row and len(text[row[-1].end:word.start].strip()) > 3:
        return -1
    if word.text.isdigit():
        before = text[word.start - 1:word.start] if word.start else " "
        priced = before in "$€£" or (before == "." and not row)
        return -1 if priced or len(word.text) > 13 else len(word.text)
    if word.text in NUMBER_WORDS:
        return 1
    return 0 if word.text in FILLERS or word.text in REPEAT else -1


def _is_phone(row: list[Word], text: str) -> bool:
    written = text[row[0].start:row[-1].end]
    if "/" in written or "," in written and not any(w.text in NUMBER_WORDS or w.text in FILLERS for w in row):
        return False
    numbers = [w.text for w in row if w.text.isdigit()]
    if DATE.fullmatch(written) or (numbers and all(YEAR.fullmatch(n) for n in numbers)):
        return False
    before = text[max(0, row[0].start - 6):row[0].start].lower()
    return not before.endswith(("nct", "pmid ", "pmid:", "doi:", "isbn "))


def mark(sentence: Sentence, typed: list[tuple[str, int, int]]) -> None:
    """Fill `sentence.hits` with its signals; `typed` are those of its field that begin inside it."""
    words = sentence.words
    said = _said(tuple([w.text for w in words]), tuple([w.named for w in words]))
    found = [Signal(kind, words[first].start, words[after - 1].end, code) for kind, first, after, code in said]
    found += [Signal("name", w.start, w.end) for w in words if w.named]
    sentence.hits = found + [Signal(kind, start, end) for kind, start, end in typed]


@lru_cache(maxsize=512)
def _said(words: tuple[str, ...], named: tuple[bool, ...]) -> tuple[Signal, ...]:
    """The phrases in a sentence, their places counted in words.

    Kept for a while: when a changed text is judged again, and in one that repeats itself, most sentences are known.
    """
    hits = lexicon.find(words, named)
    found = [Signal(kind, first, last + 1, code) for name, first, last in hits for kind, code in [_kind_and_code(name)]]
    return tuple(_longest_says(_without_contained(found)))


@lru_cache(maxsize=512)
def _kind_and_code(name: str) -> tuple[str, str]:
    kind, _, code = name.partition(" as ")
    return kind, code


def _without_contained(found: list[Signal]) -> list[Signal]:
    """Drop what another phrase turns round: the "regret" of "won't regret", the "go to" that "do not go" begins."""
    sides = [s for s in found if s.kind in AGAINST or s.kind in FOR]
    if not any(s.kind in AGAINST for s in sides):
        return found

    def turned(signal: Signal) -> bool:
        against = signal.kind in AGAINST
        return (against or signal.kind in FOR) and any(
            (other.kind in AGAINST) != against
            and other.start <= signal.start
            and (other.start, other.end) != (signal.start, signal.end)
            and (other.end >= signal.end or (signal.kind in STEER and other.start < signal.start < other.end))
            for other in sides
        )

    return [signal for signal in found if not turned(signal)]


def _longest_says(found: list[Signal]) -> list[Signal]:
    """Of two phrases of a kind that say different things of it, only the one that holds the other."""
    coded = {signal.kind for signal in found if signal.code}
    reach: dict[str, dict[str, tuple[int, int]]] = {kind: {} for kind in coded}  # of each code, how far one goes
    held = set()
    for signal in sorted((s for s in found if s.kind in coded), key=lambda s: (s.start, -s.end)):
        spans, span = reach[signal.kind], (signal.end, signal.start - signal.end)
        if any(code != signal.code and end >= span[0] and size < span[1] for code, (end, size) in spans.items()):
            held.add(signal)
        if span > spans.get(signal.code, (-1, 0)):
            spans[signal.code] = span
    return [signal for signal in found if signal not in held] if held else found


def names_treatment(sentence: Sentence) -> bool:
    """By a word that means nothing else, or by two that do together ("umbilical", "injection")."""
    named = [signal for signal in sentence.hits if signal.kind == "treatment"]
    hinted = [(signal.start, signal.end) for signal in named if signal.code == lexicon.HINT]
    return any(not signal.code for signal in named) or bool(hinted) and any(
        signal.kind in GIVEN and all(signal.end <= start or end <= signal.start for start, end in hinted)
        for signal in sentence.hits
    )  # fmt: skip
