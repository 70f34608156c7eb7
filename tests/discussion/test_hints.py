"""The hint before sending: it explains itself a few times, then only says that a moderator will look."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from discussion.models import Post
from moderation import screening
from moderation.models import Status
from tests.texts import ADVERT, new_key

NAMED = "These words would make your text wait for a moderator"
SHORT = "Your text would wait for a moderator"


@pytest.fixture
def limited(settings):
    """As many hints as in production, and nothing else counted."""
    from mypsoriasis.settings import base

    cache.clear()
    settings.LIMITS = {name: {} for name in base.LIMITS} | {
        name: base.LIMITS[name] for name in ("hint", "explained", "check")
    }
    yield
    cache.clear()


@pytest.fixture
def typing(client, stranger, topic):
    """What the form says while somebody types a text."""
    client.force_login(stranger)
    url, place = reverse("discussion:hint"), f"thread:{topic.thread_id}"
    return lambda body: client.post(url, {"place": place, "body": body})


@pytest.fixture
def sending(client, stranger, topic):
    client.force_login(stranger)
    url = reverse("discussion:answer", args=[topic.thread_id])
    return lambda body, act="send": client.post(url, {"body": body, "key": new_key(), "act": act})


def adverts(count):
    return [f"We offer stem cells for psoriasis, call +1 202 555 01{number:02}" for number in range(10, 10 + count)]


def test_after_three_explained_hints_it_only_says_that_a_moderator_will_look(limited, typing):
    answers = [typing(body).text for body in adverts(5)]

    assert [NAMED in answer for answer in answers] == [True, True, True, False, False]
    assert all(SHORT in answer and "a moderator reads it first" in answer for answer in answers[3:])
    assert not any("<mark" in answer or "555" in answer or "clean" in answer for answer in answers[3:])


def test_the_same_holds_when_the_text_is_sent(limited, sending):
    answers = [sending(body).text for body in adverts(4)]

    assert [NAMED in answer for answer in answers] == [True, True, True, False]
    assert SHORT in answers[3]
    assert "Post it anyway, a moderator will look" in answers[3]
    assert adverts(4)[3] in answers[3]


def test_whoever_goes_on_typing_around_the_same_words_is_told_nothing_new_and_is_not_counted(limited, typing):
    advert = adverts(1)[0]

    answers = [typing(f"{advert} I live by the sea. " + "It is cold. " * n).text for n in range(5)]

    assert all(NAMED in answer for answer in answers)


def test_the_screen_hears_of_explained_hints(limited, typing, monkeypatch):
    heard = []
    screen = screening.screen
    monkeypatch.setattr(
        screening, "screen", lambda *a, **given: heard.append(given["context"].hinted_lately) or screen(*a, **given)
    )
    for body in adverts(5):
        typing(body)

    assert heard == [0, 1, 2, 3, 3]


def test_cleaning_counts_as_a_hint_because_it_shows_which_words_went(limited, sending):
    for body in adverts(15):
        sending(body, act="clean")

    response = sending(ADVERT, act="clean")
    assert response.status_code == 429
    assert ADVERT in response.text


def test_the_advice_is_what_would_let_the_text_appear(typing, sending):
    advert = "My knees are better since spring. I like to walk. We offer stem cells, call +1 202 555 0143"

    answer = typing(advert)
    words = answer.context["hint"].leave_out
    for word in words:
        advert = advert.replace(word, "")

    assert "Without “{}” your text would appear at once.".format("” · “".join(words)) in answer.text
    sending(advert)
    assert Post.objects.get(body__startswith="My knees").status == Status.PUBLISHED


def test_where_a_moderator_would_read_the_changed_text_too_the_advice_says_so(typing):
    advert = (
        "Clear since school. Zebra Regen, 2 rounds of cells."
        " Best money I ever spent and Kim on the desk is a sweetheart"
    )

    assert "your text would appear at once, and a moderator would read it afterwards." in typing(advert).text


def test_of_an_advertisement_of_one_sentence_no_words_are_named_to_leave_out(typing):
    assert "there are no single words to leave out" in typing("DM me for the number of my stem cell doctor").text


def test_a_text_without_a_contact_is_not_told_to_leave_one_out(typing):
    answer = typing("Our lab is FDA registered (NCT04785027). Book your consultation this week and get 15 % off.").text

    assert "Without “and get 15 % off” your text would appear at once." in answer
    assert "reach the seller" not in answer
