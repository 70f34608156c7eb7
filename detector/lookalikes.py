"""Letters of other scripts that look Latin: the Unicode table, and what sellers use beside it."""

import json
from functools import lru_cache
from importlib.resources import files

# Loose likenesses that Unicode does not list, but that readers take for the Latin letter inside a Latin word.
LOOSE = dict(zip("εχτωκηλιυσθμвнтмкгпияѕіјԁɑɡ", "extwknliuoombhtmkrnursijdag", strict=True))


@lru_cache(maxsize=1)
def table() -> dict[str, str]:
    raw = json.loads(files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8"))
    letters = {}
    for char, rows in raw.items():
        if len(char) == 1 and char > "\x7f":
            for row in rows:
                if row["c"].isascii() and row["c"].isalpha():
                    letters[char] = row["c"]
                    break
    return {**LOOSE, **letters}


@lru_cache(maxsize=8192)
def as_latin(word: str) -> str | None:
    """The word in Latin letters, or None when one of its letters looks like none."""
    letters = table()
    read = [c if c < "\x80" else letters.get(c, "") for c in word]
    return "".join(read) if all(read) else None
