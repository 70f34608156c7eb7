from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forum", "0003_tags_newest_first_and_unanswered")]
    operations = [
        migrations.CreateModel(
            name="AskEnded",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                (
                    "what",
                    models.CharField(
                        help_text="As topic:7 or article:3.", max_length=40, verbose_name="what answered it"
                    ),
                ),
                ("times", models.PositiveIntegerField(default=0, verbose_name="times")),
            ],
            options={
                "verbose_name": "question answered before it was asked",
                "verbose_name_plural": "questions answered before they were asked",
                "ordering": ["-day", "-times", "what"],
                "constraints": [models.UniqueConstraint(fields=("day", "what"), name="ask_ended_once_a_day")],
            },
        ),
    ]
