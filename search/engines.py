"""Full text on SQLite (FTS5) and on PostgreSQL (tsvector): the same questions, two dialects.

Several questions are asked at once. What each of them costs is bounded: matches are read from the newest on, whatever
their number, and never more than its limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connections

from .facts import reach as reached
from .fulltext import ACCENTED, BUCKETS, PLAIN
from .kin import family
from .models import Document
from .words import Term


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

    limit: the newest so many. kind, audiences: what they have to be. few: there are not many of this kind.
    part: this kind stands in the parts of documents. in_title: look in titles alone. without: terms it must not have.
    facts: words of facts.py; of each group a document needs one. without_facts: it has none of these.
    within: among about so many of the newest ids there are enough; None where all have to be looked through.
    """

    wanted: Wanted
    limit: int
    kind: str
    audiences: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...] = ()
    without_facts: tuple[str, ...] = ()
    without: tuple[Term, ...] = ()
    few: bool = False
    part: bool = False
    in_title: bool = False
    within: int | None = None


Statement = tuple[str, list[str]]


class SQLite:
    """Two FTS5 tables whose rows have the documents' ids. A question is read from its highest id down and left there."""

    ARM = "SELECT * FROM (SELECT {number}, rowid FROM {table} WHERE {table} MATCH %s ORDER BY rowid DESC LIMIT {limit})"

    def statement(self, asked: Sequence[Asked]) -> Statement:
        arms = [
            self.ARM.format(number=number, table="search_parts" if one.part else "search_fulltext", limit=one.limit)
            for number, one in enumerate(asked)
        ]
        return " UNION ALL ".join(arms), [self._match(one) for one in asked]

    def _match(self, one: Asked) -> str:
        columns = "text" if one.part else "title" if one.in_title else "{title text}"
        reach = [reached(one.kind, audience) for audience in one.audiences]
        facts = [f"facts : ({' OR '.join(group)})" for group in (reach, *one.facts)]
        match = f"({' AND '.join([*facts, f'{columns} : ({self._fts(one.wanted)})'])})"
        if one.without:
            match = f"({match} NOT ({' OR '.join(self._fts(term) for term in one.without)}))"
        if one.without_facts:
            match = f"({match} NOT facts : ({' OR '.join(one.without_facts)}))"
        return match

    def _fts(self, wanted: Wanted) -> str:
        if isinstance(wanted, Term):
            read = [f'"{" ".join(words)}"' + " *" * wanted.starts for words in _readings(wanted)]
            return f"({' OR '.join(read)})"
        between = " AND " if isinstance(wanted, All) else " OR "
        return f"({between.join(self._fts(part) for part in wanted.parts)})"


