"""Text that hides in the shape of other text: first letters of lines, base64."""

import base64
import binascii
import re

LINE = re.compile(r"^[ \t]{0,3}([^\W\d_])[^\n]{0,400}$", re.M)
BASE64 = re.compile(r"(?<![\w+/=])[A-Za-z0-9+/]{16,4000}={0,2}(?![\w+/=])")
PROSE = 0.8  # least share of letters, spaces and plain signs in what somebody would read
READABLE = re.compile(r"[\w\s.,:;!?'\"()@/%$€£+-]")


def acrostics(text: str) -> list[tuple[str, int, int]]:
    lines = list(LINE.finditer(text))[:60]
    letters = "".join(m.group(1) for m in lines).lower()
    for word in ("stemcell", "exosome", "whatsapp", "clinic", "telegram"):
        at = letters.find(word)
        if at >= 0:
            return [("hidden", lines[at].start(), lines[at + len(word) - 1].end())]
    return []


def decoded(run: str) -> str | None:
    """What a run of base64 says, or None if it is none or nothing that somebody would read."""
    bare = run.rstrip("=")
    try:
        plain = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    readable = all(c.isprintable() or c in "\n\t" for c in plain) and any(map(str.isalpha, plain))
    return plain if readable and len(READABLE.findall(plain)) >= PROSE * len(plain) else None
