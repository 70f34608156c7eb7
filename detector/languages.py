"""Whether a text is in a language that the detector reads, told by its script and its small words."""

import re
from functools import lru_cache
from importlib.resources import files

from detector.normalise import normalise
from detector.sentences import common_words

READ = ("en", "es", "pt", "de")
LETTERS_TRIED = 4_000  # characters of a long text
LEAST = 2  # small words of another language before a text is said to be in it
KNOWN = 0.6  # share of words that are common in a language that is read
LINE = re.compile(r"\[(\w+)\] (.*)")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


@lru_cache(maxsize=1)
def _small_words() -> dict[str, tuple[str, ...]]:
    """From a small word to the languages that have it."""
    found: dict[str, list[str]] = {}
    for line in files("detector").joinpath("languages.txt").read_text("utf-8").splitlines():
        if match := LINE.match(line):
            for word in dict.fromkeys(match.group(2).split()):
                found.setdefault(word, []).append(match.group(1))
    return {word: tuple(languages) for word, languages in found.items()}


def reads(text: str) -> bool:
    """The same as is_read(), of a text as it was typed."""
    return is_read(normalise(text[:LETTERS_TRIED]).text)


def of(normal: str) -> str:
    """The language of a normal text by its small words; "" where too few tell."""
    counts = _counts(normal[:LETTERS_TRIED])
    best = max(counts, key=counts.get, default="")
    return best if counts.get(best, 0) >= LEAST else ""


def is_read(normal: str) -> bool:
    """False if a normal text is mostly of another script, or of small words of a language that is not read.

    True for a text too short to tell.
    """
    normal = normal[:LETTERS_TRIED]
    letters = [char for char in normal if char.isalpha()]
    if sum(char < "\u0250" for char in letters) < 0.5 * len(letters):
        return False
    counts = _counts(normal)
    other = max((count for language, count in counts.items() if language not in READ), default=0)
    best = max((count for language, count in counts.items() if language in READ), default=0)
    if other < LEAST or other <= best:
        return True
    words = WORD.findall(normal.lower())
    return sum(word in common_words() for word in words) >= KNOWN * len(words)


def _counts(normal: str) -> dict[str, int]:
    """How many of its words are small words of each language."""
    counts: dict[str, int] = {}
    for word in WORD.findall(normal.lower()):
        for language in _small_words().get(word, ()):
            counts[language] = counts.get(language, 0) + 1
    return counts
