"""Parts of texts: without formatting, shortened, or with words marked."""

import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .characters import reordering_character

_BLOCKS = frozenset("p br li blockquote pre h2 h3 h4 hr table caption tr td th div ul ol".split())
_VOID = frozenset({"br", "hr"})
READ_AT_ONCE = 2000  # characters
Span = tuple[int, int, str]


def plain_text(html: str) -> str:
    """The words of rendered HTML, a line for each block, without what we added: numbers, definitions, domains."""
    return _lines(html, _Reader())


def own_words(html: str) -> str:
    """plain_text() without what is quoted: those words are somebody else's, who may take them back."""
    return _lines(html, _Reader(without_quotes=True))


def _lines(html: str, reader: "_Reader") -> str:
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return "\n".join(line for line in lines if line)


def excerpt(html: str, length: int, *, own: bool = False) -> str:
    """At most `length` characters of the words, on one line, cut between words and ended by "…" where cut.

    own: without what is quoted.
    """
    words = _first_words(html, length, _Reader(without_quotes=own))
    if len(words) <= length:
        return words
    kept = words[:length]  # one more than fits beside the "…": a word may end exactly there
    cut = kept.rfind(" ")
    return (kept[:cut] if cut > 0 else kept[:-1]).rstrip() + "…"


def _first_words(html: str, length: int, reader: "_Reader") -> str:
    """On one line, more than `length` characters where there are more. Reads no further than it must."""
    for start in range(0, len(html), READ_AT_ONCE):
        reader.feed(html[start : start + READ_AT_ONCE])
        if len(words := " ".join("".join(reader.words).split())) > length:
            return words
    reader.close()
    return " ".join("".join(reader.words).split())


def highlight(text: str, spans: Iterable[Sequence]) -> SafeString:
    """A text as it was typed, with the characters start to end of each span (start, end, title) marked.

    Spans that overlap become one mark with both titles; what lies outside the text is left out.
    """
    parts, end = [], 0
    for start, stop, title in _merged(text, spans):
        parts += [_shown(text[end:start]), format_html('<mark title="{}">{}</mark>', title, _shown(text[start:stop]))]
        end = stop
    return format_html_join("", "{}", ((part,) for part in [*parts, _shown(text[end:])]))


def _merged(text: str, spans: Iterable[Sequence]) -> list[Span]:
    merged: list[Span] = []
    for start, stop, title in sorted((max(s, 0), min(e, len(text)), str(t)) for s, e, t in spans):
        if start >= stop:
            continue
        if merged and start < merged[-1][1]:
            first, last, titles = merged[-1]
            if title not in titles.split("; "):
                titles = f"{titles}; {title}"
            merged[-1] = (first, max(last, stop), titles)
        else:
            merged.append((start, stop, title))
    return merged


def _shown(text: str) -> SafeString:
    """Escaped, line ends kept, and characters that reorder the text named instead of obeyed."""
    shown = re.sub(r"\r\n?|\n", "<br>", escape(text))
    return mark_safe(reordering_character.sub(lambda found: f"<code>U+{ord(found[0]):04X}</code>", shown))


class _Reader(HTMLParser):
    def __init__(self, *, without_quotes: bool = False) -> None:
        super().__init__()
        self.words: list[str] = []
        self.without_quotes = without_quotes
        self._ours: list[str] = []  # open elements from the outermost that is left out

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.words.append("\n")
        left_out = _added(dict(attributes)) or (self.without_quotes and tag == "blockquote")
        if (self._ours or left_out) and tag not in _VOID:
            self._ours.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._ours and tag not in _VOID:
            self._ours.pop()
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._ours:
            self.words.append(data)


def _added(attributes: dict[str, str | None]) -> bool:
    return "popover" in attributes or attributes.get("class") in ("reference-mark", "link-domain")
