"""The account page, and what follows from it."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from members.actions import NameTaken, join, rename
from members.forms.fields import free_name
from members.models import FormerName, Member
from members.templatetags.members import browser_name

from .helpers import code_in_mail

PAGE = "/settings/"


@pytest.fixture
def marie(client, member):
    client.force_login(member)
    return member


def save(client, **changes):
    return client.post(PAGE, {"username": "Marie", "time_zone": "UTC", "country": ""} | changes)


def test_visitors_are_led_to_sign_in_and_back(client, db):
    assert client.get(PAGE)["Location"] == "/accounts/login/?next=%2Fsettings%2F"


def test_what_it_says_of_the_page_that_others_see_is_what_stands_there(client, marie, topic):
    words = client.get(PAGE).text
    others = client.get("/members/Marie/").text

    assert "Your page shows your name and the month you joined and does not list what you wrote." in words
    assert "Marie" in others and f"{marie.date_joined:%B %Y}" in others
    assert topic.title not in others


def test_the_page_leads_to_everything_about_the_account(client, marie):
    page = client.get(PAGE).content.decode()
    for address in ("email/", "2fa/webauthn/add/", "2fa/totp/activate/", "sessions/"):
        assert f'href="/accounts/{address}"' in page
    assert 'href="/members/Marie/"' in page


def test_changes_are_saved_and_said(client, marie):
    response = client.post(PAGE, {"username": "Marie C", "time_zone": "Europe/Paris", "country": "IE"}, follow=True)
    assert "Your changes are saved." in response.content.decode()
    stored = Member.objects.get()
    assert (stored.username, stored.time_zone, stored.country) == ("Marie C", "Europe/Paris", "IE")
    assert stored.language == "en"
    assert Member.objects.named_like("MARIEC").get() == stored


def test_the_own_name_in_other_letters_is_allowed(client, marie):
    save(client, username="MARIE")
    assert Member.objects.get().username == "MARIE"


def test_the_name_of_another_is_refused_beside_the_field_and_the_rest_is_kept(client, marie, stranger):
    response = save(client, username="J0n", country="US")
    assert response.status_code == 422
    assert "taken" in response.context["form"].errors["username"][0]
    page = response.content.decode()
    assert 'value="J0n"' in page
    assert '<option value="US" selected>' in page
    assert Member.objects.get(pk=marie.pk).country == ""


def test_a_name_taken_in_the_same_moment_is_refused_the_same_way(client, marie, stranger, monkeypatch):
    # Both forms found it free.
    monkeypatch.setattr("members.forms.settings.free_name", lambda name, holder: name)
    response = save(client, username="Jon.")
    assert response.status_code == 422
    assert "taken" in response.context["form"].errors["username"][0]
    assert Member.objects.get(pk=marie.pk).username == "Marie"


@pytest.mark.parametrize(("field", "value"), [("time_zone", "Mars/Olympus"), ("country", "XX"), ("username", "admin")])
def test_what_is_not_offered_is_refused(client, marie, field, value):
    response = save(client, **{field: value})
    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_the_language_is_asked_once_there_are_two(client, marie, settings):
    assert "language" not in client.get(PAGE).context["form"].fields
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    save(client, language="de")
    assert Member.objects.get().language == "de"


def test_the_page_costs_few_queries(client, marie, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(PAGE)


def test_a_new_address_counts_only_after_its_code_and_the_old_one_is_told(client, marie):
    EmailAddress.objects.create(user=marie, email=marie.email, verified=True, primary=True)
    response = client.post("/accounts/email/", {"email": "New@mail.example", "action_add": ""}, follow=True)
    assert mail.outbox[0].to == ["new@mail.example"]
    assert "new@mail.example" in response.content.decode()
    assert Member.objects.get().email == "marie@mail.example"

    client.post("/accounts/confirm-email/", {"code": code_in_mail()})
    assert Member.objects.get().email == "new@mail.example"
    assert [address.email for address in EmailAddress.objects.all()] == ["new@mail.example"]
    assert mail.outbox[1].to == ["marie@mail.example"]
    assert "psoriasis" not in mail.outbox[1].subject.lower()


def test_an_address_of_another_member_is_not_told_from_a_free_one(client, marie, stranger):
    emails = ("free@mail.example", stranger.email)
    answers = [client.post("/accounts/email/", {"email": email, "action_add": ""}) for email in emails]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/accounts/confirm-email/")] * 2
    response = client.post("/accounts/confirm-email/", {"code": code_in_mail()})
    assert "belongs to another account" in response.content.decode()
    assert Member.objects.get(pk=marie.pk).email == "marie@mail.example"


def test_signing_out_everywhere_else_ends_the_other_sessions(member):
    clients = [Client(), Client()]
    for browser in clients:
        browser.post("/accounts/login/", {"login": "Marie"})
        browser.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    page = clients[0].get("/accounts/sessions/").content.decode()
    assert "This device" in page and "Another device" in page

    clients[0].post("/accounts/sessions/")
    assert clients[0].get(PAGE).status_code == 200
    assert clients[1].get(PAGE).status_code == 302


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) (KHTML, like Gecko) Chrome/150.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"),
        ("Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0", "Firefox on Android"),
        ("curl/8.0", "curl/8.0"),
        ("", "unknown"),
    ],
)
def test_sessions_name_browser_and_device_as_people_do(user_agent, name):
    assert browser_name(user_agent) == name


def test_a_name_that_was_given_up_leads_nowhere_and_is_nobody_else_s(client, marie, make_member):
    """Texts of others go on mentioning it."""
    save(client, username="Marie B")
    assert client.get("/members/Marie/").status_code == 404

    with pytest.raises(NameTaken):
        rename(make_member("Jon"), "Màrie")
    with pytest.raises(NameTaken):
        join(username="Marie", email="new@example.org", agreed_at=timezone.now(), language="en")
    with pytest.raises(ValidationError):
        free_name("Marie")
    assert not Member.objects.with_email("new@example.org")


def test_whoever_gave_up_a_name_may_take_it_back(client, marie):
    save(client, username="Marie B")
    save(client, username="Marie")

    assert client.get("/members/Marie/").status_code == 200


def test_the_same_name_in_other_letters_is_not_given_up(client, marie):
    save(client, username="MARIE")

    assert not FormerName.objects.exists()


def test_renaming_is_limited(client, marie, settings):
    settings.LIMITS = {"page": {}, "rename": {"member": "1/d"}}
    assert save(client, username="Marie B").status_code == 302
    assert save(client, username="Marie C").status_code == 429
    assert Member.objects.get().username == "Marie B"


