"""Asking the engine: which documents of which kind have some words, within what a reader may find."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from math import ceil, prod

from django.utils import timezone

from . import facts
from .engines import All, Any, Asked, Wanted, ask
from .reader import Reader
from .vocabulary import vocabulary
from .words import Query, Term

PARTS = frozenset({"post"})  # kinds whose documents are parts of others
FEW_KINDS = frozenset({"article", "term"})  # of which there are hundreds at most
# One more than is ever told: "1,000+".
COUNTED = 1001
# Words that stand together in a smaller share of texts are looked for in all of them; of others, among the newest so
# many that somewhat more should be found than are counted.
RARE, ENOUGH = 1 / 500, 1.1 * COUNTED
SHARE_OF_WHOLES = 0.1  # of all documents; the others are replies
TITLES = 200  # so many of those that have the words in their title come first
PAIRED_AT_MOST = 6  # words of which any two may do, when no text has all


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed by, beside its words."""

    place: str = ""
    tag: str = ""
    answered: bool = False
    mine: bool = False
    since: date | None = None

    @property
    def share(self) -> float:
        """What part of all texts this leaves, roughly."""
        left = {"place": 0.15, "tag": 0.05, "answered": 0.1, "mine": 0.0001, "since": 0.3}
        return prod(part for name, part in left.items() if getattr(self, name))

    def facts(self, reader: Reader) -> tuple[tuple[str, ...], ...]:
        groups = [(facts.place(self.place),)] if self.place else []
        groups += [(facts.tag(self.tag),)] if self.tag else []
        groups += [(facts.answered(),)] if self.answered else []
        # Who is not signed in has written nothing.
        groups += [(facts.author(reader.member or 0),)] if self.mine else []
        groups += [tuple(facts.months_since(self.since, timezone.now().date()))] if self.since else []
        return tuple(groups)


@dataclass
class Matches:
    """ids: those whose title has it all, then the others, each from the newest on. total: how many, at most COUNTED."""

    ids: list[int] = field(default_factory=list)
    by_title: int = 0  # so many of them

    @property
    def total(self) -> int:
        return min(len(self.ids), COUNTED)


@dataclass(frozen=True)
class Asking:
    """Who asks, for which kinds, within what."""

    kinds: Sequence[str]
    reader: Reader
    filters: Filters
    newest: bool

    def matches(self, query: Query) -> dict[str, Matches]:
        """What has all of its words, by kind."""
        [[found], _known] = self.all_matches([(query, True)])
        return found

    def all_matches(
        self, tries: Sequence[tuple[Query, bool]], words: Sequence[str] = ()
    ) -> tuple[list[dict[str, Matches]], set[str]]:
        """Of several queries, in one question to the database. Without True, what has most of the words.

        With it which of these words this reader finds by themselves, whatever the search is narrowed by.
        """
        wanted = [(query, All(query.terms) if every else _most_of(query)) for query, every in tries]
        asked = [one for query, parts in wanted for kind in self.kinds for one in self._asked(kind, query, parts)]
        alone = [(word, one) for word in words for one in self._alone(word)]
        found = iter(ask([*asked, *(one for _word, one in alone)]))
        matches = [{kind: self._matches(kind, found) for kind in self.kinds} for _try in tries]
        return matches, {word for (word, _asked), ids in zip(alone, found, strict=True) if ids}

    def _alone(self, word: str) -> Iterator[Asked]:
        everywhere = replace(self, filters=Filters(), newest=True)
        query = Query((Term((word,)),))
        for kind in self.kinds:
            [asked] = everywhere._asked(kind, query, All(query.terms))
            yield replace(asked, limit=1)

    def _asked(self, kind: str, query: Query, wanted: Wanted) -> list[Asked]:
        everywhere = Asked(
            wanted,
            limit=COUNTED,
            kind=kind,
            audiences=self.reader.audiences,
            facts=self.filters.facts(self.reader),
            without_facts=self.reader.without_facts,
            without=query.without,
            part=kind in PARTS,
            few=kind in FEW_KINDS,
            within=None if kind in FEW_KINDS else self._within(kind, wanted),
        )
        return [everywhere, replace(everywhere, limit=TITLES, in_title=True)] if self._by_title(kind) else [everywhere]

    def _within(self, kind: str, wanted: Wanted) -> int | None:
        share = vocabulary().share(wanted) * self.filters.share * (1 if kind in PARTS else SHARE_OF_WHOLES)
        return ceil(ENOUGH / share) if share > RARE else None

    def _matches(self, kind: str, found: Iterator[list[int]]) -> Matches:
        ids = next(found)
        titles = next(found) if self._by_title(kind) else []
        return Matches(list(dict.fromkeys([*titles, *ids])), len(titles))

    def _by_title(self, kind: str) -> bool:
        return kind not in PARTS and not self.newest


def _most_of(query: Query) -> Any:
    """Two of the words; of two words one."""
    singles = tuple(Term((word,)) for word in query.words)
    if len(singles) < 3:
        return Any(singles)
    return Any(tuple(All(pair) for pair in combinations(singles[:PAIRED_AT_MOST], 2)))
