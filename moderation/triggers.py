"""Database triggers that keep the audit log append-only, on SQLite and PostgreSQL."""

from dataclasses import dataclass

from django.db import connections

ENTRY, DETAIL = "moderation_auditentry", "moderation_auditdetail"
MESSAGE = "the audit log is append-only"


@dataclass(frozen=True)
class Trigger:
    """when: which new rows are refused; empty for all that `event` touches."""

    name: str
    table: str
    event: str
    when: str = ""

    def sqlite(self) -> str:
        when = f"WHEN EXISTS (SELECT 1 FROM {self.table} WHERE {self.when}) " if self.when else ""
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"{when}BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )

    def postgresql(self) -> str:
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        return (
            f"CREATE OR REPLACE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
        )


# An entry never changes or goes; a detail may be erased but not rewritten.
BOTH = (
    Trigger("audit_entry_no_update", ENTRY, "UPDATE"),
    Trigger("audit_entry_no_delete", ENTRY, "DELETE"),
    Trigger("audit_detail_no_update", DETAIL, "UPDATE"),
)
# On SQLite INSERT OR REPLACE takes rows out without asking the triggers for DELETE. It knows no TRUNCATE.
OWN = {
    "sqlite": (
        Trigger(
            "audit_entry_no_replace",
            ENTRY,
            "INSERT",
            "id = NEW.id OR digest = NEW.digest OR previous_digest = NEW.previous_digest",
        ),
        Trigger("audit_detail_no_replace", DETAIL, "INSERT", "entry_id = NEW.entry_id"),
    ),
    "postgresql": (Trigger("audit_entry_no_truncate", ENTRY, "TRUNCATE"),),
}
POSTGRES_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
)
PRESENT = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT t.tgname, '' FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE t.tgenabled <> 'D' AND p.proname = 'audit_refuse'",
}


def guard_audit_log(using: str = "default", **_signal) -> None:
    """Create whatever trigger is missing or was weakened. Called after every migrate."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for trigger in _triggers(connection):
            if trigger.table not in tables:
                continue
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")
            cursor.execute(getattr(trigger, connection.vendor)())


def unguard_audit_log(using: str = "default") -> None:
    """Drop the triggers: for emptying a test database, nothing else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for trigger in _triggers(connection):
            on_table = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on_table}")


def missing_triggers(using: str = "default") -> list[str]:
    """Names of the triggers that should be there and are not, or say something else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor])
        present = dict(cursor.fetchall())
    return sorted(
        trigger.name
        for trigger in _triggers(connection)
        if trigger.name not in present or (connection.vendor == "sqlite" and present[trigger.name] != trigger.sqlite())
    )


def _triggers(connection) -> tuple[Trigger, ...]:
    return BOTH + OWN[connection.vendor]
