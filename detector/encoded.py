"""Text that hides in the shape of other text: first letters of lines, base64."""

import base64
import binascii
import re

from detector import lexicon

LINE = re.compile(r"^[ \t]{0,3}([^\W\d_])[^\n]{0,400}$", re.M)
BASE64 = re.compile(r"(?<![\w+/=])[A-Za-z0-9+/]{16,400}={0,2}(?![\w+/=])")


def find(text: str) -> list[tuple[str, int, int]]:
    return _acrostics(text) + _encoded_words(text)


def _acrostics(text: str) -> list[tuple[str, int, int]]:
    lines = list(LINE.finditer(text))[:60]
    letters = "".join(m.group(1) for m in lines).lower()
    for word in ("stemcell", "exosome", "whatsapp", "clinic", "telegram"):
        at = letters.find(word)
        if at >= 0:
            return [("hidden", lines[at].start(), lines[at + len(word) - 1].end())]
    return []


def _encoded_words(text: str) -> list[tuple[str, int, int]]:
    found = []
    for match in BASE64.finditer(text):
        try:
            plain = base64.b64decode(match.group(), validate=True).decode("utf-8").lower()
        except (binascii.Error, UnicodeDecodeError):
            continue
        if any(word in lexicon.sensitive() for word in re.findall(r"[a-z]{4,20}", plain)):
            found.append(("hidden", *match.span()))
    return found
