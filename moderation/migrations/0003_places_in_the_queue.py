"""Cases that were open before have their place in the queue by when they were opened; suspensions get a row of their own."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    apps.get_model("moderation", "Case").objects.using(using).filter(closed_at=None).update(
        due_at=F("opened_at"), severity=1, reach=1, confidence=F("score")
    )
    sanctions = apps.get_model("moderation", "Sanction").objects.using(using)
    for member in apps.get_model("members", "Member").objects.using(using).filter(suspended_until__gt=timezone.now()):
        sanctions.create(member_id=member.pk, kind="suspend", expires_at=member.suspended_until)


def empty(apps, schema_editor):
    apps.get_model("moderation", "Sanction").objects.using(schema_editor.connection.alias).filter(decision=None, by=None).delete()


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_desk"), ("members", "0003_board_moderators")]

    operations = [migrations.RunPython(fill, empty)]
