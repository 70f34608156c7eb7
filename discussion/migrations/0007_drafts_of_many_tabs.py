from django.db import migrations, models


class Migration(migrations.Migration):
    """Of one place more than two texts are kept. The release before goes on with `other`, which holds the first."""

    dependencies = [("discussion", "0006_posts_by_place_and_turn")]
    operations = [migrations.AddField("draft", "others", models.JSONField(blank=True, null=True))]
