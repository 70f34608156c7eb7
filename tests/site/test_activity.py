"""Following, and what members find when they come back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from discussion.models import Audience, Post, ThreadAlias
from forum.actions import set_audience
from forum.models import Tag
from members.actions import visit
from members.models import Block, Member
from notifications import follows
from notifications.models import Follow
from tests.site.library import make_explainer


@pytest.fixture
def reader(make_member):
    return make_member("Rita")


def shown(client, reader) -> str:
    client.force_login(reader)
    return client.get("/activity/").text


def test_replies_where_one_wrote_are_there_without_following(client, topic, question, make_post, member):
    make_post("Somebody answers.")

    text = shown(client, member)
    assert "Jon replied" in text
    assert "Somebody answers." in text


def test_nothing_of_one_s_own_is_there(client, topic, make_post, member):
    make_post("My own words.", author=member)

    assert "My own words." not in shown(client, member)


@pytest.mark.parametrize("what", ["thread", "board", "tag", "member"])
def test_what_is_followed_is_there_and_no_more_after_unfollowing(client, make_topic, make_post, reader, what, stranger):
    topic = make_topic(title="Followed at last?")
    tag = Tag.objects.create(slug="scalp", name="Scalp", theme="body")
    topic.tags.add(tag)
    make_post("An answer.", thread=topic.thread, author=stranger)
    key = {"thread": topic.thread_id, "board": topic.board_id, "tag": tag.pk, "member": stranger.pk}[what]
    assert "Followed at last?" not in shown(client, reader)

    assert client.post("/follow/", {"what": f"{what}:{key}", "act": "follow"}).status_code == 302
    assert "Followed at last?" in shown(client, reader)
    client.post("/follow/", {"what": f"{what}:{key}", "act": "unfollow"})
    assert "Followed at last?" not in shown(client, reader)


def test_a_muted_thread_is_silent_though_one_wrote_there(client, topic, make_post, member):
    make_post("Noise.")
    follows.mute(member, follows.key("thread", topic.thread_id))

    assert "Noise." not in shown(client, member)


def test_following_a_member_shows_nothing_they_wrote_anonymously(client, topic, make_post, reader, stranger):
    post = make_post("Nobody knows me.", author=stranger)
    Post.objects.filter(pk=post.pk).update(alias=ThreadAlias.objects.create(thread=topic.thread, member=stranger, number=1))
    follows.follow(reader, follows.key("member", stranger.pk))

    assert "Nobody knows me." not in shown(client, reader)


def test_a_block_empties_the_activity_of_both(client, topic, make_post, member, stranger):
    make_post("Unwelcome.", author=stranger)
    Block.objects.create(member=stranger, other=member, kind=Block.Kind.BLOCK)

    assert "Unwelcome." not in shown(client, member)


@pytest.mark.parametrize("what", ["thread:999", "member:999", "nothing:1", "thread:x", "thread:07", "thread", "", "board:"])
def test_what_is_not_there_cannot_be_followed(client, reader, what, db):
    client.force_login(reader)

    assert client.post("/follow/", {"what": what, "act": "follow"}).status_code == 404
    assert not Follow.objects.exists()


def test_nobody_follows_themselves_or_somebody_who_blocked_them(client, reader, stranger):
    Block.objects.create(member=stranger, other=reader, kind=Block.Kind.BLOCK)
    client.force_login(reader)

    for pk in (reader.pk, stranger.pk):
        assert client.post("/follow/", {"what": f"member:{pk}", "act": "follow"}).status_code == 404


def test_new_articles_can_be_followed(client, reader):
    article = make_explainer("About light")
    assert article.title not in shown(client, reader)

    follows.follow(reader, "articles")
    assert article.title in shown(client, reader)


def test_the_list_of_follows_names_them_all(client, topic, reader, stranger):
    for what in (f"thread:{topic.thread_id}", f"board:{topic.board_id}", f"member:{stranger.pk}", "articles"):
        follows.follow(reader, what)
    client.force_login(reader)

    text = client.get("/following/").text
    for name in (topic.title, topic.board.name, stranger.username, "New articles"):
        assert name in text


def test_a_follow_of_a_topic_that_was_closed_to_the_member_names_it_no_more(client, topic, question, reader):
    follows.follow(reader, f"thread:{topic.thread_id}")
    Block.objects.create(member=question.author, other=reader, kind=Block.Kind.BLOCK)
    client.force_login(reader)

    assert topic.title not in client.get("/following/").text


def test_activity_costs_the_same_whether_there_is_little_or_much(client, make_topic, make_post, reader, max_queries):
    for n in range(6):
        topic = make_topic(title=f"Question number {n}")
        follows.follow(reader, follows.key("thread", topic.thread_id))
        make_post(thread=topic.thread)
    follows.follow(reader, follows.key("board", topic.board_id))
    client.force_login(reader)

    with max_queries(14):
        client.get("/activity/")


@pytest.mark.parametrize("before", ["yesterday", "2026-01-01", "9999-99-99T00:00:00Z", "\0"])
def test_a_page_that_does_not_exist_is_not_found(client, reader, before):
    client.force_login(reader)

    assert client.get("/activity/", {"before": before}).status_code == 404


def test_home_says_what_came_since_the_last_visit(client, topic, make_post, member):
    yesterday = timezone.now() - timedelta(days=1)
    Member.objects.filter(pk=member.pk).update(visited_at=yesterday)
    make_post()
    client.force_login(member)
    assert "1 new reply" in client.get("/").text

    # The page says that the member is here; what was new stays so until this visit ends.
    assert client.post("/visit/").status_code == 204
    assert "1 new reply" in client.get("/").text
    Member.objects.filter(pk=member.pk).update(visited_at=timezone.now() - timedelta(hours=1))
    Post.objects.update(published_at=timezone.now() - timedelta(hours=2))
    assert "1 new reply" not in client.get("/").text


def test_pages_of_one_visit_keep_the_end_of_the_visit_before(member):
    long_ago = timezone.now() - timedelta(days=3)
    Member.objects.filter(pk=member.pk).update(visited_at=long_ago)
    visit(member)
    visit(member)

    member.refresh_from_db()
    assert member.visited_before_at == long_ago
    assert member.last_visit_at == long_ago


def test_members_only_news_does_not_reach_a_visitor_s_home(client, topic, make_post):
    make_post()
    set_audience(topic, Audience.MEMBERS)

    assert topic.title not in client.get("/").text
    assert "Since your last visit" not in client.get("/").text
