"""Reference marks: [R4] or [R4, L1] in a text become numbers that lead to the sources."""

import html
import re
from collections.abc import Iterator, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .pieces import Piece, join, ours, text, with_parents

_KEY = r"[A-Z]\d{1,3}"
_MARK = re.compile(rf"\s*\[({_KEY}(?:\s*,\s*{_KEY})*)\]")
_NOT_IN = frozenset({"a", "code", "pre"})


def marks_in(source: str) -> list[str]:
    """The keys in order of first use. `source` may be plain text, Markdown or HTML."""
    return list(dict.fromkeys(key for found in _MARK.finditer(html.unescape(source)) for key in _keys(found)))


def with_marks(words: str, references: Mapping[str, int]) -> SafeString:
    """A line of plain text as HTML with its marks."""
    pieces, _unknown = number_marks([text(words)], references)
    return mark_safe(join(pieces))


def without_marks(words: str) -> str:
    return _MARK.sub("", words)


def number_marks(pieces: list[Piece], references: Mapping[str, int]) -> tuple[list[Piece], list[str]]:
    """The pieces with their marks numbered, and the keys that `references` does not know, which stay as written."""
    numbered: list[Piece] = []
    unknown: dict[str, None] = {}
    for piece, parents in with_parents(pieces):
        if piece.is_text and _NOT_IN.isdisjoint(parents):
            unknown |= {key: None for key in marks_in(piece.text) if key not in references}
            numbered += _number(piece.text, references)
        else:
            numbered.append(piece)
    return numbered, list(unknown)


def _number(words: str, references: Mapping[str, int]) -> Iterator[Piece]:
    end = 0
    for found in _MARK.finditer(words):
        yield text(words[end : found.start()])
        known = [references[key] for key in _keys(found) if key in references]
        strange = [key for key in _keys(found) if key not in references]
        if known:
            # The number stands right after the word: no space before it, no line break between.
            yield ours(_mark(known))
        if strange:
            yield text(f" [{', '.join(strange)}]")
        end = found.end()
    yield text(words[end:])


def _mark(numbers: list[int]) -> SafeString:
    links = format_html_join(
        ", ",
        '<a href="#ref-{}" aria-label="{}">{}</a>',
        ((number, _("Source %(number)d") % {"number": number}, number) for number in numbers),
    )
    return format_html('<sup class="reference-mark">{}</sup>', links)


def _keys(found: re.Match) -> list[str]:
    return re.findall(_KEY, found[1])
