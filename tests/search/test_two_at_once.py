"""The worker writes into the index while somebody hides, closes or is also a worker; on real connections."""

from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from discussion import indexing
from discussion.models import Audience, Post
from forum import actions as forum
from forum.models import AskEnded, Topic
from moderation import actions as moderation
from moderation.models import Status
from search.models import Document
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def replies_found() -> set[int]:
    return set(Document.objects.filter(kind="post").values_list("key", flat=True))


def hide(pk: int) -> None:
    post = Post.objects.select_related("thread").get(pk=pk)
    moderation.texts.move(post, (Status.PUBLISHED,), Status.HELD)


def in_a_transaction(act, *arguments) -> None:
    with transaction.atomic():
        act(*arguments)


def test_a_reply_that_is_hidden_while_it_is_written_is_not_found(topic, make_post):
    for _round in range(ROUNDS):
        post = make_post("It helped me.")
        outcomes = at_once(indexing.write_due, partial(in_a_transaction, hide, post.pk), indexing.write_due)

        assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        assert post.pk not in replies_found()


def test_replies_of_a_question_that_is_hidden_meanwhile_are_not_found(make_topic, make_post, stranger):
    for number in range(ROUNDS):
        asked = make_topic(title=f"Question number {number}")
        post = make_post("It helped me.", thread=asked.thread)
        question = asked.thread.posts.get(answer_no=0)
        outcomes = at_once(indexing.write_due, partial(in_a_transaction, hide, question.pk), indexing.write_due)
        indexing.write_due()

        assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        assert post.pk not in replies_found()


def test_a_topic_closed_to_visitors_meanwhile_leaves_nothing_for_them(topic, make_post):
    post = make_post("It helped me.")
    for audience in [Audience.MEMBERS, Audience.EVERYONE] * ROUNDS:
        closing = partial(
            forum.set_audience, Topic.objects.select_related("thread", "board").get(pk=topic.pk), audience
        )
        outcomes = at_once(indexing.write_due, closing, indexing.write_due)
        assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        assert not Document.objects.exclude(audience=audience).exists()
        indexing.write_due()
        assert Document.objects.get(kind="post", key=post.pk).audience == audience


def test_two_workers_write_each_reply_once(make_post):
    posts = {make_post(f"Answer {number}.").pk for number in range(30)}
    outcomes = at_once(indexing.write_due, indexing.write_due, indexing.write_due)
    indexing.write_due()

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert replies_found() == posts
    assert not Post.objects.to_index().filter(index_due=True).exists()


def test_questions_that_were_answered_at_once_are_all_counted(db):
    count = partial(AskEnded.objects.count_one, timezone.now().date(), "topic:1")
    assert at_once(*[count] * 8) == [None] * 8

    assert AskEnded.objects.get().times == 8
