"""@names in rendered texts, as links to the members of those names."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .pieces import Piece, join, ours, split, text, with_parents

MOST = 10  # names linked in one run of words
WORDS_IN_A_NAME = 4
LONGEST_NAME = 30  # characters
_AT = re.compile(r"(?<![\w@/])@(?=\w)")
_WORDS = re.compile(rf"[\w.\-]+(?: [\w.\-]+){{0,{WORDS_IN_A_NAME - 1}}}")
_NOT_IN = frozenset({"a", "code", "pre"})
_LINK = re.compile(r'<a class="mention" href="[^"]*" data-member="(\d+)">')


class Mentioned(NamedTuple):
    pk: int
    name: str
    address: str


def link_names(html: str, find: Callable[[Iterable[str]], Mapping[str, Mentioned]]) -> SafeString:
    """Cleaned HTML in which each @name leads to its member. Of "@Ada Lee said" the longest name that exists is taken.

    find: of what could be names the members there are, by the small letters of their names. Not asked without "@".
    """
    if "@" not in html:
        return mark_safe(html)
    pieces = split(html)
    tried = {name for piece, parents in with_parents(pieces) if _counts(piece, parents) for name in _names(piece.text)}
    found = find(sorted(tried)) if tried else {}
    linked: list[Piece] = []
    for piece, parents in with_parents(pieces):
        linked += _linked(piece.text, found) if found and _counts(piece, parents) else [piece]
    return mark_safe(join(linked))


def without_signs(words: str, find: Callable[[Iterable[str]], Mapping[str, Mentioned]]) -> str:
    """A text as it was typed, with a space for the @ of each name that mentions a member. No longer and no shorter."""
    names = [(at, _beginnings(_WORDS.match(words, at.end()))) for at in list(_AT.finditer(words))[:MOST]]
    tried = {name for _at, forms in names for name in forms}
    found = find(sorted(tried)) if tried else {}
    for at, forms in names:
        if any(form.lower() in found for form in forms):
            words = f"{words[: at.start()]} {words[at.end() :]}"
    return words


def mentioned_in(html: str) -> set[int]:
    """The numbers of the members whom a rendered text mentions."""
    return {int(pk) for pk in _LINK.findall(html)}


def _counts(piece: Piece, parents: list[str]) -> bool:
    return piece.is_text and _NOT_IN.isdisjoint(parents)


def _names(words: str) -> list[str]:
    return [name for at in list(_AT.finditer(words))[:MOST] for name in _beginnings(_WORDS.match(words, at.end()))]


def _beginnings(run: re.Match | None) -> list[str]:
    """What could be a name at the beginning of some words, the longest first."""
    if run is None:
        return []
    longest_last = accumulate(run[0].split(" "), lambda name, word: f"{name} {word}")
    tried = [form for name in longest_last for form in (name.rstrip(".-"), name) if 0 < len(form) <= LONGEST_NAME]
    return list(dict.fromkeys(reversed(tried)))


def _linked(words: str, found: Mapping[str, Mentioned]) -> list[Piece]:
    pieces, end = [], 0
    for at in list(_AT.finditer(words))[:MOST]:
        name = next((form for form in _beginnings(_WORDS.match(words, at.end())) if form.lower() in found), None)
        if name is None or at.start() < end:
            continue
        pieces += [text(words[end : at.start()]), ours(_anchor(found[name.lower()]))]
        end = at.end() + len(name)
    return [*pieces, text(words[end:])]


def _anchor(member: Mentioned) -> SafeString:
    return format_html('<a class="mention" href="{}" data-member="{}">@{}</a>', member.address, member.pk, member.name)
