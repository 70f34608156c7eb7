"""Asking, and what a topic keeps in step with its thread."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from discussion import actions as discussion
from discussion.indexing import write_thread_anew
from discussion.models import Audience, Post, Thread
from moderation.models import Status

from . import indexing
from .models import Board, Tag, Topic, TopicTag


def ask(board: Board, sent: discussion.Sent, *, audience: str = Audience.EVERYONE, tags: Iterable[Tag] = ()) -> Post:
    """Make a topic with its question. Sent twice: the same topic. Raises discussion.actions.OtherText."""
    if existing := discussion.sent_before(sent):
        return existing
    with transaction.atomic():
        thread = Thread.objects.create(visible=False, audience=audience)
        topic = Topic.objects.create(
            thread=thread, board=board, author=sent.author, audience=audience, members_since=_members_since(audience)
        )
        TopicTag.objects.bulk_create([TopicTag(topic=topic, tag=tag) for tag in tags])
        thread.owner = topic
        thread.save(update_fields=["owner_type", "owner_id"])
        post = discussion.submit_question(thread, sent)
        if post.thread_id != thread.pk:
            # The same form came twice at once; the other one has stored it.
            topic.delete()
            thread.delete()
    return post


def question_published(topic: Topic, post: Post, *, first: bool) -> None:
    """Copy the public title, show the topic, put it into the index."""
    if topic.alias_id != post.alias_id:
        topic.alias = post.alias
        topic.save(update_fields=["alias"])
    slug = slugify(post.title)[:160].strip("-")
    was_visible = topic.visible
    topic.title, topic.slug, topic.visible, topic.question_gone = post.title, slug, True, False
    topic.save(update_fields=["title", "slug", "visible", "question_gone"])
    if first:
        # A question released late counts as new in lists and feeds.
        topic.created_at = topic.last_activity_at = post.published_at
        topic.save(update_fields=["created_at", "last_activity_at"])
    if not was_visible:
        _set_visible(topic, True)
        if not first:
            write_thread_anew(topic.thread)
    indexing.write_question(topic, post)


def question_hidden(topic: Topic, post: Post) -> None:
    """Held or returned: the whole topic goes. Removed or withdrawn: it stays as a stub while it has answers."""
    gone = post.status not in (Status.HELD, Status.RETURNED)
    was_visible = topic.visible
    topic.visible = gone and topic.answers_count > 0
    topic.title, topic.slug, topic.question_gone = "", "", gone
    topic.save(update_fields=["title", "slug", "visible", "question_gone"])
    indexing.forget_question(topic)
    if was_visible and not topic.visible:
        _set_visible(topic, False)


def post_published(topic: Topic, post: Post, *, first: bool) -> None:
    changes = {"last_activity_at": timezone.now()} if first else {}
    if post.is_answer:
        changes["answers_count"] = F("answers_count") + 1
    if changes:
        Topic.objects.filter(pk=topic.pk).update(**changes)


def post_hidden(topic: Topic, post: Post) -> None:
    if not post.is_answer:
        return
    Topic.objects.filter(pk=topic.pk).update(answers_count=F("answers_count") - 1)
    if post.helpful_to_asker:
        recount_helpful(topic)
    if topic.question_gone and topic.visible:
        topic.refresh_from_db(fields=["answers_count"])
        if not topic.answers_count:
            topic.visible = False
            topic.save(update_fields=["visible"])
            _set_visible(topic, False)


def recount_helpful(topic: Topic) -> None:
    """Keep the topic's *answered* mark in step with the answers the asker marked."""
    helped = Post.objects.published().filter(thread=topic.thread_id, helpful_to_asker=True).exists()
    if not Topic.objects.filter(pk=topic.pk).exclude(answered=helped).update(answered=helped):
        return
    if question := Post.objects.published().filter(thread=topic.thread_id, answer_no=0).first():
        indexing.write_question(topic, question)


def _set_visible(topic: Topic, visible: bool) -> None:
    Thread.objects.filter(pk=topic.thread_id).update(visible=visible)
    topic.thread.visible = visible
    _count_topic(topic, 1 if visible else -1)
    if not visible:
        indexing.forget_replies(topic)


def set_audience(topic: Topic, audience: str) -> None:
    """Open a topic to everyone or close it to visitors, with all that lists and search know of it."""
    with transaction.atomic():
        Thread.objects.select_for_update(no_key=True).get(pk=topic.thread_id)  # before its posts, as set_helpful does
        # Of two at once one changes the row, and only that one counts.
        others = Topic.objects.filter(pk=topic.pk).exclude(audience=audience)
        if not others.update(audience=audience, members_since=_members_since(audience)):
            return
        Thread.objects.filter(pk=topic.thread_id).update(audience=audience)
        topic.refresh_from_db()
        if topic.visible:
            for counted, by in ((_other(audience), -1), (audience, 1)):
                _count_topic(topic, by, counted)
        reindex(topic)


def reindex(topic: Topic) -> None:
    """Tell the search anew what it knows of a topic, after something beside its text has changed."""
    indexing.write_topic(topic)


def _members_since(audience: str) -> datetime | None:
    return timezone.now() if audience == Audience.MEMBERS else None


def _other(audience: str) -> str:
    return Audience.EVERYONE if audience == Audience.MEMBERS else Audience.MEMBERS


def _count_topic(topic: Topic, by: int, audience: str = "") -> None:
    counter = "members_topics_count" if (audience or topic.audience) == Audience.MEMBERS else "topics_count"
    Board.objects.filter(pk=topic.board_id).update(**{counter: F(counter) + by})
