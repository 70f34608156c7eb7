"""Showing why a text was found: its words marked, and the part of it that has most of them."""

import re
from collections.abc import Iterable, Sequence

from . import stems
from .fulltext import ACCENTED, PLAIN
from .kin import family
from .words import Query

Pieces = list[tuple[str, bool]]
SNIPPET = 240  # characters
BEFORE = 60  # of them before the first marked word
NEAR = 80  # characters
LOOKED_AT = 40  # marks that a snippet may begin with
_FOLD = str.maketrans(ACCENTED, PLAIN)
HEAD = 3  # letters that a word and its root have in common
# Of a heading, or of an item of a list.
_LINE_END = re.compile(r"(?<=[\w)”\"])\s*\n\s*")


def root(word: str) -> str:
    """The same for all forms of a word that the engines take for one. word: lower case."""
    return stems.stem(word.translate(_FOLD))


class Marker:
    """Marks the words of a query in texts."""

    def __init__(self, query: Query):
        # Of each form that the engines find, the root of the word that was searched for.
        self.roots = {root(form): root(word) for word in reversed(query.words) for form in reversed(family(word))}
        self.beginnings = tuple(term.words[-1].translate(_FOLD) for term in query.terms if term.starts)
        # Only what begins like a searched word is looked at more closely.
        heads = {_head(word) for word in self.roots} | {word[:HEAD] for word in self.beginnings}
        self.candidates = re.compile(
            rf"(?<![^\W_])(?:{'|'.join(map(re.escape, heads)) or '(?!)'})[^\W_]*", re.IGNORECASE
        )

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and root of each word that was searched for."""
        found = []
        for match in self.candidates.finditer(text.translate(_FOLD)):
            word = match[0].lower()
            if (stem := root(word)) in self.roots or (self.beginnings and word.startswith(self.beginnings)):
                found.append((*match.span(), self.roots.get(stem, stem)))
        return found

    def stand_near(self, text: str) -> bool:
        """All words within a sentence's length."""
        last: dict[str, int] = {}
        for start, _end, stem in self.spans(text):
            last[stem] = start
            if len(last) >= len(set(self.roots.values())) and start - min(last.values()) <= NEAR:
                return True
        return False

    def whole(self, text: str) -> Pieces:
        return _pieces(text, self.spans(text), 0, len(text))

    def part(self, text: str) -> Pieces:
        """The part of a text with most of the words, cut between words."""
        text = " ".join(_LINE_END.sub(" – ", text.strip()).split())
        spans = self.spans(text)
        start = max((span[0] for span in spans[:LOOKED_AT]), key=lambda at: _different(spans, at), default=0) - BEFORE
        start = 0 if start <= 0 or len(text) <= SNIPPET else text.find(" ", start) + 1
        end = len(text)
        if end - start > SNIPPET:
            cut = text.rfind(" ", start, start + SNIPPET)
            end = cut if cut > start else start + SNIPPET
        pieces = _pieces(text, spans, start, end)
        return [("…", False)] * (start > 0) + pieces + [("…", False)] * (end < len(text))


def _head(root: str) -> str:
    """How every word with this root begins. Its last letter may stand for a y: "dai", days."""
    return root[: min(HEAD, len(root) - root.endswith("i"))]


def _different(spans: Sequence[tuple[int, int, str]], start: int) -> tuple[int, int]:
    """How many words, and how many marks, stand within a snippet that begins here."""
    near = [stem for first, last, stem in spans if first >= start and last <= start + SNIPPET - BEFORE]
    return len(set(near)), len(near)


def _pieces(text: str, spans: Iterable[tuple[int, int, str]], start: int, end: int) -> Pieces:
    pieces, at = [], start
    for first, last, _stem in spans:
        if first < at or last > end:
            continue
        pieces += [(text[at:first], False), (text[first:last], True)]
        at = last
    pieces.append((text[at:end], False))
    return [piece for piece in pieces if piece[0]]
