"""Database triggers that keep the audit log append-only, on SQLite and PostgreSQL."""

from django.db import connections

ENTRY, DETAIL = "moderation_auditentry", "moderation_auditdetail"
# An entry never changes or goes; a detail may be erased but not rewritten.
FORBIDDEN = {
    "audit_entry_no_update": (ENTRY, "UPDATE"),
    "audit_entry_no_delete": (ENTRY, "DELETE"),
    "audit_detail_no_update": (DETAIL, "UPDATE"),
}
# SQLite knows no TRUNCATE; its triggers see every row that goes.
POSTGRES_ONLY = {"audit_entry_no_truncate": (ENTRY, "TRUNCATE")}
MESSAGE = "the audit log is append-only"


def _sqlite(name: str, table: str, event: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )


POSTGRES_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
)


def _postgres(name: str, table: str, event: str) -> str:
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    return f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION audit_refuse()"


def _forbidden(connection) -> dict[str, tuple[str, str]]:
    return FORBIDDEN | POSTGRES_ONLY if connection.vendor == "postgresql" else FORBIDDEN


def guard_audit_log(using: str = "default", **_signal) -> None:
    """Create whatever trigger is missing. Called after every migrate."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for name, (table, event) in _forbidden(connection).items():
            if table in tables:
                make = _postgres if connection.vendor == "postgresql" else _sqlite
                cursor.execute(make(name, table, event))


def unguard_audit_log(using: str = "default") -> None:
    """Drop the triggers: for emptying a test database, nothing else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, (table, _event) in _forbidden(connection).items():
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing_triggers(using: str = "default") -> list[str]:
    """Names of the triggers that should be there and are not."""
    connection = connections[using]
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(set(_forbidden(connection)) - present)
