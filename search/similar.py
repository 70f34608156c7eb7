"""Documents that are about the same as a text: questions asked before, explainers, related ones."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from django.core.cache import cache

from .engines import All, Any, Asked, read
from .marking import Marker, root
from .models import Document
from .reader import VISITOR, Reader
from .vocabulary import vocabulary
from .words import Query, Term, words_of

FROM_TITLE, FROM_TEXT = 6, 4  # telling words taken from each
CANDIDATES = 60  # of each kind are compared
COMPARED_TEXT = 8000  # characters of each
COLUMNS = (
    "d.id, d.kind, d.key, d.title, d.url, d.note, d.answered, d.audience, d.facts, "
    f"substr(d.text, 1, {COMPARED_TEXT}) AS beginning"
)
IN_TITLE, IN_TEXT = 2.0, 0.8  # what a word counts where it is found
ONCE_IN = 2000  # characters of a text; a long one that says a word less often is not about it
FROM_TEXT_COUNTS = 0.5  # what a word of the text counts beside one of the title
# Of what the words could count at most, a document reaches at least this, or it is about something else.
ENOUGH = 0.28
SHORTEST = 3  # characters
FEW = frozenset({"article"})  # kinds of which there are so few that each title tells
# What questions about anything say.
OF_ANY_QUESTION = frozenset(
    "advice anyone bad best better day days experience experiences feel feeling feels good help helped helping helps "
    "idea ideas long people question start started take taking tell think thought thoughts time times week weeks work "
    "worked working works year years".split()
)
# Which documents are related may be this old; what is said of them never is.
RELATED_SECONDS = 600
SPARE = 3  # related documents beyond those shown, for readers who do not meet all of their authors


@dataclass(frozen=True)
class Telling:
    """The telling words of a text, each with what it counts."""

    weights: Mapping[str, float]

    @classmethod
    def of(cls, title: str, text: str = "") -> "Telling":
        weight = vocabulary().weight
        of_title = _most_telling(words_of(title), FROM_TITLE)
        of_text = [word for word in words_of(text) if word not in of_title]
        weights = {word: weight(word) for word in of_title}
        weights |= {word: weight(word) * FROM_TEXT_COUNTS for word in _most_telling(of_text, FROM_TEXT)}
        return cls(weights)

    def __bool__(self) -> bool:
        return bool(self.weights)

    def asked(self, kind: str, reader: Reader) -> Iterable[Asked]:
        """Any two of the words in a title, or anywhere; of explainers one in a title is enough."""
        singles = [Term((word,)) for word in self.weights]
        pairs = Any(tuple(All(pair) for pair in combinations(singles, 2)) or tuple(singles))
        limits = {
            "kind": kind,
            "audiences": reader.audiences,
            "without_facts": reader.without_facts,
            "limit": CANDIDATES,
            "few": kind in FEW,
        }
        yield Asked(pairs, **limits)
        yield Asked(pairs, **limits, in_title=True)
        if kind in FEW:
            yield Asked(Any(tuple(singles)), **limits, in_title=True)

    @cached_property
    def marker(self) -> Marker:
        return Marker(Query(tuple(Term((word,)) for word in self.weights)))

    def likeness(self, document: Document) -> float:
        """From 0 to 1: how much of the words a document has, above all in its title."""
        title, text = (
            Counter(stem for *_at, stem in self.marker.spans(part)) for part in (document.title, document.beginning)
        )
        wanted = max(1.0, len(document.beginning) / ONCE_IN)
        got = sum(
            weight * (IN_TITLE if (stem := root(word)) in title else IN_TEXT * min(1.0, text[stem] / wanted))
            for word, weight in self.weights.items()
        )
        return got / (IN_TITLE * sum(self.weights.values()))


def similar(
    title: str, text: str = "", *, wanted: Mapping[str, int], reader: Reader = VISITOR, without: Sequence[tuple] = ()
) -> dict[str, list[Document]]:
    """Of each kind at most so many documents like this text, the most alike first.

    without: kind and key of documents that do not count, as the text's own.
    """
    telling = Telling.of(title, text)
    if not telling:
        return {kind: [] for kind in wanted}
    asked = [one for kind in wanted for one in telling.asked(kind, reader)]
    alike: dict[str, list[tuple[float, int, Document]]] = {kind: [] for kind in wanted}
    for row in read(asked, COLUMNS):
        if (row.kind, row.key) not in without and (likeness := telling.likeness(row)) >= ENOUGH:
            alike[row.kind].append((likeness, row.pk, row))
    return {kind: [row for *_order, row in sorted(alike[kind], reverse=True)[:most]] for kind, most in wanted.items()}


def related(
    title: str, *, wanted: Mapping[str, int], reader: Reader = VISITOR, without: Sequence[tuple] = ()
) -> dict[str, list[Document]]:
    """similar() by a title alone, for pages: which ones is found out anew every ten minutes."""
    spared = {kind: most + SPARE for kind, most in wanted.items()}
    named = repr((title, spared, reader.audiences, without))
    name = "related:" + hashlib.blake2s(named.encode(), digest_size=16).hexdigest()
    ids = cache.get(name)
    if ids is None:
        found = similar(title, wanted=spared, reader=Reader(reader.member), without=without)
        rows = [row for rows in found.values() for row in rows]
        cache.set(name, [row.pk for row in rows], RELATED_SECONDS)
    else:
        rows = _by_id(ids)
    rows = [row for row in rows if reader.may_find(row)]
    return {kind: [row for row in rows if row.kind == kind][:most] for kind, most in wanted.items()}


def _most_telling(words: Iterable[str], most: int) -> list[str]:
    weight = vocabulary().weight
    long_enough = [word for word in words if len(word) >= SHORTEST or any(letter.isdigit() for letter in word)]
    telling = [word for word in long_enough if word not in OF_ANY_QUESTION]
    return sorted(telling, key=weight, reverse=True)[:most]


def _by_id(ids: Sequence[int]) -> list[Document]:
    if not ids:
        return []
    # Plain SQL: every topic and article asks this, and Django would take longer to write it than to ask it.
    places = ", ".join(["%s"] * len(ids))
    sql = f"SELECT id, kind, title, url, audience, answered, facts FROM search_document WHERE id IN ({places})"
    rows = {row.pk: row for row in Document.objects.raw(sql, list(ids))}
    return [rows[pk] for pk in ids if pk in rows]
