"""Audience, blocks, mutes and aliases: who may read what, and what a name tells."""

import pytest
from django.contrib.auth.models import AnonymousUser

from discussion.models import AliasMute, Audience, Post, Thread, ThreadAlias
from forum.actions import set_audience
from forum.models import Board, Topic
from members.models import Block
from tests.forum.test_asking import ASK, question

VISITOR = AnonymousUser()


def reads(reader, post) -> bool:
    return Post.objects.readable_by(reader).filter(pk=post.pk).exists()


def opens(client, reader, topic) -> int:
    client.logout()
    if reader:
        client.force_login(reader)
    return client.get(topic.get_absolute_url()).status_code


@pytest.fixture
def answer(make_post, stranger):
    return make_post("Oats in the bath.", author=stranger)


@pytest.fixture
def block(member):
    def make(other, kind=Block.Kind.BLOCK):
        return Block.objects.create(member=member, other=other, kind=kind)

    return make


def test_a_visitor_neither_opens_nor_reads_what_is_for_members(client, topic, answer, stranger):
    set_audience(topic, Audience.MEMBERS)

    assert not reads(VISITOR, answer)
    assert reads(stranger, answer)
    assert (opens(client, None, topic), opens(client, stranger, topic)) == (404, 200)
    assert client.get(answer.get_absolute_url()).status_code == 302
    client.logout()
    assert client.get(answer.get_absolute_url()).status_code == 404


def test_a_members_topic_is_in_no_list_counter_or_slug_of_a_visitor(client, topic, question, stranger):
    set_audience(topic, Audience.MEMBERS)

    for address in ("/", "/forum/", topic.board.get_absolute_url(), "/unanswered/", "/feeds/questions/", "/sitemap.xml"):
        assert question.title not in client.get(address).text, address
    wrong_slug = f"/forum/{topic.board.slug}/{topic.pk}-x/"
    assert client.get(wrong_slug).status_code == 404
    assert [board.questions for board in Board.objects.counted_for(VISITOR).filter(pk=topic.board_id)] == [0]
    assert [board.questions for board in Board.objects.counted_for(stranger).filter(pk=topic.board_id)] == [1]


def test_opening_a_topic_to_everyone_again_brings_all_back(client, topic, answer):
    for audience in (Audience.MEMBERS, Audience.MEMBERS, Audience.EVERYONE):
        set_audience(topic, audience)

    assert reads(VISITOR, answer)
    board = Board.objects.get(pk=topic.board_id)
    assert (board.topics_count, board.members_topics_count) == (1, 0)


def test_a_page_for_members_tells_search_engines_nothing(client, topic, stranger):
    set_audience(topic, Audience.MEMBERS)
    client.force_login(stranger)

    text = client.get(topic.get_absolute_url()).text
    assert "noindex" in text
    assert "application/ld+json" not in text


def test_a_question_is_asked_for_members_only(client, board, member):
    client.force_login(member)
    client.post(ASK, question(board, audience="members"))

    topic = Topic.objects.get()
    assert (topic.audience, topic.thread.audience) == ("members", "members")
    assert opens(client, None, topic) == 404


def test_a_visitor_cannot_answer_where_only_members_read(client, topic):
    set_audience(topic, Audience.MEMBERS)

    assert client.get(f"/threads/{topic.thread_id}/answer/").status_code == 404


def test_a_block_hides_both_from_each_other_and_a_mute_one_from_the_other(answer, make_post, member, stranger, block):
    mine = make_post("Salt water.", author=member)
    block(stranger, Block.Kind.MUTE)
    assert (reads(member, answer), reads(stranger, mine)) == (False, True)

    Block.objects.update(kind=Block.Kind.BLOCK)
    assert (reads(member, answer), reads(stranger, mine)) == (False, False)
    assert reads(VISITOR, answer)


def test_a_page_leaves_out_the_answers_of_somebody_blocked(client, topic, answer, member, block):
    client.force_login(member)
    assert "Oats in the bath" in client.get(topic.get_absolute_url()).text

    block(answer.author)
    assert "Oats in the bath" not in client.get(topic.get_absolute_url()).text


