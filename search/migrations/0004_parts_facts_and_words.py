from django.db import migrations, models


def text(**more):
    return models.CharField(blank=True, default="", db_default="", **more)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_what_a_search_is_narrowed_by")]
    operations = [
        migrations.AddField("document", "of_kind", text(max_length=20)),
        migrations.AddField("document", "of_key", models.PositiveBigIntegerField(blank=True, null=True)),
        migrations.AddField("document", "facts", models.TextField(blank=True, default="", db_default="")),
        migrations.AlterField("document", "place", text(max_length=60)),
        migrations.AlterField("document", "tags", text(max_length=300)),
        migrations.AddIndex(
            "document",
            models.Index(condition=~models.Q(of_kind=""), fields=["of_kind", "of_key"], name="document_parts"),
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("documents", models.PositiveIntegerField()),
            ],
        ),
    ]
