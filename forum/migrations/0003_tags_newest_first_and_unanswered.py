import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of Topic.tags stays as it is; only Django is told that it has a model of its own."""

    dependencies = [
        ('forum', '0002_tags_and_audience'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='TopicTag',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='forum.tag')),
                        ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='forum.topic')),
                    ],
                    options={'db_table': 'forum_topic_tags', 'unique_together': {('topic', 'tag')}},
                ),
                migrations.AlterField(
                    model_name='topic',
                    name='tags',
                    field=models.ManyToManyField(blank=True, related_name='topics', through='forum.TopicTag', to='forum.tag', verbose_name='tags'),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name='topictag',
            index=models.Index(fields=['tag', '-topic'], name='topic_tag_newest'),
        ),
        migrations.AddField(
            model_name='tag',
            name='offered',
            field=models.BooleanField(db_default=True, default=True, help_text='Members can choose it. Without it the tag stays where it is, and comes to no other topic.', verbose_name='offered'),
        ),
        migrations.AddField(
            model_name='topic',
            name='members_since',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RemoveIndex(
            model_name='topic',
            name='topic_unanswered',
        ),
        migrations.AddIndex(
            model_name='topic',
            index=models.Index(condition=models.Q(('answers_count', 0), ('visible', True)), fields=['-created_at', '-id'], name='topic_unanswered'),
        ),
        migrations.AddIndex(
            model_name='topic',
            index=models.Index(condition=models.Q(('answers_count', 0), ('visible', True)), fields=['board', '-created_at', '-id'], name='topic_board_unanswered'),
        ),
    ]
