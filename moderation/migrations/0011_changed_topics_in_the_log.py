"""An act of the log for what a moderator changed of a topic."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0010_withdrawn_appeals_in_the_log"),
    ]

    operations = [
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
                    ("expired", "Expired"),
                    ("looked", "Looked"),
                    ("policy-changed", "Policy Changed"),
                    ("provider-changed", "Provider Changed"),
                    ("template-changed", "Template Changed"),
                    ("places-changed", "Places Changed"),
                    ("account-changed", "Account Changed"),
                    ("topic-changed", "Topic Changed"),
                    ("detail-erased", "Detail Erased"),
                ],
                max_length=30,
            ),
        ),
    ]
