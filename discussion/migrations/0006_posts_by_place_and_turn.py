"""Posts of a thread are found by place and by turn. The index of the thread alone is not needed, and PostgreSQL prefers
it where it should not: a page of a thread of 15,000 posts was found by reading all of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discussion", "0005_drafts_of_two_tabs")]

    operations = [
        migrations.AlterField(
            "post",
            "thread",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="posts",
                to="discussion.thread",
            ),
        ),
    ]
