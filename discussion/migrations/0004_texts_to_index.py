from django.db import migrations, models


class Migration(migrations.Migration):
    """Every text there is has to be written: the worker does so."""

    dependencies = [("discussion", "0003_audience_alias_and_readers")]
    operations = [
        migrations.AddField(
            "post", "index_due", models.BooleanField(db_default=True, default=True, editable=False)
        ),
        migrations.AddIndex(
            "post",
            models.Index(
                condition=models.Q(index_due=True, status="published", answer_no__gt=0),
                fields=["id"],
                name="post_index_due",
            ),
        ),
    ]
