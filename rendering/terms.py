"""Words of the glossary: the first of each in a text opens its definition, without JavaScript."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .pieces import Piece, ours, text, with_parents

GLOSSARY = "/glossary/"
_NOT_IN = frozenset({"h2", "h3", "h4", "a", "code", "pre", "caption", "sub", "sup"})
_CAPITALS = re.compile(r"[A-Z][^\s]*[A-Z]")


@dataclass(frozen=True)
class TermLink:
    """A glossary term: its slug, the forms its word takes in texts, and its meaning as plain text."""

    slug: str
    words: tuple[str, ...]
    definition: str


class _Lexicon:
    """Finds the forms of all terms in one pass, the longest first. "PRP" is not "prp"; "Exosomes" is "exosomes"."""

    def __init__(self, terms: Sequence[TermLink]) -> None:
        self._terms = {_folded(word): term for term in terms for word in term.words}
        words = sorted({word for term in terms for word in term.words}, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(_form, words))})(?!\w)") if words else None

    def find(self, words: str) -> Iterator[tuple[re.Match, TermLink]]:
        for found in self._pattern.finditer(words) if self._pattern else ():
            if term := self._terms.get(_folded(found[0])):
                yield found, term


def _form(word: str) -> str:
    form = r"\s+".join(map(re.escape, word.split()))
    return form if _CAPITALS.search(word) else f"(?i:{form})"


def _folded(word: str) -> str:
    return " ".join(word.split()).lower()


_lexicon = lru_cache(maxsize=2)(_Lexicon)


def define_terms(pieces: list[Piece], terms: Sequence[TermLink]) -> list[Piece]:
    lexicon = _lexicon(tuple(terms))
    used: set[str] = set()
    defined: list[Piece] = []
    for piece, parents in with_parents(pieces):
        if piece.is_text and _NOT_IN.isdisjoint(parents):
            defined += _define(piece.text, lexicon, used)
        else:
            defined.append(piece)
    return defined


def _define(words: str, lexicon: _Lexicon, used: set[str]) -> Iterator[Piece]:
    end = 0
    for found, term in lexicon.find(words):
        if term.slug not in used:
            used.add(term.slug)
            yield text(words[end : found.start()])
            yield ours(_button(found[0], term))
            end = found.end()
    yield text(words[end:])


def _button(word: str, term: TermLink) -> SafeString:
    return format_html(
        '<button type="button" class="term" popovertarget="term-{slug}">{word}</button>'
        '<span popover id="term-{slug}" class="term__definition">{definition} '
        '<a href="{glossary}#{slug}">{more}</a></span>',
        slug=term.slug,
        word=word,
        definition=term.definition,
        glossary=GLOSSARY,
        more=_("“%(word)s” in the glossary") % {"word": " ".join(word.split())},
    )
