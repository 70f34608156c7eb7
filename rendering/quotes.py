"""Quotations that name their source: a block whose last line links to a post, as the button *Quote* writes it.

    > Twelve weeks helped me.
    >
    > [#12](/posts/12/)

Such words belong to whoever wrote them. They are shown while the source can be read and still says them, and only
there; in their place stands which of the two is not so. Everything that shortens or indexes texts leaves them out.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .excerpt import plain_text

# In cleaned HTML. A quotation within a quotation names no source of its own.
_QUOTE = re.compile(
    r'<blockquote>\n((?:(?!</?blockquote>).)*?)'
    r'<p><a href="/posts/(\d{1,17})/"[^>]*>(?:(?!</?[a-z]).)*</a></p>\n</blockquote>',
    re.DOTALL,
)  # fmt: skip
_MARKER = re.compile(r"\A>\s*\[[^\]]*\]\(/posts/(\d{1,17})/\)\s*\Z")


def sources_of(html: str) -> list[int]:
    """The posts that a text quotes by name."""
    return [int(found[2]) for found in _QUOTE.finditer(html)] if "/posts/" in html else []


@dataclass(frozen=True)
class Source:
    """A post that is quoted, as one reader reads it. says_it: the quoted words stand in it."""

    byline: str
    says_it: bool


def with_quotes(html: str, source: Callable[[int, str], Source | None]) -> SafeString:
    """The text as one reader may see it.

    source: of a post's number and the quoted words; None when this reader cannot read the post.
    """

    def shown(found: re.Match) -> str:
        there = source(int(found[2]), plain_text(found[1]))
        if there is None:
            return format_html('<p class="quote-gone">{}</p>', _("A quotation stood here. You cannot read its source."))
        words = _("%(name)s wrote this") if there.says_it else _("What %(name)s wrote")
        link = format_html('<a href="/posts/{}/">{}</a>', int(found[2]), words % {"name": there.byline})
        if not there.says_it:  # changed since, or never said: the sentence is true of both
            said = _("A quotation stood here. Its words are not in its source now.")
            return format_html('<p class="quote-gone">{} {}</p>', said, link)
        return f'<blockquote class="quote">\n{found[1]}<p class="quote__source">{link}</p>\n</blockquote>'

    return mark_safe(_QUOTE.sub(shown, html))


def without_quotes(html: str) -> SafeString:
    """For outlets that cannot ask who reads: feeds, structured data."""
    return mark_safe(_QUOTE.sub("", html))


def said_in(words: str, html: str) -> bool:
    """Does a text say these words, line by line? An empty quotation says nothing."""
    lines = [line for line in words.split("\n") if line.strip()]
    text = " ".join(plain_text(html).split())
    return bool(lines) and all(" ".join(line.split()) in text for line in lines)


def quotation_of(words: str, pk: int) -> str:
    """Markdown that quotes a post."""
    lines = [line for line in words.strip().split("\n")]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines) + f">\n> [#{pk}](/posts/{pk}/)\n\n"


def cut_from_source(markdown: str, may_stay: Callable[[int], bool]) -> str:
    """The Markdown without the words of quotations whose source cannot be read; the line that names it stays."""
    kept: list[str] = []
    block: list[str] = []
    for line in [*markdown.split("\n"), ""]:
        if line.startswith(">"):
            block.append(line)
            continue
        marker = _MARKER.match(block[-1]) if block else None
        kept += block if not marker or may_stay(int(marker[1])) else [block[-1]]
        block = []
        kept.append(line)
    return "\n".join(kept[:-1])
