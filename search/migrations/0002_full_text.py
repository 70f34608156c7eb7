"""The full-text part, in each engine's own way; after every later migrate the room sees to it itself."""

from django.db import migrations

from search import fulltext


def forwards(apps, schema_editor):
    fulltext.prepare(using=schema_editor.connection.alias)


def backwards(apps, schema_editor):
    fulltext.forget(using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
