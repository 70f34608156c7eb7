"""Full text on SQLite (FTS5) and on PostgreSQL (tsvector): the same questions, two dialects."""

from collections.abc import Sequence

from django.db import connections
from django.db.models.query import RawQuerySet

from .fulltext import ACCENTED, PLAIN
from .models import Document

# Marks around a match: characters that no document contains.
START, END = "\x02", "\x03"
TITLE_WEIGHT, TEXT_WEIGHT = 5.0, 1.0
SNIPPET_WORDS = 24
# Of more matches than this the newest are ranked, so that a common word costs no more in a large forum.
RANKED_AT_MOST = 5000
# Shorter words must match whole: as beginnings they would match almost every text.
BEGINNING_FROM = 4


class SQLite:
    """An FTS5 table whose rows have the documents' ids."""

    SQL = """
        SELECT d.id, d.kind, d.key, d.title, d.url, d.note, d.updated_at,
          (SELECT highlight(search_fulltext, 1, %(start)s, %(end)s) FROM search_fulltext
             WHERE search_fulltext MATCH %(match)s AND search_fulltext.rowid = d.id) AS marked_title,
          (SELECT snippet(search_fulltext, 2, %(start)s, %(end)s, '…', %(words)s) FROM search_fulltext
             WHERE search_fulltext MATCH %(match)s AND search_fulltext.rowid = d.id) AS marked_text
        FROM (
          SELECT rowid AS id, score FROM (
            SELECT rowid, bm25(search_fulltext, 0, %(title)s, %(text)s) AS score FROM search_fulltext
            WHERE search_fulltext MATCH %(match)s ORDER BY rowid DESC LIMIT %(ranked)s
          ) ORDER BY score, rowid DESC LIMIT %(limit)s
        ) best JOIN search_document d ON d.id = best.id ORDER BY best.score, d.id DESC
    """

    def ask(self, words: Sequence[str], *, every: bool, kind: str, limit: int) -> RawQuerySet:
        wanted = (" AND " if every else " OR ").join(_quoted(word) for word in words)
        match = f'kind : "{kind}" AND {{title text}} : ({wanted})'
        values = {"match": match, "words": SNIPPET_WORDS, "title": TITLE_WEIGHT, "text": TEXT_WEIGHT}
        return Document.objects.raw(self.SQL, values | _common(limit))


class PostgreSQL:
    """The generated tsvector column, which Django's model does not know."""

    SQL = """
        SELECT id, kind, key, title, url, note, updated_at,
          ts_headline('english', title, asked, %(whole)s) AS marked_title,
          ts_headline('english', text, asked, %(part)s) AS marked_text
        FROM (
          SELECT *, ts_rank(%(weights)s::real[], vector, asked) AS score FROM (
            SELECT d.*, asked FROM search_document d, to_tsquery('english', %(query)s) asked
            WHERE d.vector @@ asked AND d.kind = %(kind)s ORDER BY d.id DESC LIMIT %(ranked)s
          ) newest ORDER BY score DESC, id DESC LIMIT %(limit)s
        ) best ORDER BY score DESC, id DESC
    """
    MARKS = f'StartSel="{START}", StopSel="{END}"'
    FOLD = str.maketrans(ACCENTED, PLAIN)

    def ask(self, words: Sequence[str], *, every: bool, kind: str, limit: int) -> RawQuerySet:
        values = {
            "query": (" & " if every else " | ").join(self._operand(word) for word in words),
            "kind": kind,
            "weights": [TEXT_WEIGHT / TITLE_WEIGHT] * 3 + [1.0],
            "whole": f"{self.MARKS}, HighlightAll=true",
            "part": f"{self.MARKS}, MaxWords={SNIPPET_WORDS}, MinWords={SNIPPET_WORDS // 2}, MaxFragments=1",
        }
        return Document.objects.raw(self.SQL, values | _common(limit))

    def _operand(self, word: str) -> str:
        # The word with its accents finds nothing more, but lets the headline mark it.
        forms = dict.fromkeys([word.translate(self.FOLD), word])
        return "(" + " | ".join(form + ":*" * _may_go_on(form) for form in forms) + ")"


def _common(limit: int) -> dict:
    return {"start": START, "end": END, "ranked": RANKED_AT_MOST, "limit": limit}


def _quoted(word: str) -> str:
    return f'"{word}"*' if _may_go_on(word) else f'"{word}"'


def _may_go_on(word: str) -> bool:
    return len(word) >= BEGINNING_FROM


ENGINES = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> SQLite | PostgreSQL:
    return ENGINES[connections[Document.objects.db].vendor]


def pieces(marked: str) -> list[tuple[str, bool]]:
    """Split a text at its marks: [("text before ", False), ("match", True), …]."""
    before, *rest = marked.split(START)
    found = [(before, False)]
    for part in rest:
        match, _mark, after = part.partition(END)
        found += [(match, True), (after, False)]
    return [(text, is_match) for text, is_match in found if text]
