"""The full-text part, in each engine's own way; after every later migrate the room sees to it itself."""

from django.db import migrations

from search.fulltext import prepare


def forwards(apps, schema_editor):
    prepare(using=schema_editor.connection.alias)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_document DROP COLUMN vector")
        return
    for name in ("written", "rewritten", "forgotten"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS search_document_{name}")
    schema_editor.execute("DROP TABLE search_fulltext")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
