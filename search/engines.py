"""Full text on SQLite (FTS5) and on PostgreSQL (tsvector): the same questions, two dialects.

Several questions are asked at once. What each of them costs is bounded: matches are read from the newest on and never
more than COUNTED, whatever their number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connections

from .fulltext import ACCENTED, BUCKET_BITS, PLAIN
from .models import Document
from .words import Term

# One more than is ever told: "1,000+".
COUNTED = 1001
TITLES_READ = 200
# Of this many of the newest, those whose words stand close together come first.
RANKED = 400
NEAR_WORDS = 10


@dataclass(frozen=True)
class All:
    """Each of the parts."""

    parts: tuple["Wanted", ...]


@dataclass(frozen=True)
class Any:
    """At least one of the parts."""

    parts: tuple["Wanted", ...]


Wanted = Term | All | Any


@dataclass(frozen=True)
class Asked:
    """What documents have to be found.

    part: look in the parts of documents, not in those that stand for themselves.
    facts: words of facts.py; of each group a document needs one. without_facts: it has none of these.
    newest: the order is that of writing; else the best come first. limit: matches read; no more than COUNTED.
    """

    wanted: Wanted
    part: bool = False
    without: tuple[Term, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    without_facts: tuple[str, ...] = ()
    newest: bool = False
    limit: int = COUNTED

    @property
    def may_stand_near(self) -> bool:
        several = isinstance(self.wanted, All) and len(self.wanted.parts) > 1
        return several and all(isinstance(part, Term) for part in self.wanted.parts)


@dataclass
class Matches:
    """ids: in the order asked for. total: how many there are, at most COUNTED."""

    ids: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        return min(len(self.ids), COUNTED)


# Which way a document was found, best first.
BY_TITLE, BY_NEARNESS, BY_WORDS = range(3)


class SQLite:
    """Two FTS5 tables whose rows have the documents' ids. A question is read from its highest id down and left there."""

    ARM = (
        "SELECT * FROM (SELECT {number}, {way}, 0, rowid FROM {table} "
        "WHERE {table} MATCH %s{among} ORDER BY rowid DESC LIMIT {limit})"
    )
    AMONG_NEWEST = (
        f" AND rowid >= (SELECT min(rowid) FROM (SELECT rowid FROM {{table}} WHERE {{table}} MATCH %s "
        f"ORDER BY rowid DESC LIMIT {RANKED}))"
    )

    def statement(self, asked: Sequence[Asked]) -> tuple[str, list[str]]:
        arms = [arm for number, one in enumerate(asked) for arm in self._arms(number, one)]
        return " UNION ALL ".join(sql for sql, _values in arms), [value for _sql, values in arms for value in values]

    def _arms(self, number: int, one: Asked) -> Iterator[tuple[str, list[str]]]:
        """For each way a document can be found in the SQL and its values."""
        columns, wanted = "text" if one.part else "{title text}", _fts(one.wanted)
        with_words = self._match(one, f"{columns} : ({wanted})")
        names = {"number": number, "table": "search_parts" if one.part else "search_fulltext", "among": ""}
        yield self.ARM.format(way=BY_WORDS, limit=one.limit, **names), [with_words]
        if one.newest:
            return
        if not one.part:
            limit = min(TITLES_READ, one.limit)
            yield self.ARM.format(way=BY_TITLE, limit=limit, **names), [self._match(one, f"title : ({wanted})")]
        if one.may_stand_near:
            near = f"NEAR({' '.join(_fts(part) for part in one.wanted.parts)}, {NEAR_WORDS})"
            names["among"] = self.AMONG_NEWEST.format(**names)
            values = [self._match(one, f"{columns} : ({near})"), with_words]
            yield self.ARM.format(way=BY_NEARNESS, limit=RANKED, **names), values

    def _match(self, one: Asked, words: str) -> str:
        facts = [f"facts : ({' OR '.join(group)})" for group in one.facts]
        match = f"({' AND '.join([*facts, words])})"
        if one.without:
            match = f"({match} NOT ({' OR '.join(_fts(term) for term in one.without)}))"
        if one.without_facts:
            match = f"({match} NOT facts : ({' OR '.join(one.without_facts)}))"
        return match


def _fts(wanted: Wanted) -> str:
    if isinstance(wanted, Term):
        return f'"{" ".join(wanted.words)}"' + " *" * wanted.starts
    between = " AND " if isinstance(wanted, All) else " OR "
    return f"({between.join(_fts(part) for part in wanted.parts)})"


