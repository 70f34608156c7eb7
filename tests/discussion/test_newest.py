"""The newest posts of many threads, found without reading the threads."""

import pytest

from discussion import newest as module
from discussion.models import Post
from discussion.newest import newest
from moderation import actions as moderation


@pytest.fixture
def reader(make_member):
    return make_member("Rita")


def test_they_come_newest_first_from_every_thread(make_topic, make_post, reader):
    one, other = make_topic(), make_topic(title="Another question?")
    posts = [make_post(thread=topic.thread) for topic in (one, other, one, other)]
    threads = [one.thread_id, other.thread_id]
    asked = Post.objects.filter(thread__in=threads, answer_no=0).order_by("-published_at")

    found = newest(threads, but_of=reader.pk, most=10)
    assert found == [post.pk for post in [*reversed(posts), *asked]]
    assert newest([one.thread_id], but_of=reader.pk, most=1) == [posts[2].pk]
    assert newest([], but_of=reader.pk, most=10) == []


def test_own_and_hidden_posts_are_not_among_them(topic, make_post, reader):
    make_post(author=reader)
    make_post(outcome="hold")
    moderation.withdraw(make_post())

    assert newest([topic.thread_id], but_of=reader.pk, most=10) == [Post.objects.get(answer_no=0).pk]


def test_they_can_be_those_between_two_moments(topic, make_post, reader):
    first, second, third = make_post(), make_post(), make_post()

    found = newest([topic.thread_id], but_of=reader.pk, most=10, since=first.published_at, before=third.published_at)
    assert found == [second.pk]


def test_of_a_long_thread_the_last_part_is_read_whatever_came_after_the_wanted_moment(
    topic, make_post, reader, monkeypatch
):
    monkeypatch.setattr(module, "OF_EACH_THREAD", 2)
    posts = [make_post() for _ in range(6)]

    def found(**moments) -> list[int]:
        return newest([topic.thread_id], but_of=reader.pk, most=10, **moments)

    assert found() == [posts[5].pk, posts[4].pk]
    assert found(before=posts[4].published_at) == [posts[3].pk, posts[2].pk]


def test_a_text_whose_author_is_gone_is_among_them(topic, make_post, make_member, reader):
    post = make_post(author=make_member("Gone"))
    post.author.delete()

    assert newest([topic.thread_id], but_of=reader.pk, most=1) == [post.pk]
