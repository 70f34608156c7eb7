"""Explainers: the editors' HTML, cleaned, and then what we add to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from .clean import ARTICLES, clean
from .links import show_domains
from .marks import marks_in, number_marks, with_marks, without_marks
from .pieces import Piece, join, ours, split
from .terms import TermLink, define_terms

__all__ = [
    "Heading",
    "RenderedArticle",
    "TermLink",
    "markdown_to_html",
    "marks_in",
    "render_article",
    "with_marks",
]


class Heading(NamedTuple):
    id: str
    text: str
    level: int  # 2 or 3


@dataclass(frozen=True)
class RenderedArticle:
    html: SafeString
    contents: list[Heading]
    unknown_marks: list[str]


def render_article(source_html: str, *, terms: Sequence[TermLink], references: Mapping[str, int]) -> RenderedArticle:
    """Raises TooLong or TooDeep (rendering.clean), whose message is for the editor.

    references: the number of each reference key; a mark with another key stays in the text.
    """
    pieces = show_domains(split(clean(source_html, ARTICLES)))
    pieces, contents = _name_headings(pieces)
    pieces = list(_frame_tables(pieces))
    pieces, unknown = number_marks(pieces, references)
    pieces = define_terms(pieces, terms)
    return RenderedArticle(mark_safe(join(pieces)), contents, unknown)


def markdown_to_html(source: str) -> str:
    """The library's files as an editor would have written them. Not cleaned: render_article() does that."""
    return _library_markdown.render(source)


def _name_headings(pieces: list[Piece]) -> tuple[list[Piece], list[Heading]]:
    """Give each h2 and h3 an id of its own, the same as long as its words stay the same."""
    named: list[Piece] = []
    contents: list[Heading] = []
    taken: set[str] = set()
    for at, piece in enumerate(pieces):
        words = _words_of_heading(pieces, at)
        if words:
            heading = Heading(_free_id(words, taken), words, int(piece.opens[1]))
            contents.append(heading)
            piece = piece._replace(raw=str(format_html('<{} id="{}">', piece.opens, heading.id)))
        named.append(piece)
    return named, contents


def _words_of_heading(pieces: list[Piece], at: int) -> str:
    opens = pieces[at].opens
    if opens not in ("h2", "h3"):
        return ""
    words = ""
    for piece in pieces[at:]:
        if piece.closes == opens:
            break
        words += piece.text
    return " ".join(without_marks(words).split())


def _free_id(words: str, taken: set[str]) -> str:
    # The prefix keeps a heading like "Comments" apart from the page's own ids.
    first = "section-" + (slugify(words, allow_unicode=True) or "untitled")
    free, number = first, 2
    while free in taken:
        free, number = f"{first}-{number}", number + 1
    taken.add(free)
    return free


def _frame_tables(pieces: list[Piece]) -> Iterator[Piece]:
    """Wide tables scroll in a region that the keyboard can reach; the region is named by the heading above it."""
    heading, number = "", 0
    for at, piece in enumerate(pieces):
        heading = _words_of_heading(pieces, at) or heading
        if piece.opens == "table":
            number += 1
            frame = '<div class="table-region" role="region" tabindex="0" aria-label="{}">'
            yield ours(format_html(frame, _name(number, heading)))
        yield piece
        if piece.closes == "table":
            yield ours("</div>")


def _name(number: int, heading: str) -> str:
    if not heading:
        return _("Table %(number)d") % {"number": number}
    return _("Table %(number)d: %(heading)s") % {"number": number, "heading": heading}


# Without "reference", a line that starts with "[R4]:" stays a mark.
_library_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "reference"])