class PostgreSQL:
    """Generated columns. An index here gives all matches or none, so it is asked for the newest ids first."""

    # Buckets of ids that are read first, and then. Of documents that stand for themselves few lie in a bucket.
    STEPS = {True: (3, 16), False: (32, 128)}
    FOUND = """
        {name}_a AS MATERIALIZED (
          SELECT id FROM search_document WHERE {scope} AND vector @@ ({query} && {first})),
        {name}_b AS MATERIALIZED (
          SELECT id FROM search_document WHERE {scope} AND vector @@ ({query} && {second})
            AND (SELECT count(*) FROM {name}_a) < {limit}),
        {name}_c AS MATERIALIZED (
          SELECT id FROM search_document WHERE {scope} AND vector @@ {query}
            AND id < ((SELECT bucket FROM top) - {last}) << {bits}
            AND (SELECT count(*) FROM {name}_a) + (SELECT count(*) FROM {name}_b) < {limit}),
        {name} AS MATERIALIZED (
          SELECT id FROM (SELECT id FROM {name}_a UNION ALL SELECT id FROM {name}_b UNION ALL SELECT id FROM {name}_c) u
            ORDER BY id DESC LIMIT {limit})"""
    BY_TITLE = """
        {name}_t AS MATERIALIZED (SELECT id, vector FROM search_document WHERE {scope} AND titles @@ {words}),
        {name}_titles AS MATERIALIZED (
          SELECT id FROM {name}_t WHERE vector @@ {query} ORDER BY id DESC LIMIT {limit})"""
    NEAR = (
        "SELECT {number}, {way}, ts_rank_cd('{{1,1,1,1}}', d.vector, {words}), d.id FROM "
        "(SELECT id FROM {name} ORDER BY id DESC LIMIT {limit}) n JOIN search_document d USING (id)"
    )
    FOLD = str.maketrans(ACCENTED, PLAIN)

    def statement(self, asked: Sequence[Asked]) -> tuple[str, list[str]]:
        tables = [f"top AS MATERIALIZED (SELECT coalesce(max(id), 0) >> {BUCKET_BITS} AS bucket FROM search_document)"]
        arms, values, late = [], [], []
        for number, one in enumerate(asked):
            name, words, facts = f"q{number}", self._words(one), self._facts(one)
            first, last = self.STEPS[one.part]
            asks = {
                "name": name,
                "scope": f"of_kind {'<>' if one.part else '='} '' AND numnode({self.WORDS}) > 0",
                "query": f"({self.WORDS} && {self.FACTS})",
                "first": self._buckets(0, first),
                "second": self._buckets(first, last),
                "last": last,
                "bits": BUCKET_BITS,
                "limit": one.limit,
            }
            tables.append(self.FOUND.format(**asks))
            values += [words, words, facts] * 3
            arms.append(f"SELECT {number}, {BY_WORDS}, 0::real, id FROM {name}")
            if one.newest:
                continue
            if not one.part:
                asks |= {"words": self.WORDS, "limit": min(TITLES_READ, one.limit)}
                tables.append(self.BY_TITLE.format(**asks))
                values += [words, words, words, facts]
                arms.append(f"SELECT {number}, {BY_TITLE}, 0::real, id FROM {name}_titles")
            if one.may_stand_near:
                near = {"number": number, "way": BY_NEARNESS, "words": self.WORDS, "name": name, "limit": RANKED}
                arms.append(self.NEAR.format(**near))
                late.append(words)
        return f"WITH {', '.join(tables)} {' UNION ALL '.join(arms)}", values + late

    WORDS, FACTS = "to_tsquery('english', %s)", "%s::tsquery"

    def _buckets(self, first: int, last: int) -> str:
        """A query for the buckets from the newest but `first` to the newest but `last`, that one not included."""
        return (
            "(SELECT string_agg('''=b' || number || '''', '|')::tsquery FROM top, "
            f"generate_series(bucket - {last - 1}, bucket - {first}) number)"
        )

    def _words(self, one: Asked) -> str:
        words = self._tsquery(one.wanted)
        return " & ".join([words, *(f"!{self._tsquery(term)}" for term in one.without)])

    def _tsquery(self, wanted: Wanted) -> str:
        if isinstance(wanted, Term):
            words = [f"'{word.translate(self.FOLD)}'" for word in wanted.words]
            return f"({' <-> '.join(words)}{':*' * wanted.starts})"
        between = " & " if isinstance(wanted, All) else " | "
        return f"({between.join(self._tsquery(part) for part in wanted.parts)})"

    def _facts(self, one: Asked) -> str:
        groups = [f"({' | '.join(_lexeme(fact) for fact in group)})" for group in one.facts]
        return " & ".join([*groups, *(f"!{_lexeme(fact)}" for fact in one.without_facts)])


def _lexeme(fact: str) -> str:
    return f"'={fact}'"


ENGINES = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def ask(asked: Sequence[Asked]) -> list[Matches]:
    """What each of these finds, in one question to the database. Each needs at least one fact."""
    with connections[Document.objects.db].cursor() as cursor:
        cursor.execute(*_statement(asked))
        rows = cursor.fetchall()
    found: list[dict[int, list[tuple[float, int]]]] = [{} for _ in asked]
    for number, way, rank, pk in rows:
        found[number].setdefault(way, []).append((rank, pk))
    return [Matches(_in_order(ways)) for ways in found]


def read(asked: Sequence[Asked], columns: str) -> list[Document]:
    """These columns of what all of them find, in no order, in one question."""
    sql, values = _statement(asked)
    found = f"WITH asked (number, way, rank, id) AS ({sql}) SELECT {columns} FROM search_document d "
    return list(Document.objects.raw(found + "WHERE d.id IN (SELECT id FROM asked)", values))


def _statement(asked: Sequence[Asked]) -> tuple[str, list[str]]:
    return ENGINES[connections[Document.objects.db].vendor].statement(asked)


def _in_order(ways: dict[int, list[tuple[float, int]]]) -> list[int]:
    """Best way first, in each the higher rank and then the newer; each document once."""
    ids = (pk for way in sorted(ways) for _rank, pk in sorted(ways[way], reverse=True))
    return list(dict.fromkeys(ids))
