"""What a search found: how much of each kind, and the texts with the words that matched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from .asking import COUNTED, PARTS, Matches
from .marking import Marker
from .models import Document
from .words import Query

# In so many of these it matters how close together the words stand. Long texts have all words somewhere.
RANKED_KINDS, RANKED = frozenset({"topic", "post"}), 40


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
    """query: what was searched for in the end. every: each hit has all of its words. matches: of each kind."""

    query: Query
    every: bool = True
    is_corrected: bool = False
    matches: Mapping[str, Matches] = field(default_factory=dict)
    newest: bool = False

    def total(self, *kinds: str) -> int:
        """How many there are of these kinds; COUNTED stands for many."""
        return min(sum(self.matches[kind].total for kind in kinds if kind in self.matches), COUNTED)

    @property
    def finds_something(self) -> bool:
        return any(some.ids for some in self.matches.values())

    def hits(self, *wanted: tuple[str, slice]) -> dict[str, list[Hit]]:
        """Of each kind a slice of its matches, in one question to the database."""
        marker = Marker(self.query)
        ids = {kind: self._read_for(kind, part) for kind, part in wanted}
        documents = _read([pk for some in ids.values() for pk in some])
        for kind, part in wanted:
            if self._is_ranked(kind, part):
                ids[kind] = self._near_first(kind, ids[kind], documents, marker)[part]
        return {kind: [_hit(documents[pk], marker) for pk in some if pk in documents] for kind, some in ids.items()}

    def _is_ranked(self, kind: str, part: slice) -> bool:
        """One word is always near itself."""
        return kind in RANKED_KINDS and not self.newest and len(self.query.words) > 1 and (part.start or 0) < RANKED

    def _read_for(self, kind: str, part: slice) -> list[int]:
        ids = self.matches[kind].ids
        return ids[: max(RANKED, part.stop)] if self._is_ranked(kind, part) else ids[part]

    def _near_first(self, kind: str, ids: list[int], documents: Mapping[int, Document], marker: Marker) -> list[int]:
        """Behind what has the words in its title, of the newest those in which they stand close together."""
        by_title, others = ids[: self.matches[kind].by_title], ids[self.matches[kind].by_title :]
        near = {pk for pk in others[:RANKED] if pk in documents and marker.stand_near(documents[pk].text)}
        return [*by_title, *sorted(others, key=lambda pk: pk not in near)]


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
