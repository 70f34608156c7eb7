"""The one function that all HTML from people goes through, and the two lists of what it lets pass."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import local

import bleach
import nh3
from django.utils.translation import gettext as _

from .characters import tame


class Refused(ValueError):
    """The text cannot be rendered; the message says why, for the person who wrote it."""


class TooLong(Refused):
    pass


class TooDeep(Refused):
    pass


@dataclass(frozen=True)
class AllowList:
    """What may stay in a text of one kind.

    rel: written on every link, whatever the source says.
    longest: characters of HTML; deepest: elements open at once. More is refused, because the time
    of the first cleaner grows with the square of the depth.
    """

    name: str
    tags: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    rel: str
    longest: int
    deepest: int = 64
    schemes: frozenset[str] = frozenset({"https", "http", "mailto"})

    @cached_property
    def first(self) -> Callable[[str], str]:
        own = local()  # a bleach.Cleaner keeps its parser's state: one for each thread

        def clean_first(html: str) -> str:
            if not hasattr(own, "cleaner"):
                own.cleaner = bleach.Cleaner(
                    tags=self.tags,
                    attributes={tag: list(names) for tag, names in self.attributes.items()},
                    protocols=self.schemes,
                    strip=True,
                    strip_comments=True,
                )
            return own.cleaner.clean(html)

        return clean_first

    @cached_property
    def last(self) -> Callable[[str], str]:
        cleaner = nh3.Cleaner(
            tags=set(self.tags),
            attributes={tag: set(names) for tag, names in self.attributes.items()},
            url_schemes=set(self.schemes),
            link_rel=self.rel,
            strip_comments=True,
        )
        return cleaner.clean


# Never svg, math, style, script, template, noscript, nor a style, class or id attribute:
# those are where parsers disagree, and what would let a text dress up as ours.
_TEXT = frozenset("p br strong em ul ol li blockquote a code pre h3 h4 hr".split())
_TABLE = frozenset("table caption thead tbody tr th td".split())
_LINK = frozenset({"href", "title"})
_SPAN = frozenset({"colspan", "rowspan"})

POSTS = AllowList(
    name="posts",
    tags=_TEXT,
    attributes={"a": _LINK, "ol": frozenset({"start"})},
    rel="nofollow ugc noopener",
    longest=400_000,
)
ARTICLES = AllowList(
    name="articles",
    tags=_TEXT | _TABLE | {"h2", "sub", "sup"},
    attributes={"a": _LINK, "ol": frozenset({"start"}), "th": _SPAN | {"scope"}, "td": _SPAN},
    rel="noopener",
    longest=100_000,
)


# Elements whose end tags people leave out, and those that have none: they do not add to the depth.
_FLAT = frozenset("p li tr td th thead tbody br hr".split())
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEWLINES_IN_PRE = re.compile(r"(<pre>)\n+")
_ROUNDS = 8  # three were the most that the hostile texts and the random ones needed


def clean(html: str, allowed: AllowList) -> str:
    """Keep of `html` only what `allowed` names: bleach first, nh3 last. Cleaning the result changes nothing.

    Raises TooLong or TooDeep; never cuts.
    """
    if len(html) > allowed.longest:
        raise TooLong(_("This text is too long for one page. Please shorten it."))
    html = tame(html)
    if _depth(html, allowed.tags) > allowed.deepest:
        raise _too_deep()
    cleaned = _last(allowed.first(html), allowed)
    # What a parser reads differently the second time could come alive in the browser: go on until it is stable.
    for _round in range(_ROUNDS):
        again = _last(cleaned, allowed)
        if again == cleaned:
            return cleaned
        cleaned = again
    raise _too_deep()


def _last(html: str, allowed: AllowList) -> str:
    # A parser drops the first line end in <pre>, so each reading would lose one more.
    return allowed.last(_NEWLINES_IN_PRE.sub(r"\1", tame(html)))


def _depth(html: str, tags: frozenset[str]) -> int:
    """The most elements open at once, from the tags alone: badly nested ends do not count, so never too few."""
    stack, deepest = [], 0
    for closes, tag in _TAG.findall(html):
        tag = tag.lower()
        if tag not in tags or tag in _FLAT:
            continue
        if not closes:
            stack.append(tag)
            deepest = max(deepest, len(stack))
        elif stack and stack[-1] == tag:
            stack.pop()
    return deepest


def _too_deep() -> TooDeep:
    return TooDeep(_("This text has too many layers of formatting. Please make it simpler."))
