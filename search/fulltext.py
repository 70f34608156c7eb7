"""What the database keeps beside the documents so that their words can be found.

Documents that stand for themselves and parts of others are kept apart: the many replies must not make questions slow.
SQLite: for each of the two an FTS5 table that holds no text of its own, and triggers that follow the documents.
PostgreSQL: generated columns and their indexes.
"""

import re

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "search_document"
# The two conditions, on a row named by the prefix: "", "new." or "old.".
SCOPES = {"search_fulltext": "{}of_kind = ''", "search_parts": "{}of_kind <> ''"}
# Both engines see the same words: accents folded, and everything that is no letter or digit a gap.
# Without this PostgreSQL reads "IL-17" as a negative number and "skin/joints" as a file's path.
ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
PLAIN = "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy"
GAPS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~‐‑‒–—―‘’“”…·•"
# PostgreSQL knows no search from the newest on: each document names the buckets of ids that it lies in, of so many bits.
BUCKETS = {"b": 12, "c": 14, "d": 16, "e": 18}


def _columns(table: str) -> str:
    return "kind, title, text, facts" if table == "search_fulltext" else "text, facts"


def _valued(table: str, prefix: str) -> str:
    return ", ".join(f"{prefix}{name}" for name in _columns(table).split(", "))


def _insert(table: str) -> str:
    return f"INSERT INTO {table} (rowid, {_columns(table)}) VALUES (new.id, {_valued(table, 'new.')});"


def _delete(table: str) -> str:
    return (
        f"INSERT INTO {table} ({table}, rowid, {_columns(table)}) VALUES ('delete', old.id, {_valued(table, 'old.')});"
    )


def _triggers(table: str) -> dict[str, str]:
    new, old = SCOPES[table].format("new."), SCOPES[table].format("old.")
    return {
        f"{table}_written": f"AFTER INSERT ON {TABLE} WHEN {new} BEGIN {_insert(table)} END",
        f"{table}_rewritten": f"AFTER UPDATE ON {TABLE} WHEN {new} BEGIN {_delete(table)} {_insert(table)} END",
        f"{table}_forgotten": f"AFTER DELETE ON {TABLE} WHEN {old} BEGIN {_delete(table)} END",
    }


SQLITE_TABLES = {
    table: f"CREATE VIRTUAL TABLE {table} USING fts5({_columns(table)}, content='{TABLE}', content_rowid='id', "
    "tokenize='porter unicode61 remove_diacritics 2')"
    for table in SCOPES
}
SQLITE_TRIGGERS = {name: f"CREATE TRIGGER {name} {body}" for table in SCOPES for name, body in _triggers(table).items()}


def _words(column: str) -> str:
    def quoted(text: str) -> str:
        return text.replace("'", "''")

    # translate() is slow and few texts need it.
    folded = (
        f"CASE WHEN octet_length({column}) = char_length({column}) THEN {column} "
        f"ELSE translate({column}, '{ACCENTED}', '{PLAIN}') END"
    )
    gaps = quoted(re.sub(r"([\\\]\[^-])", r"\\\1", GAPS))
    return f"to_tsvector('english', regexp_replace({folded}, '[{gaps}]+', ' ', 'g'))"


# No text holds a lexeme that begins with "=", so no text can pretend a fact.
_FACTS = "array_to_tsvector(string_to_array('=' || replace(facts, ' ', ' ='), ' '))"
_NAMED = ", ".join(f"'={name}' || (id >> {bits})" for name, bits in BUCKETS.items())
POSTGRESQL_COLUMNS = {
    "vector": f"setweight({_words('title')}, 'A') || setweight({_words('text')}, 'D') || {_FACTS} "
    f"|| array_to_tsvector(ARRAY[{_NAMED}])",
    "titles": _words("title"),
}
# A long list of entries that wait to be sorted in would slow each search down: it ends at 256 kB.
_SHORT_LIST = "WITH (gin_pending_list_limit = 256)"
POSTGRESQL_INDEXES = {
    "search_document_wholes": f"USING gin (vector) {_SHORT_LIST} WHERE of_kind = ''",
    "search_document_parts": f"USING gin (vector) {_SHORT_LIST} WHERE of_kind <> ''",
    "search_document_titles": f"USING gin (titles) {_SHORT_LIST} WHERE of_kind = ''",
}


def prepare(using: str = "default", **_signal) -> None:
    """Make what is missing or differs. Called after every migrate: altering a table on SQLite drops its triggers."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        columns = {column.name for column in connection.introspection.get_table_description(cursor, TABLE)}
    if "facts" not in columns:
        return  # on the way to an earlier release, or from one
    if connection.vendor == "postgresql":
        _prepare_postgresql(connection)
    else:
        _prepare_sqlite(connection)


def forget(using: str = "default") -> None:
    """Take it all away, for a migration back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for column in POSTGRESQL_COLUMNS:
                cursor.execute(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS {column}")
            return
        for name in _present(cursor, "trigger"):
            cursor.execute(f"DROP TRIGGER {name}")
        for table in _present(cursor, "table") & set(SCOPES):
            cursor.execute(f"DROP TABLE {table}")


def rebuild(using: str = "default") -> None:
    """Read every document into the engine again. On PostgreSQL the columns cannot differ from their row."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in SCOPES:
                _fill(cursor, table)


def _fill(cursor, table: str) -> None:
    cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    cursor.execute(
        f"INSERT INTO {table} (rowid, {_columns(table)}) "
        f"SELECT id, {_columns(table)} FROM {TABLE} WHERE {SCOPES[table].format('')}"
    )


def _present(cursor, what: str) -> set[str]:
    return set(_definitions(cursor, what))


def _definitions(cursor, what: str) -> dict[str, str]:
    # Not LIKE: in it "_" stands for any character.
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = %s AND substr(name, 1, 7) = 'search_'", [what])
    return dict(cursor.fetchall())


def _prepare_sqlite(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        tables, triggers = _definitions(cursor, "table"), _definitions(cursor, "trigger")
        wrong = [table for table, sql in SQLITE_TABLES.items() if tables.get(table) != sql]
        if not wrong and triggers == SQLITE_TRIGGERS:
            return
        for name in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for table in wrong:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
            cursor.execute(SQLITE_TABLES[table])
        for sql in SQLITE_TRIGGERS.values():
            cursor.execute(sql)
    # What was written while a trigger was away.
    rebuild(connection.alias)


def _prepare_postgresql(connection: BaseDatabaseWrapper) -> None:
    """A column's definition stands in its comment: that of an earlier release is made anew."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [TABLE],
        )
        present = dict(cursor.fetchall())
        wrong = {name: sql for name, sql in POSTGRESQL_COLUMNS.items() if present.get(name) != sql}
        if wrong:
            gone = [f"DROP COLUMN {name}" for name in wrong if name in present]
            made = [f"ADD COLUMN {name} tsvector GENERATED ALWAYS AS ({sql}) STORED" for name, sql in wrong.items()]
            cursor.execute(f"ALTER TABLE {TABLE} {', '.join([*gone, *made])}")
            for name, sql in wrong.items():
                cursor.execute(f"COMMENT ON COLUMN {TABLE}.{name} IS %s", [sql])
        for name, sql in POSTGRESQL_INDEXES.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {TABLE} {sql}")
