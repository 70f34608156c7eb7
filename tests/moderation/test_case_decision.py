"""The form of a decision: what it sends, refuses, keeps and shows before."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from discussion import actions as discussion
from moderation.models import Case, Decision, ReplyTemplate, Sanction
from tests.moderation.deskwork import AGAINST, HTMX, PHONE, order, url
from tests.texts import ADVERT, decided, verdict

# Deciding


@pytest.mark.parametrize("act", ["release", "card", "remove", "return", "mask"])
def test_each_act_of_a_held_text_is_a_choice(desk, make_post, act):
    mixed = f"I tried light therapy and it helped my elbows a lot. Call {PHONE} and tell them I sent you."
    case = Case.objects.open_about(make_post(mixed, outcome="hold", words=PHONE)).get()
    response = desk.post(case.get_absolute_url(), order(act=act, **AGAINST))

    assert response.status_code == 302, response.context["form"].errors
    assert Decision.objects.get().act == act


@pytest.mark.parametrize(
    "typed, kind, weight",
    [
        ({"sanction": "warn"}, "warn", 0),
        ({"sanction": "strike", "weight": "2", "days": "7"}, "strike", 2),
        ({"sanction": "suspend", "weight": "1", "days": "90"}, "suspend", 0),
    ],
)
def test_the_author_gets_what_was_chosen_beside_the_text(desk, case, typed, kind, weight):
    desk.post(case.get_absolute_url(), order(act="remove", **AGAINST, **typed))

    sanction = Sanction.objects.get()
    assert (sanction.kind, sanction.weight) == (kind, weight)
    if kind == "suspend":
        assert sanction.expires_at - timezone.now() > timedelta(days=89)


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"sanction": "strike", "weight": "4"}, "Select a valid choice"),
        ({"sanction": "strike", "weight": ""}, "Choose a weight from 1 to 3."),
        ({"sanction": "suspend", "days": "91"}, "less than or equal to 90"),
        ({"sanction": "suspend", "days": ""}, "Enter a number of days"),
        ({"message": "It is about {words}"}, "Write something for {words}, or take it out."),
        ({"act": "release", "sanction": "strike", "weight": "1"}, "needs a decision against the text"),
    ],
)
def test_what_cannot_be_is_said_in_words_and_all_is_kept(desk, case, wrong, message):
    typed = order(act="remove", **AGAINST) | {"reason": "a reason worth keeping"} | wrong
    response = desk.post(case.get_absolute_url(), typed)

    assert response.status_code == 422
    assert message in response.text
    assert "a reason worth keeping" in response.text
    assert not Decision.objects.exists()


def test_masking_what_is_nothing_but_the_seller_is_refused_in_words(desk, make_post):
    only = Case.objects.open_about(make_post(f"Call {PHONE}", outcome="hold", words=f"Call {PHONE}")).get()
    response = desk.post(only.get_absolute_url(), order(act="mask", **AGAINST))

    assert response.status_code == 422
    assert "Without the seller nothing is left" in response.text


def test_a_thread_is_locked_with_the_decision(desk, case, held):
    desk.post(case.get_absolute_url(), order(act="remove", **AGAINST, thread_act="lock"))

    held.thread.refresh_from_db()
    assert held.thread.locked


def test_the_second_to_decide_reads_who_did_and_when_and_keeps_what_they_typed(desk, other_desk, case, other_moderator):
    other_desk.post(url("claim", case))
    decided(case, act="release", moderator=other_moderator)

    typed = order(act="remove", **AGAINST | {"message": "my own words"}, reason="my own reason")
    response = desk.post(case.get_absolute_url(), typed)
    assert response.status_code == 409
    assert "This case was decided by Robin on" in response.text
    assert ": Release." in response.text
    assert "my own words" in response.text
    assert "my own reason" in response.text


def test_a_text_changed_meanwhile_is_shown_anew_beside_what_was_typed(desk, case, held):
    words = ADVERT + " Really."
    discussion.edit(held, title="", body=words, assessment=verdict("hold", words, words=PHONE), based_on=1)

    response = desk.post(case.get_absolute_url(), order(reason="my own reason"))
    assert response.status_code == 409
    assert "my own reason" in response.text
    assert 'name="version" value="2"' in response.text


# Texts to start from, and the preview


def test_a_text_to_start_from_is_filled_in_and_added_to_what_was_typed(desk, case, held):
    row = ReplyTemplate.objects.create(
        name="Mine", rule="contact", text="{author}, about {words} in {place}: {rule}. {other} {} {0}"
    )
    typed = order(act="remove", message="Hello.", reason="kept", template=f"row-{row.pk}", use="1")

    for headers in ({}, HTMX):
        response = desk.post(case.get_absolute_url(), typed, headers=headers)
        message = response.context["form"]["message"].value()
        filled = f"Jon, about “{PHONE}” in {case.place_title}: Passing on how to reach a seller. {{other}} {{}} {{0}}"
        assert message == f"Hello.\n\n{filled}"
        assert response.context["form"]["rule"].value() == "contact"
        assert "kept" in response.text
    assert not Decision.objects.exists()


def test_what_an_author_wrote_is_no_variable(desk, make_post):
    post = make_post("Ask {author} about {rule}. " + ADVERT, outcome="hold", words="{author} about {rule}")
    case = Case.objects.open_about(post).get()

    response = desk.post(case.get_absolute_url(), order(template="house-contact", use="1"))
    assert "“{author} about {rule}”" in response.context["form"]["message"].value()


def test_every_rule_has_a_text_of_the_house(desk, case):
    choices = desk.get(case.get_absolute_url()).context["form"].fields["template"].choices
    assert len([group for group, _ in choices if group]) == 7


def test_the_preview_is_what_the_author_reads_afterwards(desk, case, held):
    typed = order(act="return", rule="contact", message="First <line>.\n\nSecond line.", reason="", preview="1")
    response = desk.post(case.get_absolute_url(), typed)

    assert response.status_code == 200
    assert "There is a problem" not in response.text
    author = Client()
    author.force_login(held.author)
    desk.post(case.get_absolute_url(), typed | {"reason": "r", "preview": ""} | {"preview": ""})
    assert not Decision.objects.exists()
    del typed["preview"]
    desk.post(case.get_absolute_url(), typed | {"reason": "r"})
    receipt = author.get(Decision.objects.get().get_absolute_url()).text
    for words in ("A moderator asks you to change your text.", "<p>First &lt;line&gt;.</p>", "Passing on how to reach"):
        assert words in response.text
        assert words in receipt


def test_the_preview_of_masking_shows_the_masked_text(desk, make_post):
    mixed = f"I tried light therapy and it helped my elbows a lot. Call {PHONE} and tell them I sent you."
    case = Case.objects.open_about(make_post(mixed, outcome="hold", words=PHONE)).get()
    response = desk.post(case.get_absolute_url(), order(act="mask", preview="1"), headers=HTMX)
    masked = response.context["preview"]["stated"].masked

    assert "light therapy" in masked.body
    assert PHONE not in masked.body


def test_a_preview_needs_a_decision(desk, case):
    response = desk.post(case.get_absolute_url(), order(act="", preview="1", reason="kept"), headers=HTMX)

    assert response.status_code == 422
    assert "Choose a decision." in response.text
    assert "kept" in response.text