class PostgreSQL:
    """Generated columns. An index here gives all matches or none, so it is asked for the newest ids first.

    A step asks for the newest buckets of ids, and the next one only if that found too little.
    """

    WORDS, FACTS = "to_tsquery('english', %s)", "%s::tsquery"
    QUERY = f"({WORDS} && {FACTS})"
    MORE = 4  # times as many ids in the second step
    MOST_BUCKETS = 5  # in one question
    STEP = "{name} AS MATERIALIZED (SELECT id FROM search_document WHERE {scope} AND vector @@ {query}{unless})"
    TITLES = "{name} AS MATERIALIZED (SELECT id, vector FROM search_document WHERE {scope} AND titles @@ {words})"
    ARM = "SELECT * FROM (SELECT {number}, id FROM ({found}) found ORDER BY id DESC LIMIT {limit}) a{number}"
    FOLD = str.maketrans(ACCENTED, PLAIN)

    def statement(self, asked: Sequence[Asked]) -> Statement:
        tables = ["top AS MATERIALIZED (SELECT coalesce(max(id), 0) AS id FROM search_document)"]
        arms, values, late = [], [], []
        for number, one in enumerate(asked):
            words, facts = self._words(one), self._facts(one)
            reach = [one.kind, list(one.audiences)]
            # Of a text without a word PostgreSQL would leave the facts alone.
            scope = (
                f"of_kind {'<>' if one.part else '='} '' AND kind = %s AND audience = ANY(%s) AND facts <> '' "
                f"AND numnode({self.WORDS}) > 0"
            )
            if one.in_title:
                name = f"t{number}"
                tables.append(self.TITLES.format(name=name, scope=scope, words=self.WORDS))
                values += [*reach, words, self._tsquery(one.wanted)]
                found = f"SELECT id FROM {name}"
                if facts or one.without:
                    found += f" WHERE vector @@ {self.QUERY}"
                    late += [words, facts]
            else:
                steps = self._steps(number, scope, one)
                tables += steps.values()
                values += [*reach, words, words, facts] * len(steps)
                found = " UNION ".join(f"SELECT id FROM {name}" for name in steps)
            arms.append(self.ARM.format(number=number, found=found, limit=one.limit))
        return f"WITH {', '.join(tables)} {' UNION ALL '.join(arms)}", values + late

    def _steps(self, number: int, scope: str, one: Asked) -> dict[str, str]:
        """Tables by their names. Each step finds what those before it found, too."""
        found: dict[str, str] = {}
        unless = ""
        for within in (one.within, one.within * self.MORE) if one.within else ():
            name = f"q{number}_{len(found)}"
            query = f"({self.QUERY} && {self._newest(within)})"
            found[name] = self.STEP.format(name=name, scope=scope, query=query, unless=unless)
            # There is no more where these ids are all.
            unless += f" AND (SELECT count(*) FROM {name}) < {one.limit} AND (SELECT id FROM top) > {within}"
        name = f"q{number}"
        return found | {name: self.STEP.format(name=name, scope=scope, query=self.QUERY, unless=unless)}

    def _newest(self, within: int) -> str:
        """A query for the buckets that hold the newest so many ids. The fewer buckets, the quicker."""
        bucket = next((name for name, bits in BUCKETS.items() if within >> bits < self.MOST_BUCKETS), [*BUCKETS][-1])
        first, last = (f"{pk} >> {BUCKETS[bucket]}" for pk in (f"greatest(id - {within}, 0)", "id"))
        lexemes = f"string_agg('''={bucket}' || number || '''', '|')"
        return f"(SELECT {lexemes}::tsquery FROM top, generate_series({first}, {last}) number)"

    def _words(self, one: Asked) -> str:
        return " & ".join([self._tsquery(one.wanted), *(f"!{self._tsquery(term)}" for term in one.without)])

    def _tsquery(self, wanted: Wanted) -> str:
        if isinstance(wanted, Term):
            read = [
                " <-> ".join(f"'{word.translate(self.FOLD)}'" for word in words) + ":*" * wanted.starts
                for words in _readings(wanted)
            ]
            return f"({' | '.join(read)})"
        between = " & " if isinstance(wanted, All) else " | "
        return f"({between.join(self._tsquery(part) for part in wanted.parts)})"

    def _facts(self, one: Asked) -> str:
        """Kind and audience are columns, for nearly all documents have the same; unless there are few of the kind."""
        reach = [tuple(reached(one.kind, audience) for audience in one.audiences)] if one.few else []
        groups = [f"({' | '.join(_lexeme(fact) for fact in group)})" for group in (*reach, *one.facts)]
        return " & ".join([*groups, *(f"!{_lexeme(fact)}" for fact in one.without_facts)])


def _readings(term: Term) -> list[tuple[str, ...]]:
    """The words of a term; a word that stands alone is read as each of its family."""
    return [(word,) for word in family(term.words[0])] if term.is_word and not term.starts else [term.words]


def _lexeme(fact: str) -> str:
    return f"'={fact}'"


ENGINES = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def ask(asked: Sequence[Asked]) -> list[list[int]]:
    """The ids that each of these finds, the newest first, in one question to the database."""
    with connections[Document.objects.db].cursor() as cursor:
        cursor.execute(*_statement(asked))
        rows = cursor.fetchall()
    found: list[list[int]] = [[] for _ in asked]
    for number, pk in rows:
        found[number].append(pk)
    return [sorted(ids, reverse=True) for ids in found]


def read(asked: Sequence[Asked], columns: str) -> list[Document]:
    """These columns of what all of them find, in no order, in one question."""
    sql, values = _statement(asked)
    found = f"WITH asked (number, id) AS ({sql}) SELECT {columns} FROM search_document d "
    return list(Document.objects.raw(found + "WHERE d.id IN (SELECT id FROM asked)", values))


def _statement(asked: Sequence[Asked]) -> Statement:
    return ENGINES[connections[Document.objects.db].vendor].statement(asked)
