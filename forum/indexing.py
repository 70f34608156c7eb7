"""Questions in the index of texts, and what their replies are found by."""

from django.urls import reverse

from discussion.indexing import write_thread_anew
from discussion.models import Post
from discussion.voices import voice_of
from moderation.models import Status
from rendering.excerpt import own_words
from search import index

from .models import Topic

KIND = "topic"


def facts(topic: Topic) -> dict | None:
    """What the index is told of a topic's texts, in one question; None while nobody may open it."""
    names = ("thread__visible", "thread__audience", "answered", "board__slug", "tags__slug")
    rows = list(Topic.objects.filter(pk=topic.pk).values_list(*names))
    if not rows or not rows[0][0]:
        return None
    _visible, audience, answered, board, _tag = rows[0]
    return given(topic, audience=audience, answered=answered, board=board, tags=[row[-1] for row in rows if row[-1]])


def given(topic: Topic, *, audience: str, answered: bool, board: str, tags: list[str]) -> dict:
    """The same from what is known already, for many at once."""
    return {
        "of": (KIND, topic.pk),
        "audience": audience,
        "place": board,
        "tags": f" {' '.join(sorted(tags))} " if tags else "",
        "answered": answered,
        "voices": [voice_of(topic)] if voice_of(topic) else [],
    }


def known(topic: Topic) -> dict:
    """The same of a topic that was read with its board and its tags."""
    slugs = [tag.slug for tag in topic.tags.all()]
    return given(topic, audience=topic.audience, answered=topic.answered, board=topic.board.slug, tags=slugs)


def document(topic: Topic, question: Post, facts: dict) -> index.Document:
    return index.document(
        **facts
        | {
            "kind": KIND,
            "key": topic.pk,
            "title": question.title,
            "text": own_words(question.html),
            "url": reverse("forum:topic", args=[facts["place"], topic.pk, topic.public_slug]),
            "updated_at": question.published_at,
            "author": question.author_id,
            "of": None,
        }
    )


def write_question(topic: Topic, question: Post) -> None:
    if known := facts(topic):
        index.write_all([document(topic, question, known)])


def forget_question(topic: Topic) -> None:
    index.forget(KIND, topic.pk)


def forget_replies(topic: Topic) -> None:
    index.forget_parts(KIND, topic.pk)


def write_topic(topic: Topic) -> None:
    """Write the question and all under it anew, after its audience, its board or its tags have changed."""
    question = Post.objects.filter(thread=topic.thread_id, answer_no=0, status=Status.PUBLISHED).first()
    if question:
        write_question(topic, question)
    topic.thread.owner = topic
    write_thread_anew(topic.thread)
