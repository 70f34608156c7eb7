"""The hostile texts, and what a reader of HTML finds in cleaned ones."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import settings, strategies

from rendering.clean import AllowList

FOLDER = Path(__file__).parent / "hostile"
# The same random texts on every machine, and no limit on their time: two cores may be shared by many.
repeatable = settings(max_examples=300, deadline=None, derandomize=True)


def hostile(name: str) -> list:
    """One pytest parameter for each text in hostile/<name>.json."""
    rows = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(row["source"] * row.get("times", 1), id=row["name"]) for row in rows]


# Pieces that matter to one of the parsers: random texts are put together from them.
TAGS = """
    <b> </b> <em> </em> <strong> </strong> <p> </p> <a§href=x> </a> <a§href="//x.example"§title="&quot;<b>">
    <table> </table> <caption> <tr> <td> </td> <th> <tbody> <ul> </ul> <li> </li> <ol§start=3> <h2> </h2> <h3>
    <pre> </pre> <br> <hr> <code> </code> <blockquote> </blockquote> <sup> <sub> <svg> </svg> <math> <mtext>
    <mglyph> <select> <option> <!-- --> <style> </style> <template> </template> <noscript> </noscript> <form>
    <title> <textarea> <xmp> <plaintext> <script> </script> <img§src=x§onerror=y> <desc> <foreignObject>
    <frameset> <button> <nobr> <div> <col> </br> <image> < </ <! <? & &lt; &amp; &#1; &#x202e; " ' = <p <a§ href=
    javascript: x
""".split()
MARKDOWN = """
    > * ** [ ]( [a](b) < _ ` `` ! a a.com http:// @ mailto: / ( ) ] & # ##§ - -§ 1.§ ~~~ \\ " ' : www. :// é | + =
    x.example/ &#x41; &#0; &#x202e; <http://a> <!-- % %zz http://[ http://a:b@c:9/ //a \\\\ xn-- [R4] MSC
""".split()
ODD = ["\n", "\n\n", " ", "    ", "\t", "\r", "\r\n", "\0", "\x0b", "\x0c", "\u202e", "\u2067", "\ufeff", "\ud800"]


def made_of(*tokens: str) -> strategies.SearchStrategy[str]:
    known = [token.replace("§", " ") for token in tokens] + ODD
    return strategies.lists(strategies.sampled_from(known), max_size=24).map("".join)


def strangers(html: str, allowed: AllowList) -> list[str]:
    """The tags, attributes and addresses in `html` that `allowed` does not name."""
    reader = _Reader(allowed)
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self, allowed: AllowList) -> None:
        super().__init__()
        self.allowed = allowed
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed.tags:
            self.found.append(f"<{tag}>")
        self.found += self._strange(tag, dict(attributes))

    def _strange(self, tag: str, attributes: dict[str, str | None]) -> Iterator[str]:
        if tag == "a" and attributes.pop("rel", None) != self.allowed.rel:
            yield "<a> without our rel"
        for name, value in attributes.items():
            if name not in self.allowed.attributes.get(tag, ()):
                yield f"<{tag} {name}>"
            if name == "href" and _scheme(value or "") not in self.allowed.schemes | {""}:
                yield f"<{tag} href={value!r}>"

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data}>")


def _scheme(address: str) -> str:
    """As a browser reads it: without control characters and spaces before it, and line ends and tabs in it."""
    address = re.sub(r"[\t\r\n]", "", address.lstrip("".join(map(chr, range(33)))))
    found = re.match(r"([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
    return found[1].lower() if found else ""
