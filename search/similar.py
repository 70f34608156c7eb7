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
from .subjects import Subject
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
TREATMENT = 1.5  # what a word that names a treatment counts beside others
OTHER_NAME = 0.7  # what its words count in a text that calls it otherwise
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
    """The telling words of a text, each with what it counts, and the treatments that some of them name.

    about: those that stand in its title.
    """

    weights: Mapping[str, float]
    named: Mapping[str, Subject]
    about: frozenset[Subject]

    @classmethod
    def of(cls, title: str, text: str = "") -> "Telling":
        known = vocabulary()
        by_title = known.subjects.said_in(title)
        named = known.subjects.said_in(text) | by_title
        of_title = _most_telling(words_of(title), named, FROM_TITLE)
        others = [word for word in words_of(text) if word not in of_title]
        # A long text says much that no other does, and would have room for nothing else.
        others = [word for word in others if known.knows(word)] or others
        weights = {word: _weight(word, named) for word in of_title}
        weights |= {word: _weight(word, named) * FROM_TEXT_COUNTS for word in _most_telling(others, named, FROM_TEXT)}
        named = {word: subject for word, subject in named.items() if word in weights}
        return cls(weights, named, frozenset(by_title.values()))

    def __bool__(self) -> bool:
        return bool(self.weights)

    def asked(self, kind: str, reader: Reader) -> Iterable[Asked]:
        """Any two of the words in a title, or anywhere; a treatment, however it is called, in a title.

        Of explainers one word in a title is enough.
        """
        singles = [Term((word,)) for word in self.weights]
        names = [term for subject in dict.fromkeys(self.named.values()) for term in subject.terms]
        pairs = tuple(All(pair) for pair in combinations(singles, 2)) or tuple(singles)
        limits = {
            "kind": kind,
            "audiences": reader.audiences,
            "without_facts": reader.without_facts,
            "limit": CANDIDATES,
            "few": kind in FEW,
        }
        yield Asked(Any(pairs), **limits)
        yield Asked(Any((*(singles if kind in FEW else pairs), *names)), **limits, in_title=True)

    @cached_property
    def marker(self) -> Marker:
        return Marker(Query(tuple(Term((word,)) for word in self.weights)))

    def likeness(self, document: Document) -> float:
        """From 0 to 1: how much of the words a document has, above all in its title.

        It is enough that both titles speak of the same treatment, so that of two questions each leads to the other.
        """
        title, text = (
            Counter(stem for *_at, stem in self.marker.spans(part)) for part in (document.title, document.beginning)
        )
        wanted = max(1.0, len(document.beginning) / ONCE_IN)

        def found(in_title: int, in_text: int) -> float:
            return IN_TITLE if in_title else IN_TEXT * min(1.0, in_text / wanted)

        called = {
            subject: OTHER_NAME * found(subject.times_in(document.title), subject.times_in(document.beginning))
            for subject in set(self.named.values())
        }
        got = sum(
            weight * max(found(title[stem := root(word)], text[stem]), called.get(self.named.get(word), 0))
            for word, weight in self.weights.items()
        )
        least = ENOUGH if any(subject.times_in(document.title) for subject in self.about) else 0
        return max(least, got / (IN_TITLE * sum(self.weights.values())))


def similar(
    title: str, text: str = "", *, wanted: Mapping[str, int], reader: Reader = VISITOR, without: Sequence[tuple] = ()
) -> dict[str, list[Document]]:
    """Of each kind at most so many documents like this text, the most alike first.

    What is like the title stands first: a longer text adds to it and takes nothing away.
    without: kind and key of documents that do not count, as the text's own.
    """
    by_title = Telling.of(title)
    found = _alike(by_title, wanted, reader, without)
    has_room = any(len(found[kind]) < most for kind, most in wanted.items())
    if has_room and (by_both := Telling.of(title, text)) != by_title:
        more = _alike(by_both, wanted, reader, without)
        # Rows read twice are the same by their ids.
        found = {kind: list(dict.fromkeys([*found[kind], *more[kind]])) for kind in wanted}
    return {kind: found[kind][:most] for kind, most in wanted.items()}


def _alike(
    telling: Telling, kinds: Iterable[str], reader: Reader, without: Sequence[tuple]
) -> dict[str, list[Document]]:
    alike: dict[str, list[tuple[float, int, Document]]] = {kind: [] for kind in kinds}
    if telling:
        for row in read([one for kind in kinds for one in telling.asked(kind, reader)], COLUMNS):
            if (row.kind, row.key) not in without and (likeness := telling.likeness(row)) >= ENOUGH:
                alike[row.kind].append((likeness, row.pk, row))
    return {kind: [row for *_order, row in sorted(rows, reverse=True)] for kind, rows in alike.items()}


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


def _most_telling(words: Iterable[str], named: Mapping[str, Subject], most: int) -> list[str]:
    """Treatments before all else."""
    long_enough = [word for word in words if len(word) >= SHORTEST or any(letter.isdigit() for letter in word)]
    telling = [word for word in long_enough if word not in OF_ANY_QUESTION]
    return sorted(telling, key=lambda word: (word in named, _weight(word, named)), reverse=True)[:most]


def _weight(word: str, named: Mapping[str, Subject]) -> float:
    return vocabulary().weight(word) * (TREATMENT if word in named else 1)


def _by_id(ids: Sequence[int]) -> list[Document]:
    if not ids:
        return []
    # Plain SQL: every topic and article asks this, and Django would take longer to write it than to ask it.
    places = ", ".join(["%s"] * len(ids))
    sql = f"SELECT id, kind, title, url, audience, answered, facts FROM search_document WHERE id IN ({places})"
    rows = {row.pk: row for row in Document.objects.raw(sql, list(ids))}
    return [rows[pk] for pk in ids if pk in rows]
