"""Answers that helped the asker stand at the top of the topic, as an excerpt, and lead to their place."""

import pytest
from django.test import Client

from discussion import actions
from discussion.models import AliasMute, Post
from members.models import Block
from moderation import actions as moderation
from moderation.models import Status
from tests.texts import ADVERT, new_key, verdict


@pytest.fixture
def make_helpful(make_post):
    def make(body: str, **given) -> Post:
        post = make_post(body, **given)
        actions.set_helpful(post, on=True)
        return post

    return make


def lifted(client, topic, **query) -> str:
    page = client.get(topic.get_absolute_url(), query).text
    return page.partition('id="helped"')[2].partition("</section>")[0]


def test_they_stand_above_the_replies_and_lead_to_their_place(client, topic, make_post, make_helpful, stranger):
    make_post("A first answer.")
    helped = make_helpful("Twelve weeks of light helped me. " * 40)

    text = lifted(client, topic)
    assert "Twelve weeks of light helped me." in text
    assert len(text) < 1500 and "…" in text
    assert f'href="#post-{helped.pk}"' in text
    assert stranger.username in text
    page = client.get(topic.get_absolute_url()).text
    assert page.index('id="helped"') < page.index('id="replies"') < page.index(f'id="post-{helped.pk}"')


def test_no_more_than_three_in_the_order_of_their_places(client, topic, make_helpful):
    for number in range(4):
        make_helpful(f"Answer number {number}.")

    text = lifted(client, topic)
    assert [number for number in range(4) if f"Answer number {number}." in text] == [0, 1, 2]


def test_nothing_stands_there_before_something_helped(client, topic, make_post):
    make_post("An answer.")
    assert lifted(client, topic) == ""


def test_of_a_long_thread_the_first_page_lifts_what_stands_on_another(
    client, topic, make_post, make_helpful, max_queries
):
    for number in range(21):
        make_post(f"Answer number {number}.")
    helped = make_helpful("This did it, far down.")
    client.get(topic.get_absolute_url())

    with max_queries(6):
        text = lifted(client, topic)
    assert "This did it, far down." in text
    assert f'href="/posts/{helped.pk}/"' in text
    second = client.get(topic.get_absolute_url(), {"page": 2}).text
    assert second.count("This did it, far down.") == 1
    assert f'href="#post-{helped.pk}"' in second


def test_quoted_words_are_not_lifted(client, topic, make_helpful):
    make_helpful("> Go to the clinic in the south\n\nNo, stay at home.")

    assert "No, stay at home." in lifted(client, topic)
    assert "clinic" not in lifted(client, topic)


@pytest.mark.parametrize("long", [False, True])
class TestWhatIsNotForTheReader:
    @pytest.fixture
    def length(self, long, make_post):
        for number in range(21 if long else 0):
            make_post(f"Answer number {number}.")

    def test_a_hidden_answer_is_not_lifted(self, client, topic, length, make_helpful):
        make_helpful("This one stays.")
        hidden = make_helpful("This one goes.")
        moderation.texts.move(hidden, (Status.PUBLISHED,), Status.REMOVED)

        assert "This one stays." in lifted(client, topic)
        assert "This one goes." not in client.get(topic.get_absolute_url()).text

    def test_nor_is_an_edit_that_waits(self, client, topic, length, make_helpful):
        post = make_helpful("The public words.")
        actions.edit(post, title="", body=ADVERT, assessment=verdict("hold", ADVERT, words="Call"), based_on=1)

        assert "The public words." in lifted(client, topic)
        assert "0143" not in lifted(client, topic)

    def test_nor_one_of_somebody_blocked_or_muted(self, client, topic, length, make_helpful, make_member):
        reader, helper = make_member("Ada"), make_member("Bea")
        make_helpful("Words of Bea.", author=helper)
        client.force_login(reader)
        assert "Words of Bea." in lifted(client, topic)

        Block.objects.create(member=reader, other=helper, kind="mute")
        assert "Words of Bea." not in client.get(topic.get_absolute_url()).text
        assert "Words of Bea." in lifted(Client(), topic)

    def test_nor_one_of_an_anonymous_voice_that_is_muted(self, client, topic, length, make_member):
        reader, helper = make_member("Ada"), make_member("Bea")
        body = "Words of nobody."
        sent = actions.Sent(
            author=helper, body=body, key=new_key(), assessment=verdict("publish", body), anonymous=True
        )
        post = actions.submit_answer(topic.thread, sent)
        actions.set_helpful(post, on=True)
        client.force_login(reader)
        assert "Anonymous 1" in lifted(client, topic)
        assert "Bea" not in client.get(topic.get_absolute_url()).text

        AliasMute.objects.create(member=reader, alias=post.alias)
        assert "Words of nobody." not in client.get(topic.get_absolute_url()).text
