"""Whose writing is paused reads why, until when and where to object, where a form would be; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from discussion.models import Draft, Thread
from moderation import actions
from moderation.models import Case
from tests.texts import ADVERT, decided


@pytest.fixture
def suspended(make_post, stranger, moderator):
    """The decision by which the stranger cannot write for a week."""
    post = make_post(ADVERT, outcome="flag", words="+1 202 555 0143", author=stranger)
    wish = actions.Wish("suspend", days=7)
    case = Case.objects.open_about(post).get()
    return decided(case, act="remove", moderator=moderator, rule="contact", message="Not like this.", sanction=wish)


@pytest.fixture
def paused(client, suspended, stranger):
    """Their browser."""
    client.force_login(stranger)
    return client


def says_why(page: str, suspended) -> bool:
    day = date_format(timezone.localtime(suspended.sanctions.get().expires_at), "j F Y, H:i")
    appeal = reverse("moderation:appeal", args=[suspended.pk])
    parts = [f"You cannot write until {day}.", "Passing on how to reach a seller", "Not like this."]
    return all(part in page for part in [*parts, f'"{suspended.get_absolute_url()}"', f'"{appeal}"'])


@pytest.fixture
def forms(topic, make_post, stranger):
    """The addresses of all forms of texts and of a report."""
    answer, own = make_post(author=topic.author), make_post("Mine.", author=stranger)
    return {
        "ask": reverse("forum:ask"),
        "answer": reverse("discussion:answer", args=[topic.thread_id]),
        "reply": reverse("discussion:reply", args=[answer.pk]),
        "edit": reverse("discussion:edit", args=[own.pk]),
        "report": reverse("discussion:report", args=[answer.pk]),
    }


def test_the_reason_stands_where_each_form_would_be(paused, suspended, forms, topic):
    for address in [*forms.values(), topic.get_absolute_url()]:
        response = paused.get(address)
        assert response.status_code == 200
        assert says_why(response.text, suspended), address
        assert "<textarea" not in response.text


def test_the_reason_stands_also_where_a_page_is_closed_for_all(paused, suspended, topic):
    Thread.objects.filter(pk=topic.thread_id).update(locked=True)
    page = paused.get(topic.get_absolute_url()).text

    assert says_why(page, suspended)
    assert "This page is closed for new replies." in page


def test_what_is_sent_all_the_same_comes_back_with_the_reason(paused, suspended, forms):
    typed = {"title": "A title?", "body": "My words.", "note": "My note.", "reason": "other"}
    for address in forms.values():
        response = paused.post(address, typed)
        assert response.status_code == 403
        assert says_why(response.text, suspended), address
        assert "My note." in response.text and "My words." in response.text
    assert not Case.objects.open().exists()


def test_what_was_begun_before_is_on_the_page_of_the_form(paused, forms, stranger, topic):
    Draft.objects.create(member=stranger, place=f"thread:{topic.thread_id}", fields={"body": "I had begun to say"})

    assert "I had begun to say" in paused.get(forms["answer"]).text


def test_while_the_second_look_waits_nothing_offers_another(paused, suspended, forms):
    actions.appeal(suspended, author=suspended.author, text="Look again.")
    page = paused.get(forms["answer"]).text

    assert suspended.get_absolute_url() in page
    assert reverse("moderation:appeal", args=[suspended.pk]) not in page


def test_where_nobody_wrote_reasons_down_it_says_whom_to_ask(client, make_member, forms, settings):
    client.force_login(make_member("Sus", suspended_until=timezone.now() + timedelta(days=3)))
    page = client.get(forms["answer"]).text

    assert "You cannot write until" in page
    assert f"mailto:{settings.CONTACT_ADDRESS}" in page


def test_others_find_their_forms(client, member, suspended, forms):
    client.force_login(member)

    assert "<textarea" in client.get(forms["answer"]).text
    assert "You cannot write" not in client.get(forms["answer"]).text
