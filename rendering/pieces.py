"""Cleaned HTML as a list of pieces, so that what is ours can be added between them."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# What nh3 writes: lower-case tags, quoted attributes, every other "<" escaped.
_PIECE = re.compile(r'<(?P<closes>/?)(?P<tag>[a-z][a-z0-9]*)(?: [a-z-]+="[^"]*")*>|[^<]+')
_HREF = re.compile(r' href="([^"]*)"')
_VOID = frozenset({"br", "hr"})


class Piece(NamedTuple):
    """A tag, a run of text, or something of ours (neither opens, closes nor is text)."""

    raw: str
    opens: str = ""
    closes: str = ""
    is_text: bool = False

    @property
    def text(self) -> str:
        return html.unescape(self.raw) if self.is_text else ""

    @property
    def href(self) -> str:
        found = _HREF.search(self.raw) if self.opens == "a" else None
        return html.unescape(found[1]) if found else ""


def ours(raw: str) -> Piece:
    return Piece(str(raw))


def text(words: str) -> Piece:
    return Piece(html.escape(words, quote=False), is_text=True)


def split(cleaned: str) -> list[Piece]:
    """Raises ValueError for anything that clean() would not have written."""
    pieces, end = [], 0
    for found in _PIECE.finditer(cleaned):
        if found.start() != end:
            break
        end, tag = found.end(), found["tag"]
        if not tag:
            pieces.append(Piece(found[0], is_text=True))
        elif found["closes"]:
            pieces.append(Piece(found[0], closes=tag))
        else:
            pieces.append(Piece(found[0], opens=tag))
    if end != len(cleaned):
        raise ValueError(f"not cleaned at {end}: {cleaned[end : end + 40]!r}")
    return pieces


def join(pieces: Iterable[Piece]) -> str:
    return "".join(piece.raw for piece in pieces)


def with_parents(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, list[str]]]:
    """Each piece with the elements around it, outermost first; a tag's own element is not around it.

    The list is the same object throughout: read it before asking for the next piece.
    """
    parents: list[str] = []
    for piece in pieces:
        if piece.closes:
            parents.pop()
        yield piece, parents
        if piece.opens and piece.opens not in _VOID:
            parents.append(piece.opens)
