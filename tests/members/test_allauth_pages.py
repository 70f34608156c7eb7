"""allauth's pages in our look, and those we closed."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

FOR_VISITORS = ["/accounts/login/", "/accounts/inactive/", "/join/"]
FOR_MEMBERS = [
    "/accounts/email/", "/accounts/logout/", "/accounts/2fa/", "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/sessions/", "/settings/",
]  # fmt: skip
# These show or change the locks, so they ask for one of them first.
BEHIND_A_LOCK = [
    "/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/webauthn/keys/{key}/edit/", "/accounts/2fa/webauthn/keys/{key}/remove/",
]  # fmt: skip


def assert_in_our_look(response):
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert 'class="skip-link"' in page
    assert "MyPsoriasis</title>" in page
    assert "style=" not in page and "onclick" not in page
    for words in ("Two-Factor", "Reauthenticate", "password:", "!"):
        assert words not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("address", FOR_VISITORS)
def test_visitors_reach_it_in_our_look(client, db, address):
    assert_in_our_look(client.get(address))


@pytest.mark.parametrize("address", FOR_MEMBERS)
def test_members_reach_it_in_our_look(client, member, address):
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    client.force_login(member)
    assert_in_our_look(client.get(address))


@pytest.fixture
def key(member):
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    Authenticator.objects.create(user=member, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    RecoveryCodes.activate(member)
    return Authenticator.objects.create(user=member, type="webauthn", data={"name": "Phone", "credential": {}})


@pytest.mark.parametrize("address", BEHIND_A_LOCK)
def test_what_shows_the_locks_asks_for_one_first(client, member, key, sign_in, address):
    client.force_login(member)
    address = address.format(key=key.pk)
    response = client.get(address)
    assert response["Location"].startswith("/accounts/2fa/reauthenticate/")

    # What allauth keeps after a code of the app was right.
    session = client.session
    now = {"method": "mfa", "type": "totp", "id": 1, "at": 99_999_999_999, "reauthenticated": True}
    session["account_authentication_methods"] = [now]
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()
    assert_in_our_look(client.get(address))


def test_the_page_that_asks_for_a_code_of_the_app_is_in_our_look(client, member, key, monkeypatch):
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    client.force_login(member)
    assert_in_our_look(client.get("/accounts/2fa/reauthenticate/"))
    assert_in_our_look(client.get("/accounts/2fa/webauthn/reauthenticate/"))


@pytest.mark.parametrize(
    ("address", "instead"),
    [
        ("/accounts/signup/?next=/rules/", "/join/?next=/rules/"),
        ("/accounts/login/code/?next=/rules/", "/accounts/login/?next=/rules/"),
        ("/accounts/password/reset/", "/settings/"),
        ("/accounts/password/reset/key/1-abc/", "/settings/"),
        ("/accounts/password/change/", "/settings/"),
        ("/accounts/password/set/", "/settings/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_pages_about_passwords_and_other_ways_to_sign_up_are_closed(client, db, method, address, instead):
    response = getattr(client, method)(address)
    assert (response.status_code, response["Location"]) == (302, instead)


def test_allauths_own_links_to_signing_up_lead_to_joining(client, db):
    assert client.get(reverse("account_signup"))["Location"] == "/join/"


def test_no_form_takes_a_password(client, member):
    client.force_login(member)
    for address in FOR_MEMBERS:
        assert 'type="password"' not in client.get(address).content.decode()
