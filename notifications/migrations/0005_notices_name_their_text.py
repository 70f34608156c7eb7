"""Notices of replies that were written before name the post they are about, so that the list can ask who may read it."""

from django.db import migrations
from django.db.models import Max

AT_ONCE = 500


def name_posts(apps, schema_editor):
    notices = apps.get_model("notifications", "Notice").objects.using(schema_editor.connection.alias)
    about_posts = notices.filter(kind="answer", about__startswith="post:", subject_id=None)
    # Of two about one post the newest: a text that was released twice was told of twice.
    newest = list(about_posts.order_by().values("member", "about").annotate(pk=Max("pk")).values_list("pk", flat=True))
    for start in range(0, len(newest), AT_ONCE):
        rows = list(notices.filter(pk__in=newest[start : start + AT_ONCE]))
        for row in rows:
            row.subject_type, row.subject_id = "post", int(row.about.partition(":")[2])
        notices.bulk_update(rows, ["subject_type", "subject_id"])


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_told_once_by_choice")]

    operations = [migrations.RunPython(name_posts, migrations.RunPython.noop, elidable=True)]
