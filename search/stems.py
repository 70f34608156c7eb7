"""The stem of an English word, as the engines take it: M. F. Porter, "An algorithm for suffix stripping" (1980).

SQLite's tokenizer does the same. PostgreSQL's differs in few words.
"""

from collections.abc import Callable
from functools import lru_cache

KNOWN = 50_000  # words whose stem is remembered
SHORTEST = 3  # shorter words are their own stems
VOWELS = frozenset("aeiou")
# What an ending becomes. Of those that fit, the first; it goes when enough is left before it.
ENDINGS = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("logi", "log"),
    ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"),
    ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"),
    ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
)  # fmt: skip
LATER_ENDINGS = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
)  # fmt: skip
LAST_ENDINGS = tuple(
    (ending, "")
    for ending in (
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate",
        "iti", "ous", "ive", "ize",
    )
)  # fmt: skip


@lru_cache(KNOWN)
def stem(word: str) -> str:
    """word: lower case, without accents."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    word = _past(_plural(word))
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(word, ENDINGS, lambda before: _measure(before) > 0)
    word = _replaced(word, LATER_ENDINGS, lambda before: _measure(before) > 0)
    word = _replaced(word, LAST_ENDINGS, lambda before: _measure(before) > 1)
    return _without_last(word)


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    """agreed, stopped, sized, filing."""
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    ending = next((ending for ending in ("ed", "ing") if word.endswith(ending)), "")
    before = word.removesuffix(ending)
    if not ending or not _has_vowel(before):
        return word
    if before.endswith(("at", "bl", "iz")):
        return before + "e"
    if _ends_doubled(before) and before[-1] not in "lsz":
        return before[:-1]
    return before + "e" if _measure(before) == 1 and _ends_short(before) else before


def _without_last(word: str) -> str:
    """rate, controll."""
    if word.endswith("e"):
        before = word[:-1]
        measure = _measure(before)
        if measure > 1 or (measure == 1 and not _ends_short(before)):
            word = before
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word


def _replaced(word: str, endings: tuple[tuple[str, str], ...], may_go: Callable[[str], bool]) -> str:
    for ending, better in endings:
        if word.endswith(ending):
            before = word.removesuffix(ending)
            if ending == "ion" and not before.endswith(("s", "t")):
                return word
            return before + better if may_go(before) else word
    return word


def _vowels(word: str) -> list[bool]:
    """Of each letter whether it is one; a y is behind another letter that is none."""
    found: list[bool] = []
    for letter in word:
        found.append(letter in VOWELS or (letter == "y" and bool(found) and not found[-1]))
    return found


def _has_vowel(word: str) -> bool:
    return any(_vowels(word))


def _measure(word: str) -> int:
    """How often other letters follow upon vowels."""
    vowels = _vowels(word)
    return sum(before and not after for before, after in zip(vowels, vowels[1:], strict=False))


def _ends_doubled(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and not _vowels(word)[-1]


def _ends_short(word: str) -> bool:
    """As hop: a vowel between two others, the last not w, x or y."""
    return _vowels(word)[-3:] == [False, True, False] and word[-1] not in "wxy"
