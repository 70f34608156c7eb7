"""What the database keeps beside the documents so that their words can be found.

SQLite: an FTS5 table that holds no text of its own, and triggers that follow the documents.
PostgreSQL: a generated column and its index.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "search_document"
# Both engines see the same words: accents folded, and everything that is no letter or digit a gap.
# Without this PostgreSQL reads "IL-17" as a negative number and "skin/joints" as a file's path.
ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
PLAIN = "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy"
GAPS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~‐‑‒–—―‘’“”…·•"

SQLITE_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fulltext USING fts5(kind, title, text, "
    f"content='{TABLE}', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')"
)
_INSERT = (
    "INSERT INTO search_fulltext (rowid, kind, title, text) VALUES (new.id, new.kind, new.title, new.text);"
)
_DELETE = (
    "INSERT INTO search_fulltext (search_fulltext, rowid, kind, title, text) "
    "VALUES ('delete', old.id, old.kind, old.title, old.text);"
)
SQLITE_TRIGGERS = {
    "search_document_written": f"AFTER INSERT ON {TABLE} BEGIN {_INSERT} END",
    "search_document_rewritten": f"AFTER UPDATE ON {TABLE} BEGIN {_DELETE} {_INSERT} END",
    "search_document_forgotten": f"AFTER DELETE ON {TABLE} BEGIN {_DELETE} END",
}



def _words(column: str) -> str:
    letters, instead = (text.replace("'", "''") for text in (ACCENTED + GAPS, PLAIN + " " * len(GAPS)))
    return f"to_tsvector('english', translate({column}, '{letters}', '{instead}'))"


POSTGRESQL_COLUMN = (
    f"ALTER TABLE {TABLE} ADD COLUMN vector tsvector GENERATED ALWAYS AS "
    f"(setweight({_words('title')}, 'A') || setweight({_words('text')}, 'D')) STORED"
)
POSTGRESQL_INDEX = f"CREATE INDEX search_document_vector ON {TABLE} USING gin (vector)"


def prepare(using: str = "default", **_signal) -> None:
    """Make what is missing. Called after every migrate: altering a table on SQLite drops its triggers."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    if connection.vendor == "postgresql":
        _prepare_postgresql(connection)
    else:
        _prepare_sqlite(connection)


def rebuild(using: str = "default") -> None:
    """Read every document into the engine again. On PostgreSQL the column cannot differ from its row."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fulltext (search_fulltext) VALUES ('rebuild')")


def _prepare_sqlite(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'search_%'")
        present = {row[0] for row in cursor.fetchall()}
        missing = set(SQLITE_TRIGGERS) - present
        if "search_fulltext" in present and not missing:
            return
        cursor.execute(SQLITE_TABLE)
        for name in missing:
            cursor.execute(f"CREATE TRIGGER {name} {SQLITE_TRIGGERS[name]}")
    # What was written while a trigger was away.
    rebuild(connection.alias)


def _prepare_postgresql(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, TABLE)}
        if "vector" not in columns:
            cursor.execute(POSTGRESQL_COLUMN)
            cursor.execute(POSTGRESQL_INDEX)
