"""The engine's part follows the documents, whatever a migration did to it."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from search import fulltext
from search.models import Document


def lose_triggers() -> None:
    """What altering the table on SQLite does. PostgreSQL keeps the words in the row itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in fulltext.SQLITE_TRIGGERS:
                cursor.execute(f"DROP TRIGGER {name}")


def test_what_was_written_while_the_triggers_were_away_is_found_after_the_next_migrate(write, urls):
    write(1, "Old title")
    write(1, text="Old reply", kind="post")
    lose_triggers()
    write(1, "New title")
    write(2, "Another")
    write(1, text="New reply", kind="post")

    call_command("migrate", verbosity=0)

    assert (urls("old"), len(urls("new")), len(urls("another"))) == ([], 1, 1)
    assert (urls("old", kind="post"), len(urls("new", kind="post"))) == ([], 1)
    write(1, "Newest title")
    assert (urls("new -newest"), len(urls("newest"))) == ([], 1)


def test_rows_changed_and_deleted_without_the_index_module_are_followed(write, urls):
    write(1, "Light therapy")
    write(1, text="Light therapy", kind="post")
    Document.objects.filter(kind="topic").update(title="Heavy metal")
    Document.objects.filter(kind="post").update(text="Heavy metal")
    for kind in ("topic", "post"):
        assert (len(urls("light", kind=kind)), len(urls("heavy", kind=kind))) == (0, 1)

    Document.objects.all().delete()
    assert urls("heavy") == urls("heavy", kind="post") == []


def test_rebuilding_changes_nothing_that_was_right(write, urls):
    write(1, "Light therapy")
    write(1, text="Light therapy", kind="post")

    fulltext.rebuild()

    assert len(urls("light")) == len(urls("light", kind="post")) == 1


def test_a_definition_of_an_earlier_release_is_made_anew(write, urls):
    write(1, "Light therapy")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TABLE search_parts")
            cursor.execute("CREATE VIRTUAL TABLE search_parts USING fts5(text, content='search_document')")
        else:
            cursor.execute("ALTER TABLE search_document DROP COLUMN titles")
            cursor.execute("COMMENT ON COLUMN search_document.vector IS 'another'")

    fulltext.prepare()

    write(1, text="Light therapy", kind="post")
    assert len(urls("light")) == len(urls("light", kind="post")) == 1


@pytest.mark.django_db(transaction=True)
def test_the_migrations_can_be_taken_back_and_done_again(write, urls):
    write(1, "Light therapy")
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("search")
    try:
        MigrationExecutor(connection).migrate([("search", "0001_initial")])
    finally:
        MigrationExecutor(connection).migrate(newest)

    # It comes back without its facts: who may find it, the rooms have to say again.
    assert urls("light") == []
    write(1, "Light therapy")
    assert len(urls("light")) == 1
