"""Muting and blocking from a text, and the list in the settings."""

import pytest

from discussion import actions
from discussion.actions import Sent
from discussion.models import AliasMute
from members.models import Block
from tests.texts import new_key, verdict

LIST = "/settings/blocks/"


@pytest.fixture
def reader(make_member, client):
    reader = make_member("Rita")
    client.force_login(reader)
    return reader


@pytest.fixture
def anonymous(topic, stranger):
    """anonymous("text", thread=…) -> a post by Jon without his name"""

    def make(body: str = "Nobody knows.", thread=None):
        sent = Sent(author=stranger, body=body, key=new_key(), assessment=verdict(), anonymous=True)
        return actions.submit_answer(thread or topic.thread, sent)

    return make


def test_the_page_says_what_each_does_before_anything_is_done(client, reader, make_post):
    post = make_post()
    page = client.get(f"/posts/{post.pk}/mute/").text

    assert "Mute Jon" in page and "Block Jon" in page
    assert not Block.objects.exists()


def test_after_a_block_the_reader_is_back_in_the_discussion_without_that_text(client, reader, topic, make_post):
    post = make_post("Oats in the bath.")
    response = client.post(f"/posts/{post.pk}/mute/", {"act": "block"}, follow=True)

    assert response.redirect_chain == [(topic.get_absolute_url(), 302)]
    assert "Oats in the bath." not in response.text
    assert "You and Jon no longer read each other here. They are not told." in response.text


def test_after_blocking_the_asker_the_reader_stands_before_the_list_with_its_way_back(client, reader, question):
    response = client.post(f"/posts/{question.pk}/mute/", {"act": "block"}, follow=True)

    assert response.redirect_chain == [(LIST, 302)]
    assert "Unblock" in response.text and "Marie" in response.text


def test_an_anonymous_voice_is_muted_and_not_blocked_and_its_name_is_on_no_page(client, reader, anonymous, topic):
    post = anonymous()
    pages = [client.get(f"/posts/{post.pk}/mute/").text]
    assert "Mute Anonymous 1" in pages[0]
    assert "Block" not in pages[0]

    for _tap in range(2):
        client.post(f"/posts/{post.pk}/mute/", {"act": "block"})
    assert not Block.objects.exists()
    assert AliasMute.objects.filter(member=reader).count() == 1
    pages += [client.get(LIST).text, client.get(topic.get_absolute_url()).text]
    assert "Nobody knows." not in pages[-1]
    assert "Anonymous 1" in pages[1] and topic.title in pages[1]
    assert not any("Jon" in page for page in pages)


def test_a_muted_voice_comes_back_also_when_it_asked_the_question(client, reader, board, stranger):
    from forum import actions as forum

    sent = Sent(
        author=stranger, title="Does salt help?", body="Tell me.", key=new_key(), assessment=verdict(), anonymous=True
    )
    question = forum.ask(board, sent)
    client.post(f"/posts/{question.pk}/mute/", {"act": "mute"})
    page = client.get(LIST).text
    assert "Does salt help?" in page
    assert question.thread.owner.get_absolute_url() not in page

    client.post(f"{LIST}{AliasMute.objects.get().pk}/unmute/")
    assert client.get(question.thread.owner.get_absolute_url()).status_code == 200


def test_nobody_lifts_the_mute_of_another(client, reader, anonymous, member):
    mute = AliasMute.objects.create(member=member, alias=anonymous().alias)
    client.post(f"{LIST}{mute.pk}/unmute/")
    assert AliasMute.objects.exists()


def test_the_list_does_not_tell_the_title_of_a_topic_that_is_closed_to_the_reader(client, reader, anonymous, question):
    AliasMute.objects.create(member=reader, alias=anonymous().alias)
    Block.objects.create(member=question.author, other=reader, kind=Block.Kind.BLOCK)

    page = client.get(LIST).text
    assert "Anonymous 1" in page
    assert question.title not in page


def test_own_texts_hidden_ones_and_those_of_former_members_offer_nothing(client, reader, make_post):
    own, held, former = make_post("Mine.", author=reader), make_post("Held.", outcome="hold"), make_post("Old.")
    type(former).objects.filter(pk=former.pk).update(author=None)

    assert [client.get(f"/posts/{post.pk}/mute/").status_code for post in (own, held, former)] == [404] * 3


def test_the_list_costs_the_same_however_long_it_is(client, reader, make_member, anonymous, make_topic, max_queries):
    for number in range(3):
        Block.objects.create(member=reader, other=make_member(f"Somebody {number}"), kind=Block.Kind.BLOCK)
        AliasMute.objects.create(member=reader, alias=anonymous(thread=make_topic().thread).alias)

    with max_queries(12):
        client.get(LIST)
