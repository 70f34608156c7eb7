"""Where a text gives somebody else's words: lines with ">", words in quotation marks, what follows "they wrote:".

Places are those of the normal text, in which every kind of double quotation mark is `"` and every single one `'`.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from importlib.resources import files

from detector import lexicon

Range = tuple[int, int]
LONGEST = 1200  # characters between two quotation marks
SHORTEST = 12
CLOSINGS_TRIED = 12  # of single marks, which may be apostrophes
LINE = re.compile(r"^[ \t]{0,3}>[^\n]{0,20000}", re.M)
# Alternative texts stand in quotation marks too, but they are the writer's own.
DOUBLE = re.compile(
    rf'(?<![=\w])"(?=[^\s"])([^"]{{{SHORTEST},{LONGEST}}})(?<=\S)"(?!\w)'
    rf'|(?<!\S)" (?=\S)([^"\n]{{{SHORTEST},{LONGEST}}}) "(?!\w)'  # as in French
)
ALTERNATIVE = re.compile(r"\balt\b[^\"'\n]{0,160}$", re.I)
OPENING = re.compile(r"(?<![\w'])'(?=[^\W_])(?!(?:til|cause|cos|em|n|bout|tis|twas|round|s|nuff|\d\ds)\b)", re.I)
CLOSING = re.compile(r"(?<=[^\s'])'(?!\w)")
PLURAL = re.compile(r"s' [^\W\d_]")  # "the members' words", where nothing closes
COLON = re.compile(r":(?=[ \t]{0,3}\n{0,2}[^\s>\"'/])")
BEFORE_A_COLON = 100  # characters in which it is said who speaks
STOP = re.compile(r"[.!?\n:\"]")
BLANK = re.compile(r"\s{0,6}")
PARAGRAPH = re.compile(r"\n[ \t]{0,3}\n")


def marked(text: str) -> list[Range]:
    """Quotes whose beginning and end are written."""
    found = []
    if '"' in text:
        found += [match.span(match.lastindex) for match in DOUBLE.finditer(text)]
    if "'" in text:
        found += _single(text)
    if "alt" in text.lower():
        found = [(start, end) for start, end in found if not ALTERNATIVE.search(text, max(0, start - 170), start - 1)]
    if ">" in text:
        found += [match.span() for match in LINE.finditer(text)]
    return _apart(found)


def introduced(text: str) -> list[Range]:
    """What follows words such as "they wrote:" up to the end of the paragraph; the writer's own words may be in it."""
    if ":" not in text:
        return []
    found, done = [], 0
    for colon in COLON.finditer(text):
        if colon.start() < done:
            continue
        saying = STOP.split(text[max(0, colon.start() - BEFORE_A_COLON):colon.start()])[-1]
        if "introduction" in classes(tuple(match.lower() for match in lexicon.TOKEN.findall(saying))):
            start = BLANK.match(text, colon.end()).end()
            end = PARAGRAPH.search(text, start)
            done = end.start() if end else len(text)
            found.append((start, done))
    return found


def _single(text: str) -> list[Range]:
    """Words between single quotation marks: a row of at least three, not what stands between two apostrophes."""
    openings = [match.start() for match in OPENING.finditer(text)]
    closings = [match.start() for match in CLOSING.finditer(text)]
    found, done = [], 0
    for opening in openings:
        if opening < done:
            continue
        at = bisect_right(closings, opening + SHORTEST)
        tried = [place for place in closings[at:at + CLOSINGS_TRIED] if place <= opening + LONGEST]
        end = next((place for place in tried if not PLURAL.match(text, place - 1)), tried[-1] if tried else -1)
        if end > 0 and text.count(" ", opening, end) >= 2:
            found.append((opening + 1, end))
            done = end
    return found


def _apart(ranges: list[Range]) -> list[Range]:
    """In their order; of two that overlap the first."""
    kept, done = [], 0
    for start, end in sorted(ranges):
        if start >= done:
            kept.append((start, end))
            done = end
    return kept


@lru_cache(maxsize=512)
def classes(words: tuple[str, ...]) -> frozenset[str]:
    """The classes of quotes.txt that a row of lower-case words has."""
    return frozenset(hit.name for hit in lexicon.find_in(_lexicon().tree, _keys, words, [False] * len(words)))


@lru_cache(maxsize=1)
def _lexicon() -> lexicon.Lexicon:
    return lexicon.build(lexicon.parse(files("detector").joinpath("quotes.txt").read_text("utf-8"), {}))


@lru_cache(maxsize=20_000)
def _keys(word: str) -> tuple[str, ...]:
    return _lexicon().keys(word)
