"""What an advertisement or a message claims, phrase by phrase, for somebody who was sent one.

The screen asks who does what to whom. Here nobody is judged: a phrase counts in whoever's mouth, quoted too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from detector import lexicon, watchlist
from detector.assessment import ProviderEntry
from detector.normalise import Normal
from detector.reading import BODY, Reading, read
from detector.sentences import Sentence

# Where two phrases share words, the code that comes first names them.
CODES = (
    "listed", "many_diseases", "experimental", "abroad", "state_law", "own_cells", "fast_lane", "fda_cleared",
    "fda_registered", "approved_lab", "fda_approved", "off_label", "trial_number", "paid_trial", "success_rate",
    "cell_count", "no_side_effects", "discount", "limited_places", "seminar", "travel", "price", "study", "testimonial",
    "tokens", "outcome", "chat_app", "transplant", "exosomes", "prp", "fat_cells", "stem_cells",
)  # fmt: skip
RANK = {code: place for place, code in enumerate(CODES)}

# A treatment by its words; what is none of these is stem cells, or a name for them.
PRODUCTS = (
    ("exosomes", re.compile(r"\bexo|ectosome|vesicle|secretome|conditioned medi", re.I)),
    ("prp", re.compile(r"\bpr[pf]\b|platelet|plaquetas|plasma", re.I)),
    ("fat_cells", re.compile(r"\bfat\b|\bsvf\b|adipose|\badscs?\b|\blipo|stromal vascular", re.I)),
)
CHAT_LINK = re.compile(r"\b(?:wa\.me|t\.me|api\.whatsapp|m\.me|chat\.whatsapp)", re.I)
ILLNESSES = 4  # named in one breath, before one treatment is said to be for many
BREATH = 60  # characters from one illness to the next
GAP = re.compile(r"[ \t/&-]{0,3}")
NUMBER_BEFORE = re.compile(r"(?:[$€£]\s?)?\d[\d.,]{0,12}$")

Row = tuple[str, int, int]  # code, start and end in the normal text


@dataclass(frozen=True)
class Phrase:
    """`text == pasted[start:end]`, in code points of what was pasted. `code` is one of CODES."""

    code: str
    start: int
    end: int
    text: str


def phrases(text: str, providers: tuple[ProviderEntry, ...] = ()) -> tuple[Phrase, ...]:
    """The claims in a text, in their order; none overlaps another.

    Raises detector.sentences.Unreadable for a text that is no prose.
    """
    reading = read("", text, "reply")
    watchlist.mark(reading, providers)
    normal = reading.fields[BODY]
    found = [row for row in _claims(reading, normal) if row[1] < row[2]]
    # Where a longer reading loses against another claim, its parts may still stand.
    found += _joined(found, normal.text)
    return tuple(_phrases(normal, text, _joined(_apart(found), normal.text)))


def _claims(reading: Reading, normal: Normal) -> Iterator[Row]:
    """All that is said; rows may overlap."""
    illnesses = []
    for sentence in reading.own:
        yield from _signals(sentence, normal.text)
        for code, start, end in _claimed(sentence):
            if code == "disease":
                illnesses.append((start, end))
            else:
                yield code, _with_number(normal.text, start), end
    yield from _many(illnesses, normal.text)


def _signals(sentence: Sentence, text: str) -> Iterator[Row]:
    """What the screen's own signals say."""
    for signal in sentence.hits:
        words = text[signal.start:signal.end]
        if signal.kind == "listed":
            yield "listed", signal.start, signal.end
        elif signal.kind == "treatment" and not signal.code:
            yield _product(words), signal.start, signal.end
        elif signal.kind == "price":
            yield "price", signal.start, signal.start + len(words.rstrip())
        elif signal.kind == "link" and CHAT_LINK.search(words):
            yield "chat_app", signal.start, signal.end


def _product(words: str) -> str:
    return next((code for code, pattern in PRODUCTS if pattern.search(words)), "stem_cells")


@lru_cache(maxsize=1)
def _lexicon() -> lexicon.Lexicon:
    return lexicon.build(lexicon.parse(files("detector").joinpath("claims.txt").read_text("utf-8"), {}))


@lru_cache(maxsize=20_000)
def _keys(word: str) -> tuple[str, ...]:
    return _lexicon().keys(word)


def _claimed(sentence: Sentence) -> Iterator[Row]:
    """What claims.txt finds in a sentence."""
    words = sentence.words
    hits = lexicon.find_in(_lexicon().tree, _keys, [w.text for w in words], [w.named for w in words])
    return ((hit.name, words[hit.first].start, words[hit.last].end) for hit in hits)


def _with_number(text: str, start: int) -> int:
    """Where a phrase begins with the end of a number, as the "5 million" of "2.5 million", its beginning."""
    if not text[start].isdigit():
        return start
    before = NUMBER_BEFORE.search(text, max(0, start - 16), start)
    return before.start() if before else start


def _many(illnesses: list[tuple[int, int]], text: str) -> Iterator[Row]:
    """Rows of different illnesses, each close to the one before."""
    row: list[tuple[int, int]] = []
    for place in [*sorted(set(illnesses)), None]:
        if place and (not row or place[0] - row[-1][1] <= BREATH):
            row.append(place)
            continue
        if len({text[start:end].lower() for start, end in row}) >= ILLNESSES:
            yield "many_diseases", row[0][0], row[-1][1]
        row = [place] if place else []


def _joined(rows: list[Row], text: str) -> list[Row]:
    """Rows of one kind that overlap, or have nothing but a space or a sign between them, as one."""
    joined: list[Row] = []
    for code, start, end in sorted(rows, key=lambda row: (RANK[row[0]], row[1])):
        last = joined[-1] if joined else None
        if last and last[0] == code and (start <= last[2] or GAP.fullmatch(text, last[2], start)):
            joined[-1] = (code, last[1], max(end, last[2]))
        else:
            joined.append((code, start, end))
    return joined


def _apart(rows: list[Row]) -> list[Row]:
    """Rows that share no character: of two that do, the one of higher rank, and then the longer one."""
    taken = bytearray(max((end for _, _, end in rows), default=0))
    kept = []
    for code, start, end in sorted(rows, key=lambda row: (RANK[row[0]], row[1] - row[2], row[1])):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((code, start, end))
    return kept


def _phrases(normal: Normal, text: str, rows: list[Row]) -> Iterator[Phrase]:
    done = 0
    for code, first, last in sorted(rows, key=lambda row: row[1]):
        start, end = normal.original(first, last)
        # Of two phrases in words that were written as one disguise, the first one has its characters.
        if start >= done:
            yield Phrase(code, start, end, text[start:end])
            done = end
