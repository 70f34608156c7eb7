"""The other name a text was written under, in its case; an act of the log for asking whose it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0012_newsletters_in_the_log"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="voice",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="case",
            name="written_as",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="act",
            field=models.CharField(
                choices=[
                    ("held", "Held"),
                    ("flagged", "Flagged"),
                    ("reported", "Reported"),
                    ("released", "Released"),
                    ("kept", "Kept"),
                    ("released-with-card", "Carded"),
                    ("masked", "Masked"),
                    ("returned", "Returned"),
                    ("removed", "Removed"),
                    ("undone", "Undone"),
                    ("agreed", "Agreed"),
                    ("suspended", "Suspended"),
                    ("suspension-lifted", "Suspension Lifted"),
                    ("taken-over", "Taken Over"),
                    ("escalated", "Escalated"),
                    ("appealed", "Appealed"),
                    ("appeal-withdrawn", "Appeal Withdrawn"),
                    ("appeal-upheld", "Appeal Upheld"),
                    ("appeal-overturned", "Appeal Overturned"),
                    ("alert-closed", "Alert Closed"),
                    ("rule-demoted", "Rule Demoted"),
                    ("rule-restored", "Rule Restored"),
                    ("author-shown", "Author Shown"),
                    ("expired", "Expired"),
                    ("looked", "Looked"),
                    ("policy-changed", "Policy Changed"),
                    ("provider-changed", "Provider Changed"),
                    ("template-changed", "Template Changed"),
                    ("places-changed", "Places Changed"),
                    ("account-changed", "Account Changed"),
                    ("topic-changed", "Topic Changed"),
                    ("newsletter-sent", "Newsletter Sent"),
                    ("detail-erased", "Detail Erased"),
                ],
                max_length=30,
            ),
        ),
    ]
