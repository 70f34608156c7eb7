"""Treatments under all their names, as the rooms above list them: who writes MSC writes of stem cells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .stems import stem
from .words import Term, every_word

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """Something with several names, each of one word or more."""

    names: tuple[Phrase, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(Term(name) for name in self.names)

    def times_in(self, text: str) -> int:
        text = text.lower()
        found = (match.start() for pattern in self._patterns for match in pattern.finditer(text))
        return sum(start == 0 or not text[start - 1].isalnum() for start in found)

    @cached_property
    def _patterns(self) -> list[re.Pattern]:
        """Each begins with its first word, and with nothing before it: so they are found several times as fast."""
        spelled = [r"[\W_]+".join(map(re.escape, name)) for name in self.names]
        return [re.compile(rf"{name}(?:['’]?s)?(?![^\W_])") for name in spelled]


class Subjects:
    """All of them, found in a text by their names: the longest first."""

    def __init__(self, listed: Iterable[Sequence[str]]):
        self.by_name: dict[Phrase, Subject] = {}
        for texts in listed:
            names = {_stems(words): tuple(words) for text in texts if (words := every_word(text))}
            subject = Subject(tuple(names.values()))
            self.by_name |= dict.fromkeys(names, subject)
        self.longest = max(map(len, self.by_name), default=0)

    def said_in(self, text: str) -> dict[str, Subject]:
        """The words of this text that name a subject, each with it."""
        words = every_word(text)
        return {word: subject for subject, name in self._found(words) for word in name}

    def _found(self, words: Sequence[str]) -> Iterator[tuple[Subject, Sequence[str]]]:
        stems, at = _stems(words), 0
        while at < len(words):
            lengths = range(min(self.longest, len(words) - at), 0, -1)
            length = next((length for length in lengths if stems[at : at + length] in self.by_name), 0)
            if length:
                yield self.by_name[stems[at : at + length]], words[at : at + length]
            at += max(length, 1)


def _stems(words: Iterable[str]) -> Phrase:
    return tuple(map(stem, words))
