"""Which tags a text speaks of: by their names and synonyms, longer phrases before the words in them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from .models import Tag

MOST_SUGGESTED = 6
MOST_READ = 20_000  # characters
IN_TITLE = 3  # a word of the title counts as much as this many of the text
_WORD = re.compile(r"\w+")
Phrase = tuple[str, ...]


def suggest(title: str, body: str, tags: Iterable[Tag], *, most: int = MOST_SUGGESTED) -> list[Tag]:
    """The tags that the text names most, at most so many. A word counts once however often it is said."""
    by_id = {tag.pk: tag for tag in tags}
    phrases = _phrases(tuple((tag.pk, tuple(tag.words)) for tag in by_id.values()))
    points: dict[int, int] = {}
    said: set[tuple[int, Phrase]] = set()
    for text, weight in ((title, IN_TITLE), (body, 1)):
        for pk, phrase in _found(text[:MOST_READ], phrases):
            if (pk, phrase) not in said:
                said.add((pk, phrase))
                points[pk] = points.get(pk, 0) + weight
    # Of equals the one that was named first.
    return [by_id[pk] for pk in sorted(points, key=lambda pk: -points[pk])[:most]]


def owner_of(word: str, tags: Iterable[Tag]) -> Tag | None:
    """The tag that this word or phrase suggests already."""
    phrase = _words(word)
    return next((tag for tag in tags if phrase and any(_words(known) == phrase for known in tag.words)), None)


def _found(text: str, phrases: dict[Phrase, int]) -> Iterator[tuple[int, Phrase]]:
    words, longest, at = _words(text), max(map(len, phrases), default=0), 0
    while at < len(words):
        for length in range(longest, 0, -1):
            phrase = tuple(words[at : at + length])
            if phrase in phrases:
                yield phrases[phrase], phrase
                at += len(phrase)
                break
        else:
            at += 1


@lru_cache(maxsize=4)
def _phrases(tags: tuple[tuple[int, tuple[str, ...]], ...]) -> dict[Phrase, int]:
    """Whose each phrase is. It is made anew when an admin changes a word: the words themselves are the key."""
    phrases = {tuple(_words(name)): pk for pk, names in tags for name in names}
    phrases.pop((), None)
    return phrases


def _words(text: str) -> list[str]:
    return [_singular(word) for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold())]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
