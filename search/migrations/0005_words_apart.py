"""Documents and parts of them are found apart. What was written before is found again once index_texts has run."""

from django.db import migrations

from search import fulltext


def forwards(apps, schema_editor):
    fulltext.prepare(using=schema_editor.connection.alias)


def backwards(apps, schema_editor):
    # The release before makes its own part after migrating.
    fulltext.forget(using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_parts_facts_and_words")]
    operations = [migrations.RunPython(forwards, backwards)]
