"""What members write: Markdown to HTML, when it is stored."""

import re

from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.linkify import linkify
from markdown_it.token import Token

from .characters import control_character, leaves_ink, tame
from .clean import POSTS, TooLong, clean
from .links import Autolinker, show_domains
from .pieces import join, split

MAX_POST = 20_000  # characters, a line end counted as one
_DEEPEST_EMPHASIS = 8
_LONGEST_SEARCHED = 2_000  # characters of one line


def render_post(source: str) -> SafeString:
    """Raises TooLong above MAX_POST characters, and nothing else."""
    source = _with_plain_line_ends(source)
    if len(source) > MAX_POST:
        raise TooLong(_too_long(source))
    cleaned = clean(_markdown.render(tame(source)), POSTS)
    return mark_safe(join(show_domains(split(cleaned))))


def unacceptable(text: str) -> str:
    """Say, to its author, why this text cannot be posted; empty when it can."""
    text = _with_plain_line_ends(text)
    if not any(map(leaves_ink, text)):
        return _("Please write something first.")
    if len(text) > MAX_POST:
        return _too_long(text)
    if hidden := control_character.search(text):
        return _hidden_character(text, hidden.start())
    return ""


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")  # browsers send \r\n


def _too_long(text: str) -> str:
    return _("Your text has %(length)s characters. The most that fits is %(most)s. Please shorten it.") % {
        "length": number_format(len(text), force_grouping=True),
        "most": number_format(MAX_POST, force_grouping=True),
    }


def _hidden_character(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    if before := text[:at].split("\n")[-1].strip()[-20:]:
        place = _("line %(line)d, after “%(before)s”") % {"line": line, "before": before}
    else:
        place = _("line %(line)d, at its start") % {"line": line}
    return _("Your text has a hidden character that cannot be shown (%(place)s). Please delete it.") % {"place": place}


_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def _may_link_to(url: str) -> bool:
    # Other links would lose their address in clean(); this way they stay visible as they were typed.
    scheme = _SCHEME.match(url)
    return not scheme or scheme[1].lower() in POSTS.schemes


def _lower_headings(state: StateCore) -> None:
    """h1 and h2 belong to the page: a post's highest headings become h3, the others h4, empty ones no heading."""
    headings = [at for at, token in enumerate(state.tokens) if token.type == "heading_open"]
    highest = min((state.tokens[at].tag for at in headings), default="")
    for at in headings:
        opening, words, closing = state.tokens[at : at + 3]
        if not any(map(leaves_ink, words.content)):
            opening.tag = closing.tag = "p"
        else:
            opening.tag = closing.tag = "h3" if opening.tag == highest else "h4"


def _flatten_emphasis(state: StateCore) -> None:
    """Show the stars of emphasis within emphasis within emphasis as they were typed."""
    for block in state.tokens:
        depth = 0
        for token in block.children or ():
            if token.type in ("em_close", "strong_close"):
                depth -= 1
                if depth >= _DEEPEST_EMPHASIS:
                    _as_typed(token)
            elif token.type in ("em_open", "strong_open"):
                if depth >= _DEEPEST_EMPHASIS:
                    _as_typed(token)
                depth += 1


def _as_typed(token: Token) -> None:
    token.type, token.tag, token.nesting, token.content = "text", "", 0, token.markup


def _link_inline(state: StateInline, silent: bool) -> bool:
    """The usual rule, but for very long lines: it searches the whole line so far at each "://"."""
    return len(state.pending) <= _LONGEST_SEARCHED and linkify(state, silent)


def _member_markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    # Without "reference", no address can be repeated a thousand times by naming it once.
    markdown.enable("linkify").disable(["image", "reference"])
    markdown.linkify = Autolinker()
    markdown.validateLink = _may_link_to
    markdown.inline.ruler.at("linkify", _link_inline)
    markdown.core.ruler.push("lower_headings", _lower_headings)
    markdown.core.ruler.push("flatten_emphasis", _flatten_emphasis)
    return markdown


_markdown = _member_markdown()
