"""Entries of the provider list that count already are searched for like those that are approved from now on."""

from django.db import migrations


def search_for_approved(apps, schema_editor):
    using = schema_editor.connection.alias
    approved = apps.get_model("moderation", "Provider").objects.using(using).exclude(approved_by=None)
    searches = apps.get_model("moderation", "MentionSearch").objects.using(using)
    searches.bulk_create(searches.model(provider=provider) for provider in approved.order_by("pk"))


def forget(apps, schema_editor):
    apps.get_model("moderation", "MentionSearch").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0008_search_older_texts"),
    ]

    operations = [migrations.RunPython(search_for_approved, forget)]
