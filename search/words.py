"""What a query asks for: its telling words, "phrases", -exclusions and beginnings*."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MAX_TERMS = 10
LONGEST_WORD = 60  # characters; engines refuse words of thousands
# Shorter ones begin far too many words.
BEGINNING_FROM = 3
WORD = re.compile(r"[^\W_]+")
# Words that say nothing about a text's subject.
COMMON = frozenset(
    "a about after again against all also am an and any anybody anyone anything are as at be because been before "
    "being but by can cannot could did do does doing don done down during each ever everything few for from get "
    "gets getting got had has have having he her here hers him his how i if in into is it its just know like made "
    "make may me might more most much must my no nor not nothing now of off on once one only or other our ours "
    "out over own please really s same she should so some somebody someone something still such t tell than "
    "thanks that the their theirs them then there these they this those through to too tried try under until up "
    "us use used very was way we were what when where which while who whom why will with would yet you your "
    "yours".split()
)
# What every text here is about: it tells only when nothing else does.
SUBJECT = "psoriasis"
_QUOTES = str.maketrans("“”„«»″", '""""""', "\0")
# A part of a query: -"some words" or -word, each perhaps going on: *
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))(?P<star>\*?)')
_ENDING = re.compile(r"['’](?:s|t|m|d|re|ve|ll)(?![^\W_])", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """Words that follow each other. starts: the last of them may go on."""

    words: tuple[str, ...]
    starts: bool = False

    @property
    def is_word(self) -> bool:
        return len(self.words) == 1


@dataclass(frozen=True)
class Query:
    """terms: what a text has to have, each once. without: what it must not have."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def words(self) -> list[str]:
        return list(dict.fromkeys(word for term in self.terms for word in term.words))


def parse(typed: str) -> Query:
    """Anything can be typed: what is no word, phrase, exclusion or beginning is left behind."""
    wanted: list[Term] = []
    without: list[Term] = []
    for part in _PART.finditer(_normal(typed).translate(_QUOTES)):
        found = without if part["minus"] else wanted
        if part["phrase"] is not None:
            found += _phrase(part["phrase"], starts=bool(part["star"]))
        else:
            found += _plain(part["plain"])
    telling = [term for term in wanted if term.words != (SUBJECT,)]
    return Query(tuple(dict.fromkeys(telling or wanted))[:MAX_TERMS], tuple(dict.fromkeys(without))[:MAX_TERMS])


def words_of(text: str) -> list[str]:
    """The telling words of a text, each once."""
    words = dict.fromkeys(_words(_ENDING.sub("", _normal(text))))
    telling = [word for word in words if word not in COMMON]
    return [word for word in telling if word != SUBJECT] or telling


def every_word(text: str) -> list[str]:
    """All words of a text, in their order."""
    return _words(_normal(text))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if len(word) <= LONGEST_WORD]


def _phrase(text: str, *, starts: bool) -> Iterable[Term]:
    words = _words(text)
    if any(word not in COMMON for word in words):
        yield Term(tuple(words[:MAX_TERMS]), starts and len(words[-1]) >= BEGINNING_FROM)


def _plain(text: str) -> Iterable[Term]:
    """A word; or words that punctuation joins. What a hyphen joins belongs together: IL-17, stem-cell."""
    stars = text.endswith("*")
    for piece in re.split(r"[^\w\-‐‑]+", _ENDING.sub("", text)):
        words = _words(piece)
        if len(words) > 1:
            yield Term(tuple(words), stars)
        elif words and words[0] not in COMMON:
            yield Term((words[0],), stars and len(words[0]) >= BEGINNING_FROM)
