"""Asking the index: what somebody typed, narrowed, for one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import combinations

from django.utils import timezone

from . import facts
from .engines import COUNTED, All, Any, Asked, Matches, ask
from .marking import Marker
from .models import Document
from .reader import Reader
from .vocabulary import corrected
from .words import Query, Term

PARTS = frozenset({"post"})  # kinds whose documents are parts of others
FEW = 5  # matches; so few may all have the same slip of the keys
PAIRED_AT_MOST = 6  # words of which any two may do, when no text has all


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed by, beside its words."""

    place: str = ""
    tag: str = ""
    answered: bool = False
    mine: bool = False
    since: date | None = None

    def facts(self, reader: Reader) -> tuple[tuple[str, ...], ...]:
        groups = [(facts.place(self.place),)] if self.place else []
        groups += [(facts.tag(self.tag),)] if self.tag else []
        groups += [(facts.answered(),)] if self.answered else []
        # Who is not signed in has written nothing.
        groups += [(facts.author(reader.member or 0),)] if self.mine else []
        groups += [tuple(facts.months_since(self.since, timezone.now().date()))] if self.since else []
        return tuple(groups)


@dataclass(frozen=True)
class Hit:
    """A document that matched. title, snippet: pieces of text, each with whether it is what was searched for."""

    kind: str
    url: str
    note: str
    updated_at: datetime
    audience: str
    answered: bool
    title: Sequence[tuple[str, bool]]
    snippet: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Found:
    """query: what was searched for in the end. every: each hit has all of its words. matches: of each kind.

    meant: what would find more, when this finds little and a word may be mistyped.
    """

    query: Query
    every: bool = True
    is_corrected: bool = False
    matches: Mapping[str, Matches] = field(default_factory=dict)
    meant: Query | None = None

    def total(self, *kinds: str) -> int:
        """How many there are of these kinds; COUNTED stands for many."""
        return min(sum(self.matches[kind].total for kind in kinds if kind in self.matches), COUNTED)

    def hits(self, *wanted: tuple[str, slice]) -> dict[str, list[Hit]]:
        """Of each kind a slice of its matches, in one question to the database."""
        ids = {kind: self.matches[kind].ids[part] for kind, part in wanted}
        documents = _read([pk for some in ids.values() for pk in some])
        marker = Marker(self.query)
        return {kind: [_hit(documents[pk], marker) for pk in some if pk in documents] for kind, some in ids.items()}


def search(
    query: Query, *, kinds: Sequence[str], reader: Reader, filters: Filters = Filters(), newest: bool = False
) -> Found:
    """What has all the words; else what a slip of the keys hid; else what has most of them."""
    nothing = Found(query, matches={kind: Matches() for kind in kinds})
    if not query:
        return nothing
    base = Asked(
        All(query.terms),
        without=query.without,
        facts=filters.facts(reader),
        without_facts=reader.without_facts,
        newest=newest,
    )
    found = Found(query, matches=_ask(base, reader, [query], kinds)[0])
    total = found.total(*kinds)
    if not total:
        return _second_try(base, reader, query, kinds) or nothing
    if total < FEW and (better := corrected(query)):
        # Others mistype it too. What is offered has to find something that this reader may read.
        more = Found(better, matches=_ask(base, reader, [better], kinds)[0])
        return replace(found, meant=better if more.total(*kinds) > total else None)
    return found


def _second_try(base: Asked, reader: Reader, query: Query, kinds: Sequence[str]) -> Found | None:
    """All that may help is asked for at once; what comes first here and finds something is shown."""
    better = corrected(query)
    tries = [Found(_going_on(query))]
    tries += [Found(better, is_corrected=True)] if better else []
    tries += [Found(query, every=False)] if len(query.words) > 1 else []
    wanted = [one.query if one.every else _most_of(one.query) for one in tries]
    for one, matches in zip(tries, _ask(base, reader, wanted, kinds), strict=True):
        if any(some.ids for some in matches.values()):
            return replace(one, matches=matches)
    return None


def _ask(base: Asked, reader: Reader, wanted: Sequence, kinds: Sequence[str]) -> list[dict[str, Matches]]:
    """Of each of these, what it finds of each kind."""
    asked = [
        replace(
            base,
            wanted=All(one.terms) if isinstance(one, Query) else one,
            part=kind in PARTS,
            facts=(reader.reach(kind), *base.facts),
        )
        for one in wanted
        for kind in kinds
    ]
    found = iter(ask(asked))
    return [{kind: next(found) for kind in kinds} for _one in wanted]


def _going_on(query: Query) -> Query:
    """The same, whose last word may be the beginning of one."""
    *before, last = query.terms
    return replace(query, terms=(*before, replace(last, starts=True)))


def _most_of(query: Query) -> Any:
    """Two of the words; of two words one."""
    singles = tuple(Term((word,)) for word in query.words)
    if len(singles) < 3:
        return Any(singles)
    return Any(tuple(All(pair) for pair in combinations(singles[:PAIRED_AT_MOST], 2)))


_SQL = """
    SELECT d.id, d.kind, d.title, d.text, d.url, d.note, d.updated_at, d.audience, d.answered, w.title AS title_above
    FROM search_document d LEFT JOIN search_document w ON d.of_kind <> '' AND w.kind = d.of_kind AND w.key = d.of_key
    WHERE d.id IN ({places})
"""


def _read(ids: Sequence[int]) -> dict[int, Document]:
    if not ids:
        return {}
    places = ", ".join(["%s"] * len(ids))
    return {row.pk: row for row in Document.objects.raw(_SQL.format(places=places), list(ids))}


def _hit(row: Document, marker: Marker) -> Hit:
    above = [(row.title_above, False)] if row.title_above else []
    title = above if row.kind in PARTS else marker.whole(row.title)
    return Hit(row.kind, row.url, row.note, row.updated_at, row.audience, row.answered, title, marker.part(row.text))
