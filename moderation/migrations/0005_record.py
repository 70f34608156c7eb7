"""The log is read by act and by case; a demoted rule can be lifted, and is then judged by what comes after."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("moderation", "0004_mentions_since_and_shadow"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["case_id"], name="audit_case"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["act", "-id"], name="audit_act"),
        ),
        migrations.AlterField(
            model_name="demotedrule",
            name="demoted_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
        ),
        migrations.AddField(
            model_name="demotedrule",
            name="lifted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="lifted"),
        ),
        migrations.AddField(
            model_name="demotedrule",
            name="lifted_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