def test_the_whole_topic_of_somebody_blocked_is_gone_title_and_all(client, topic, question, make_post, make_member, block):
    other = make_member("Ola")
    answer = make_post("Try it.", author=other)
    Block.objects.create(member=other, other=question.author, kind=Block.Kind.BLOCK)

    assert opens(client, other, topic) == 404
    assert client.get(f"/forum/{topic.board.slug}/{topic.pk}-x/").status_code == 404
    assert client.get(f"/threads/{topic.thread_id}/answer/").status_code == 404
    assert not Topic.objects.open_to(other).exists()
    assert not Thread.objects.open_to(other).filter(pk=topic.thread_id).exists()
    assert not reads(question.author, answer)
    for address in ("/", "/forum/", topic.board.get_absolute_url(), "/unanswered/"):
        assert question.title not in client.get(address).text, address


def test_nobody_replies_to_a_member_who_blocked_them(client, answer, member, stranger):
    Block.objects.create(member=stranger, other=member, kind=Block.Kind.BLOCK)
    client.force_login(member)

    assert client.get(f"/posts/{answer.pk}/reply/").status_code == 404


def test_anonymous_posts_of_one_thread_share_a_label_and_those_of_two_threads_do_not(client, topic, board, stranger):
    client.force_login(stranger)
    for body in ("The first of mine.", "The second of mine."):
        client.post(f"/threads/{topic.thread_id}/answer/", {"body": body, "anonymous": "on", "act": "send"})
    client.post(ASK, question(board, anonymous="on", similar_seen="1"))

    first, second = Post.objects.filter(thread=topic.thread).filter(answer_no__gt=0).order_by("pk")
    asked = Post.objects.get(title="Does light therapy help?")
    assert first.alias == second.alias != asked.alias
    assert (first.byline, asked.byline) == ("Anonymous 1", "Anonymous 1")
    assert ThreadAlias.objects.count() == 2


def test_no_public_page_tells_whose_an_anonymous_text_is(client, board, stranger, moderator):
    for asker in (stranger, moderator):
        client.force_login(asker)
        client.post(ASK, question(board, anonymous="on", similar_seen="1"))
    client.logout()

    topics = list(Topic.objects.all())
    pages = ["/", "/forum/", "/unanswered/", "/feeds/questions/", *(topic.get_absolute_url() for topic in topics)]
    assert len(topics) == 2
    for address in pages:
        text = client.get(address).text
        assert stranger.username not in text, address
        assert moderator.username not in text, address
        assert 'class="role"' not in text, address


def test_a_block_does_not_act_on_an_anonymous_text_but_muting_its_label_does(topic, make_post, member, stranger, block):
    post = make_post("Nobody knows.", author=stranger)
    Post.objects.filter(pk=post.pk).update(
        alias=ThreadAlias.objects.create(thread=topic.thread, member=stranger, number=1)
    )
    block(stranger)
    assert reads(member, post)

    AliasMute.objects.create(member=member, alias_id=Post.objects.get(pk=post.pk).alias_id)
    assert not reads(member, post)
    assert reads(VISITOR, post)


def test_muting_the_alias_of_an_asker_hides_the_whole_topic_from_one_reader(client, board, member, stranger):
    client.force_login(stranger)
    client.post(ASK, question(board, anonymous="on", similar_seen="1"))
    topic = Topic.objects.get()
    AliasMute.objects.create(member=member, alias=topic.alias)

    assert (opens(client, member, topic), opens(client, stranger, topic), opens(client, None, topic)) == (404, 200, 200)
    client.force_login(member)
    for address in ("/", "/forum/", topic.board.get_absolute_url(), "/unanswered/"):
        assert topic.title not in client.get(address).text, address
    assert client.get(f"/threads/{topic.thread_id}/answer/").status_code == 404
    assert not Thread.objects.open_to(member).filter(pk=topic.thread_id).exists()
