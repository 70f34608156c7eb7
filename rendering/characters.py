"""Characters that no honest text needs and that no page should carry."""

import re
import unicodedata

# Overrides and embeddings reorder everything after them, our own words included.
_REORDERING = "\u202a\u202b\u202c\u202d\u202e"
# Isolates reorder what they enclose, up to the end of the paragraph when nothing closes them.
_ISOLATING = "\u2066\u2067\u2068\u2069"
# All of Cc but tab and line ends, and halves of surrogate pairs, which no database and no page can store.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"

control_character = re.compile(f"[{_CONTROL}]")
reordering_character = re.compile(f"[{_REORDERING}]")
_direction_character = re.compile(f"[{_REORDERING}{_ISOLATING}]")


def tame(text: str) -> str:
    """Show a replacement sign for control characters and drop those that reorder the text around them."""
    return reordering_character.sub("", control_character.sub("\ufffd", text))


def in_one_direction(line: str) -> str:
    """A line that stands among other people's words, without what would reorder it or them."""
    return _direction_character.sub("", line)


def leaves_ink(character: str) -> bool:
    """False for spaces and for what is invisible."""
    return unicodedata.category(character)[0] in "LNPS"
