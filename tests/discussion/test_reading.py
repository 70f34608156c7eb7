"""The prepared question gives what the queryset gives, to every reader."""

import pytest
from django.contrib.auth.models import AnonymousUser

from discussion.models import Post, Thread
from discussion.reading import posts_of_page
from members.models import Role
from moderation import actions as moderation
from moderation.models import Status
from tests.texts import ADVERT

FIELDS = [field.attname for field in Post._meta.concrete_fields]


@pytest.fixture
def thread(topic, make_post, make_member, member):
    """Two pages with every status, a moderator, replies, and somebody who left."""
    moderator, leaver = make_member("Pat", role=Role.MODERATOR), make_member("Leaver")
    for status in (Status.RETURNED, Status.REMOVED, Status.WITHDRAWN, Status.ERASED):
        moderation.texts.move(make_post(f"{status}."), (Status.PUBLISHED,), status)
    make_post(ADVERT, outcome="hold")
    make_post(ADVERT, outcome="hold", author=member)
    answer = make_post("By a moderator.", author=moderator)
    make_post("A reply.", under=answer)
    make_post("By somebody who left.", author=leaver)
    leaver.delete()
    for number in range(16):
        make_post(f"Answer {number}.")
    return Thread.objects.get(pk=topic.thread_id)


def read(posts) -> list[tuple]:
    """Everything a page uses of them."""
    return [
        (*(getattr(post, field) for field in FIELDS), bool(post.by_moderator), post.author and post.author.username)
        for post in posts
    ]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_it_gives_what_the_queryset_gives(thread, member, stranger, number):
    for reader in (AnonymousUser(), member, stranger, AnonymousUser()):
        wanted = read(Post.objects.shown_in(thread, reader, page=number))
        assert read(posts_of_page(thread, number, reader)) == wanted
        assert wanted


def test_each_thread_and_reader_gets_their_own(thread, make_topic, make_post, member, stranger):
    other = make_topic(title="Another question").thread
    make_post("Elsewhere.", thread=other)

    assert [post.body for post in posts_of_page(other, 1, AnonymousUser())][-1] == "Elsewhere."
    assert "Elsewhere." not in [post.body for post in posts_of_page(thread, 1, AnonymousUser())]
    held = [post.author for post in posts_of_page(thread, 1, member) if post.status == Status.HELD]
    assert held == [member]


def test_it_asks_one_question_with_the_authors_and_their_marks(thread, django_assert_num_queries):
    posts_of_page(thread, 1, AnonymousUser())

    with django_assert_num_queries(1):
        posts = posts_of_page(thread, 1, AnonymousUser())
        names = {post.author.username for post in posts if post.author and post.by_moderator}
    assert names == {"Pat"}
