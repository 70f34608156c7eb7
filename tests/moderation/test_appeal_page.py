"""The form of an appeal, and its answer on the receipt."""

import pytest
from django.test import Client
from django.urls import reverse

from moderation import actions
from moderation.models import Appeal, Case
from moderation.models.appeal import LONGEST
from tests.races import at_once
from tests.texts import ADVERT, decided

WORDS = "I only told my story, and I sell nothing."


@pytest.fixture
def removed(make_post, moderator):
    post = make_post(ADVERT, outcome="flag", words="+1 202 555 0143")
    return decided(Case.objects.open_about(post).get(), act="remove", moderator=moderator, rule="contact", message="m")


@pytest.fixture
def url(removed):
    return reverse("moderation:appeal", args=[removed.pk])


@pytest.fixture
def author(client, removed):
    """The author's browser."""
    client.force_login(removed.author)
    return client


def test_the_author_asks_in_their_own_words_and_reads_that_it_waits(author, removed, url):
    page = author.post(url, {"body": WORDS}, follow=True).text

    assert Appeal.objects.get().text == WORDS
    assert "Waiting." in page and WORDS in page
    assert f'"{url}"' not in page
    assert "A second look is waiting." in author.get(reverse("moderation:decisions")).text


@pytest.mark.parametrize("body, says", [("", "A sentence is enough."), ("x" * (LONGEST + 1), "Write at most 2000")])
def test_a_mistake_is_named_and_everything_typed_stays(author, url, body, says):
    response = author.post(url, {"body": body})

    assert response.status_code == 422
    assert says in response.text and body in response.text
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("overturn, outcome", [(False, "The decision stands"), (True, "The decision is taken back")])
def test_the_answer_stands_on_the_receipt(author, removed, url, other_moderator, overturn, outcome):
    author.post(url, {"body": WORDS})
    waiting = Appeal.objects.get()
    actions.answer(waiting, moderator=other_moderator, overturn=overturn, reply="We read it.", reason="log only")

    page = author.get(removed.get_absolute_url()).text
    assert outcome in page and "We read it." in page and WORDS in page
    assert "log only" not in page and other_moderator.username not in page


def test_a_decision_is_appealed_once_and_what_was_typed_the_second_time_is_not_lost(author, removed, url):
    author.post(url, {"body": WORDS})
    again = author.post(url, {"body": "And another thing."})

    assert again.status_code == 409
    assert "And another thing." in again.text and "Your words were not sent" in again.text
    assert author.get(url).status_code == 302
    assert Appeal.objects.get().text == WORDS


def test_the_author_takes_it_back_and_can_ask_again_from_their_own_words(author, removed, url):
    author.post(url, {"body": WORDS})
    assert f"{url}withdraw/" in author.get(removed.get_absolute_url()).text

    page = author.post(f"{url}withdraw/", follow=True).text
    assert "You took it back on" in page and WORDS in page
    assert f'"{url}"' in page and f"{url}withdraw/" not in page
    assert "A second look is waiting." not in author.get(reverse("moderation:decisions")).text
    assert WORDS in author.get(url).text

    author.post(url, {"body": "I do mean it."})
    assert (Appeal.objects.get().text, Appeal.objects.get().is_waiting) == ("I do mean it.", True)


def test_what_was_answered_can_no_longer_be_taken_back(author, removed, url, other_moderator):
    author.post(url, {"body": WORDS})
    actions.answer(Appeal.objects.get(), moderator=other_moderator, overturn=False, reply="We read it.", reason="r")

    page = author.post(f"{url}withdraw/", follow=True).text
    assert "nothing to take back any more" in page and "We read it." in page
    assert Appeal.objects.get().withdrawn_at is None


def test_nobody_else_takes_it_back(client, sign_in, author, removed, url, moderator, member):
    author.post(url, {"body": WORDS})
    for other in (member, moderator):
        assert sign_in(Client(), other).post(f"{url}withdraw/").status_code == 404
    assert Appeal.objects.get().is_waiting


def test_a_release_has_nothing_to_appeal(client, make_post, moderator):
    post = make_post(ADVERT, outcome="hold")
    made = decided(Case.objects.open_about(post).get(), act="release", moderator=moderator)
    client.force_login(post.author)

    assert client.post(reverse("moderation:appeal", args=[made.pk]), {"body": WORDS}).status_code == 409
    assert not Appeal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_appeals_at_once_one_is_kept(removed):
    def ask():
        return actions.appeal(type(removed).objects.get(pk=removed.pk), author=removed.author, text=WORDS)

    outcomes = at_once(ask, ask)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Appeal", "CannotAppeal"]
    assert Case.objects.open_about(removed.subject).get().appeals_count == 1
