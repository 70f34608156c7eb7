"""Real threads on real connections: tags and audience changed while others do the same, or reply."""

from functools import partial

import pytest

from discussion import actions as discussion
from discussion.actions import Opened, Sent
from discussion.models import Audience, Post, Thread
from forum import changes
from forum.actions import set_audience
from forum.models import Board, Tag, Topic
from tests.races import at_once
from tests.texts import new_key, verdict

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_lists_of_tags_one_stands_whole(topic, member):
    tags = [Tag.objects.create(slug=f"t{n}", name=f"Tag {n}", theme="life") for n in range(10)]
    lists = tags[:5], tags[5:]
    for _ in range(5):
        outcomes = at_once(
            *(partial(changes.change_tags, Topic.objects.get(pk=topic.pk), wanted, by=member) for wanted in lists)
        )
        assert outcomes == [None, None]
        assert set(topic.tags.all()) in ({*lists[0]}, {*lists[1]})


def test_an_audience_changed_six_times_at_once_is_counted_once(topic, member):
    wanted = [Audience.MEMBERS, Audience.EVERYONE] * 3
    at_once(*(partial(changes.change_audience, Topic.objects.get(pk=topic.pk), one, by=member) for one in wanted))

    board, now = Board.objects.get(pk=topic.board_id), Topic.objects.get(pk=topic.pk)
    is_open = now.audience == Audience.EVERYONE
    assert (board.topics_count, board.members_topics_count) == ((1, 0) if is_open else (0, 1))
    assert Thread.objects.get(pk=topic.thread_id).audience == now.audience


@pytest.mark.parametrize("attempt", range(5))
def test_a_reply_for_members_and_the_opening_of_its_topic_never_both_succeed(topic, member, stranger, attempt):
    set_audience(topic, Audience.MEMBERS)
    body = "My name is Ada."
    sent = Sent(author=stranger, body=body, key=new_key(), assessment=verdict("publish", body), for_members=True)
    replied, opened = at_once(
        partial(discussion.submit_answer, Thread.objects.get(pk=topic.thread_id), sent),
        partial(changes.change_audience, Topic.objects.get(pk=topic.pk), Audience.EVERYONE, by=member),
    )

    assert isinstance(replied, Opened) != isinstance(opened, changes.WrittenForMembers)
    is_open = Topic.objects.get(pk=topic.pk).audience == Audience.EVERYONE
    assert is_open is not Post.objects.filter(author=stranger).exists()
