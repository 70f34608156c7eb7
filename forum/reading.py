"""The question behind every page of a topic, prepared."""

from discussion.models import Thread
from discussion.reading import Prepared

from .models import Board, Topic

SOME_TOPIC = 2_000_000_001
_TOPIC = Prepared(
    Topic,
    lambda: Topic.objects.filter(pk=SOME_TOPIC),
    {
        "board": tuple(field.attname for field in Board._meta.concrete_fields),
        "thread": tuple(field.attname for field in Thread._meta.concrete_fields),
    },
)


def topic_with_place(pk: int) -> Topic | None:
    """A topic with its board and its thread, whoever may read it."""
    rows = _TOPIC.rows({SOME_TOPIC: pk})
    return rows[0] if rows else None
