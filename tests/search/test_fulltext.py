"""The engine's part follows the documents, whatever a migration did to it."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from search import fulltext, index
from search.models import Document

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def write(title: str, key: int = 1) -> None:
    index.write(kind="topic", key=key, title=title, text="", url="/", updated_at=NOW)


def found(query: str) -> int:
    return len(index.find(query, kind="topic").hits)


def lose_triggers() -> None:
    """What altering the table on SQLite does. PostgreSQL keeps the words in the row itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in fulltext.SQLITE_TRIGGERS:
                cursor.execute(f"DROP TRIGGER {name}")


@pytest.mark.django_db
def test_what_was_written_while_the_triggers_were_away_is_found_after_the_next_migrate():
    write("Old title")
    lose_triggers()
    write("New title")
    write("Another", key=2)

    call_command("migrate", verbosity=0)

    assert (found("old"), found("new"), found("another")) == (0, 1, 1)
    write("Newest title")
    assert (found("new"), found("newest")) == (0, 1)


@pytest.mark.django_db
def test_rows_changed_and_deleted_without_the_index_module_are_followed():
    write("Light therapy")
    Document.objects.update(title="Heavy metal")
    assert (found("light"), found("heavy")) == (0, 1)

    Document.objects.all().delete()
    assert found("heavy") == 0


@pytest.mark.django_db
def test_rebuilding_changes_nothing_that_was_right():
    write("Light therapy")

    fulltext.rebuild()

    assert found("light") == 1


@pytest.mark.django_db(transaction=True)
def test_the_migration_can_be_taken_back_and_done_again():
    write("Light therapy")
    try:
        MigrationExecutor(connection).migrate([("search", "0001_initial")])
    finally:
        MigrationExecutor(connection).migrate([("search", "0002_full_text")])

    assert found("light") == 1
