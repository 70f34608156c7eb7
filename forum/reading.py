"""The question behind every page of a topic, prepared."""

from django.db.models import Func, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Concat

from discussion.models import Thread
from discussion.reading import Prepared

from .models import Board, Tag, Topic, TopicTag

SOME_TOPIC = 2_000_000_001


class Lines(Func):
    """The texts of all rows, a line for each. Django has this for PostgreSQL alone."""

    output_field = TextField()
    function, template = "GROUP_CONCAT", "%(function)s(%(expressions)s, CHAR(10))"

    def as_postgresql(self, compiler, connection, **extra):
        extra |= {"function": "STRING_AGG", "template": "%(function)s(%(expressions)s, CHR(10))"}
        return self.as_sql(compiler, connection, **extra)


def _build():
    tags = TopicTag.objects.filter(topic=OuterRef("pk")).order_by()
    line = Concat("tag__theme", Value(" "), "tag__slug", Value(" "), "tag__name", output_field=TextField())
    return Topic.objects.filter(pk=SOME_TOPIC).annotate(tag_lines=Subquery(tags.values(lines=Lines(line))))


_TOPIC = Prepared(
    Topic,
    _build,
    {
        "board": tuple(field.attname for field in Board._meta.concrete_fields),
        "thread": tuple(field.attname for field in Thread._meta.concrete_fields),
    },
)


def topic_with_place(pk: int) -> Topic | None:
    """A topic with its board and its thread, whoever may read it, and what tags_shown() needs."""
    rows = _TOPIC.rows({SOME_TOPIC: pk})
    return rows[0] if rows else None


def tags_shown(topic: Topic) -> list[Tag]:
    """The tags of a topic that topic_with_place() gave, in the order of their list: their names and addresses alone."""
    lines = sorted((topic.tag_lines or "").splitlines())
    rows = (line.split(" ", 2) for line in lines)
    return [Tag(theme=theme, slug=slug, name=name) for theme, slug, name in rows]
