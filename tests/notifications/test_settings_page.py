"""The page where members choose what they are told."""

import pytest

from notifications.choices import all_of, choose
from notifications.models import Choice, Preferences, When

PAGE = "/settings/notifications/"


@pytest.fixture
def send(client, member):
    """send(answer_mail="daily") -> response: the form as shown, with these fields changed; None unticks."""

    def post(**changes):
        client.force_login(member)
        form = client.get(PAGE).context["form"]
        data = {name: form[name].value() for name in form.fields} | changes
        sent = {name: "on" if value is True else value for name, value in data.items() if value not in (None, False)}
        return client.post(PAGE, sent)

    return post


def test_it_shows_what_is_chosen_now(client, member):
    choose(member.pk, "answer", mail=When.WEEKLY, in_app=False)
    client.force_login(member)
    form = client.get(PAGE).context["form"]
    assert (form["answer_mail"].value(), form["answer_app"].value()) == (When.WEEKLY, False)
    assert form["thread_mail"].value() == When.DAILY


def test_a_choice_is_saved_and_nothing_else_is_touched(send, member):
    assert send(answer_mail=When.NEVER).status_code == 302
    assert [(row.kind, row.mail, row.in_app) for row in Choice.objects.all()] == [("answer", When.NEVER, True)]
    assert not Preferences.objects.exists()


def test_a_box_is_unticked(send, member):
    send(thread_app=None)
    assert all_of(member.pk)["thread"].in_app is False


def test_saving_an_old_page_does_not_bring_back_a_mail_that_a_link_has_stopped(client, member):
    """The page was opened, then a link in a mail stopped replies, then another kind was changed on the page."""
    client.force_login(member)
    form = client.get(PAGE).context["form"]
    shown = {name: "on" if form[name].value() is True else form[name].value() or "" for name in form.fields}
    choose(member.pk, "reply", mail=When.NEVER)
    client.post(PAGE, shown | {"answer_mail": When.DAILY})
    assert all_of(member.pk)["answer"].mail == When.DAILY
    # What the page sends is what its reader saw and confirmed; the newest word counts.
    assert all_of(member.pk)["reply"].mail == When.AT_ONCE


def test_quiet_hours_are_kept_and_taken_away(send, member):
    send(quiet_from="22", quiet_until="7")
    assert (Preferences.objects.get().quiet_from, Preferences.objects.get().quiet_until) == (22, 7)
    send(quiet_from="", quiet_until="")
    assert Preferences.objects.get().quiet_from is None


def test_midnight_is_an_hour(send):
    send(quiet_from="0", quiet_until="6")
    assert Preferences.objects.get().quiet_from == 0


@pytest.mark.parametrize("hours", [("22", ""), ("", "7"), ("7", "7"), ("24", "7")])
def test_half_of_quiet_hours_is_refused_with_a_reason(send, hours):
    response = send(quiet_from=hours[0], quiet_until=hours[1])
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert not Preferences.objects.exists()


def test_a_kind_is_mailed_in_no_other_way_than_those_offered(send):
    assert send(answer_mail="hourly").status_code == 422
    assert not Choice.objects.exists()


def test_it_says_what_cannot_be_switched_off(client, member):
    client.force_login(member)
    assert "They cannot be switched off." in client.get(PAGE).text


def test_the_form_offers_nothing_for_decisions(client, member):
    client.force_login(member)
    assert "decision_mail" not in client.get(PAGE).context["form"].fields
