"""Sentences with their words, and whose voice they are in: the member's own, or one that is quoted."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from detector import lexicon, quotes
from detector.normalise import Normal

TITLE, BODY = "title", "body"
# Voices. What is introduced as another's words, without quotation marks, is one of the others in the end (voices.py).
OWN, QUOTED, INTRODUCED = "own", "quoted", "introduced"
ABBREVIATIONS = frozenset("dr prof mr mrs ms st vs approx tel mob reg no inc ltd est dra sr sra e.g i.e".split())
BREAK = re.compile(r"[.!?…]{1,6}[\"')\]]{0,2}(?=\s|$)|\n{1,4}")
AT_WORK_BEFORE_A_NAME = frozenset("at dr dr. with to from by doctor via called try joined".split())


WORDS_AT_MOST = 15_000  # in one field; 64 kB of prose have fewer
BREAKS_AT_MOST = 4_000  # ends of sentences in one field; 64 kB of prose have fewer


class Unreadable(ValueError):
    """A text that is no prose at all: too many signs to be read in reasonable time. A person has to look."""


class Word(NamedTuple):
    text: str  # lower case
    start: int  # in the normal text
    end: int
    named: bool


@dataclass
class Sentence:
    """A sentence of one field. `start` and `end` count characters of the normal text."""

    field: str
    voice: str
    start: int
    end: int
    words: list[Word]
    hits: list = field(default_factory=list)
    act: str = "none"


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    return frozenset(files("detector").joinpath("data/words.txt").read_text("utf-8").split()) | lexicon.vocabulary()


def _breaks(text: str) -> list[int]:
    ends, last = [], 0
    for match in BREAK.finditer(text):
        if match.group().startswith("\n") and len(match.group()) == 1 and match.start() - last < 24:
            continue  # a short line: words split over lines, or verse
        before = text[max(last, match.start() - 8):match.start()].split()
        if match.group() == "." and before and before[-1].lower() in ABBREVIATIONS:
            continue
        ends.append(match.end())
        last = match.end()
    if len(ends) > BREAKS_AT_MOST:
        raise Unreadable(f"more than {BREAKS_AT_MOST} sentences")
    return [*ends, len(text)]


def _words(text: str, shouting: bool, lower_only: bool) -> list[Word]:
    seen: dict[str, tuple[str, bool]] = {}  # of each way a word is written: in lower case, and whether it may be a name
    found, before = [], ""
    for match in lexicon.TOKEN.finditer(text):
        raw = match.group()
        if raw not in seen:
            seen[raw] = _lower(raw)
        low, strange = seen[raw]
        named = strange and (
            (raw[0].isupper() and not shouting) or ((lower_only or shouting) and before in AT_WORK_BEFORE_A_NAME)
        )
        start, end = match.span()
        found.append(Word(low, start, end, named))
        before = low
        if len(found) > WORDS_AT_MOST:
            raise Unreadable(f"more than {WORDS_AT_MOST} words")
    return found


def _lower(raw: str) -> tuple[str, bool]:
    low = raw.lower()
    bare = low[:-2] if low.endswith("'s") else low
    return low, bare.isalpha() and len(bare) > 1 and bare not in common_words()


def _voiced(text: str) -> list[tuple[int, int, str]]:
    """The parts of a text that are given as somebody else's words."""
    parts = [(*part, QUOTED) for part in quotes.marked(text)]
    starts = [start for start, _, _ in parts] + [len(text)]
    for start, end in quotes.introduced(text):
        parts.append((start, min(end, starts[bisect_left(starts, start)]), INTRODUCED))
    return sorted(parts)


def _voice(word: Word, parts: list[tuple[int, int, str]], at: int) -> tuple[str, int]:
    while at < len(parts) and parts[at][1] <= word.start:
        at += 1
    return parts[at][2] if at < len(parts) and parts[at][0] <= word.start else OWN, at


def split(normal: Normal, field_name: str) -> list[Sentence]:
    text = normal.text
    capitals = sum(map(str.isupper, text))
    letters = sum(map(str.isalpha, text)) or 1
    words = _words(text, shouting=capitals > 0.5 * letters, lower_only=capitals < 0.01 * letters)
    parts, at, sentences = _voiced(text), 0, []
    ends = iter(_breaks(text))
    end, group, voice, start = next(ends), [], OWN, 0
    for word in words:
        now, at = _voice(word, parts, at)
        if word.start >= end or (group and now != voice):
            sentences += _sentence(text, field_name, voice, start, group)
            group, start = [], word.start
            while word.start >= end:
                end = next(ends)
        voice = now
        group.append(word)
    return sentences + _sentence(text, field_name, voice, start, group)


def _sentence(text: str, field_name: str, voice: str, start: int, words: list[Word]) -> list[Sentence]:
    if not words:
        return []
    # Very long runs without a full stop are cut, so that one sentence stays one thought.
    cut = [words[i:i + 60] for i in range(0, len(words), 60)]
    return [Sentence(field_name, voice, part[0].start, part[-1].end, part) for part in cut]
