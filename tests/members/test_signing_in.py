"""Signing in: a code by e-mail to an address or a name, and a second factor where there is one."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.urls import reverse

from .helpers import another_code, code_in_mail, is_signed_in, neutral

SIGN_IN, CODE = "/accounts/login/", "/accounts/login/code/confirm/"


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(member) -> str:
    """Marie's authenticator app."""
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return secret


@pytest.mark.parametrize("typed", ["marie@mail.example", "MARIE@mail.example", "Marie", "marie"])
def test_a_code_signs_in_whoever_types_their_address_or_name(client, member, typed):
    response = client.post(SIGN_IN, {"login": typed})
    assert (response.status_code, response["Location"]) == (302, CODE)
    assert mail.outbox[0].to == [member.email]

    response = client.post(CODE, {"code": code_in_mail()})
    assert (response.status_code, response["Location"]) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(member.pk)


def test_an_account_made_by_hand_needs_one_code_only(client, member):
    assert not EmailAddress.objects.exists()
    client.post(SIGN_IN, {"login": member.email})
    client.post(CODE, {"code": code_in_mail()})
    assert is_signed_in(client)
    assert EmailAddress.objects.get(user=member).verified


def test_the_pages_do_not_tell_whether_an_address_has_an_account(client, member):
    answers = []
    for email in ("nobody@mail.example", member.email):
        client.cookies.clear()
        form = client.post(SIGN_IN, {"login": email})
        wrong_code = "000000" if len(mail.outbox) == 1 else another_code(code_in_mail())
        page, wrong = client.get(CODE), client.post(CODE, {"code": wrong_code})
        texts = [neutral(answer, {email: "ADDRESS", wrong_code: "CODE"}) for answer in (page, wrong)]
        answers.append((form.status_code, form["Location"], page.status_code, wrong.status_code, *texts))
    assert answers[0] == answers[1]


def test_an_unknown_address_is_told_in_its_mailbox_only(client, db):
    client.post(SIGN_IN, {"login": "nobody@mail.example"})
    [message] = mail.outbox
    assert message.to == ["nobody@mail.example"]
    assert "there is no account" in message.body
    assert not re.search(r"^\d{6}$", message.body, re.MULTILINE)


@pytest.mark.parametrize("confirmed", [True, False])
def test_the_mail_to_a_closed_account_says_that_it_is_closed_and_whom_to_ask(client, member, settings, confirmed):
    if confirmed:
        EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    member.is_active = False
    member.save()
    client.post(SIGN_IN, {"login": member.email})
    [message] = mail.outbox
    assert message.subject == "This account is closed"
    assert settings.CONTACT_ADDRESS in message.body
    assert "no account" not in message.body
    assert "join" not in message.body
    assert not re.search(r"^\d{6}$", message.body, re.MULTILINE)


def test_the_page_never_shows_the_address_behind_a_name(client, member):
    client.post(SIGN_IN, {"login": "Marie"})
    page = client.get(CODE).content.decode()
    assert member.email not in page
    assert "Marie" in page


@pytest.mark.parametrize("typed", ["Nobody here", "", "x" * 5000, "a\x00b"])
def test_what_is_no_address_and_nobodys_name_is_told_beside_the_field(client, db, typed):
    response = client.post(SIGN_IN, {"login": typed})
    assert response.status_code == 422
    assert response.context["form"].errors["login"]
    assert not mail.outbox


def test_a_wrong_code_is_told_beside_the_field(client, member):
    client.post(SIGN_IN, {"login": "Marie"})
    response = client.post(CODE, {"code": another_code(code_in_mail())})
    assert response.status_code == 422
    assert "not the code we sent" in response.context["form"].errors["code"][0]
    assert not is_signed_in(client)


def test_after_five_wrong_codes_the_sign_in_starts_again(client, member):
    client.post(SIGN_IN, {"login": "Marie"})
    for _attempt in range(5):
        response = client.post(CODE, {"code": another_code(code_in_mail())}, follow=True)
    assert "Too many wrong codes" in response.content.decode()
    assert client.post(CODE, {"code": code_in_mail()}, follow=True).redirect_chain[-1][0].startswith(SIGN_IN)
    assert not is_signed_in(client)


def test_a_new_code_can_be_sent(client, member):
    client.post(SIGN_IN, {"login": "Marie"})
    assert client.post(CODE, {"action": "resend"})["Location"] == CODE
    assert len(mail.outbox) == 2
    client.post(CODE, {"code": code_in_mail()})
    assert is_signed_in(client)


def test_start_again_leads_from_the_code_back_to_the_form(client, member):
    client.post(SIGN_IN, {"login": "Marie"})
    page = client.post("/accounts/logout/", {"next": SIGN_IN}, follow=True)
    assert page.context["form"].fields["login"]


def test_the_page_before_comes_back_after_the_code(client, member):
    response = client.post(f"{SIGN_IN}?next=/rules/", {"login": "Marie", "next": "/rules/"})
    assert response["Location"] == f"{CODE}?next=%2Frules%2F"
    assert 'name="next" value="/rules/"' in client.get(response["Location"]).content.decode()
    assert client.post(CODE, {"code": code_in_mail(), "next": "/rules/"})["Location"] == "/rules/"


def test_a_text_written_before_signing_in_is_next(client, member):
    client.cookies["pending"] = "signed"
    client.post(SIGN_IN, {"login": "Marie"})
    assert client.post(CODE, {"code": code_in_mail()})["Location"] == "/pending/"


def test_a_session_lasts_thirty_days(client, member):
    client.post(SIGN_IN, {"login": "Marie"})
    client.post(CODE, {"code": code_in_mail()})
    assert client.session.get_expiry_age() == 30 * 24 * 3600


def test_the_mail_opens_with_the_code_and_says_nothing_about_health(client, member):
    client.post(SIGN_IN, {"login": "Marie"})
    message = mail.outbox[0]
    assert message.body.split()[0] == code_in_mail()
    assert message.subject == "Your code"
    assert "psoriasis" not in message.body.lower()


def test_with_an_authenticator_app_the_mailed_code_is_not_enough(client, member, secret):
    client.post(SIGN_IN, {"login": "Marie"})
    response = client.post(CODE, {"code": code_in_mail()})
    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)

    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 422
    client.post("/accounts/2fa/authenticate/", {"code": totp_code(secret)})
    assert is_signed_in(client)


def test_joining_does_not_go_round_the_authenticator_app(client, member, secret):
    client.post("/join/", {"email": member.email, "username": "Other", "consent": "on", "sixteen": "on"})
    response = client.post("/join/code/", {"code": code_in_mail()})
    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def set_up_app(client, member):
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    client.force_login(member)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    return client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)})


def test_an_authenticator_app_is_set_up_with_recovery_codes_that_sign_in(client, member):
    assert set_up_app(client, member)["Location"] == "/accounts/2fa/recovery-codes/"
    codes = Authenticator.objects.get(user=member, type="recovery_codes").wrap().get_unused_codes()

    client.logout()
    client.post(SIGN_IN, {"login": "Marie"})
    client.post(CODE, {"code": code_in_mail()})
    client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert is_signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_a_change_of_the_locks_is_told_by_mail(client, make_member):
    set_up_app(client, make_member("Marie"))
    [message] = mail.outbox
    assert message.to == ["marie@mail.example"]
    assert "An authenticator app was added to your account." in message.body
    assert "psoriasis" not in message.subject.lower()


def test_a_passkey_may_be_used_for_signing_in(client, member):
    page = client.get(SIGN_IN).content.decode()
    assert 'action="/accounts/2fa/webauthn/login/"' in page
    options = client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
