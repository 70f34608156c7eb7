"""A suspension by an admin, without a text, is a decision too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0006_changes_in_the_log"),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="act",
            field=models.CharField(
                choices=[
                    ("release", "Release"),
                    ("card", "Release with the status card"),
                    ("keep", "Leave it as it is"),
                    ("mask", "Keep the story, drop the seller"),
                    ("return", "Return to its author"),
                    ("remove", "Remove"),
                    ("suspend", "Suspend from writing, without a text"),
                ],
                max_length=10,
            ),
        ),
    ]
