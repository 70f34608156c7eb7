"""Staff pages open only to a session with a second factor."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value, time

from members.models import Role

STAFF_PAGES = ["/admin/", "/moderation/"]


@pytest.fixture
def secret(moderator) -> str:
    """Pat's authenticator app."""
    secret = generate_totp_secret()
    TOTP.activate(moderator, secret)
    EmailAddress.objects.create(user=moderator, email=moderator.email, verified=True, primary=True)
    return secret


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_staff_without_a_second_factor_are_sent_to_get_one(client, moderator, page):
    client.force_login(moderator)
    response = client.get(page, follow=True)

    assert response.redirect_chain[0][0].startswith("/settings/second-factor/?next=")
    text = response.content.decode()
    assert "/accounts/2fa/webauthn/add/" in text
    assert "/accounts/2fa/totp/activate/" in text


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_staff_who_did_not_use_their_second_factor_are_asked_for_it_and_come_back(client, moderator, secret, page):
    client.force_login(moderator)
    response = client.get(page)
    assert response["Location"].startswith("/accounts/2fa/reauthenticate/?next=")

    assert client.post(response["Location"], {"code": "000000"}).status_code == 422
    back = client.post(response["Location"], {"code": totp_code(secret)})
    assert back["Location"] == page
    assert client.get(page).status_code != 302


def test_a_moderator_with_a_passkey_only_is_asked_for_that(client, moderator):
    Authenticator.objects.create(user=moderator, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"})
    client.force_login(moderator)
    assert client.get("/moderation/")["Location"].startswith("/accounts/2fa/webauthn/reauthenticate/?next=")


@pytest.mark.django_db(transaction=True)
def test_after_enrolling_the_recovery_codes_lead_on_to_the_page_wanted(client, make_member):
    pat = make_member("Pat", role=Role.MODERATOR)
    EmailAddress.objects.create(user=pat, email=pat.email, verified=True, primary=True)
    client.force_login(pat)
    client.get("/moderation/", follow=True)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret

    response = client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)}, follow=True)
    assert response.redirect_chain == [("/accounts/2fa/recovery-codes/", 302)]
    assert 'href="/moderation/"' in response.content.decode()
    # The app was used a moment ago, to set it up.
    assert client.get("/moderation/").status_code == 200


def test_who_has_a_second_factor_is_not_asked_to_get_one(client, moderator, secret):
    client.force_login(moderator)
    response = client.get("/settings/second-factor/?next=/moderation/")
    assert response["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fmoderation%2F"


def test_a_piece_of_a_page_asked_for_by_htmx_loads_the_whole_page(client, moderator):
    client.force_login(moderator)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/moderation/?show=held"}
    response = client.post("/moderation/", headers=headers)
    assert response["HX-Redirect"] == "/settings/second-factor/?next=%2Fmoderation%2F%3Fshow%3Dheld"


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_staff_who_showed_it_pass(client, moderator, sign_in, page):
    assert sign_in(client, moderator).get(page).status_code != 302


def test_the_second_factor_of_one_member_does_not_count_for_the_next(client, moderator, other_moderator, sign_in):
    sign_in(client, moderator)
    client.force_login(other_moderator)
    assert client.get("/moderation/").status_code == 302


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_the_demo_asks_for_none(client, moderator, settings, page):
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    client.force_login(moderator)
    assert "second-factor" not in client.get(page).headers.get("Location", "")


def test_members_and_visitors_are_turned_away_by_the_pages_themselves(client, member):
    assert client.get("/moderation/")["Location"].startswith("/accounts/login/?next=")
    client.force_login(member)
    assert client.get("/moderation/").status_code == 404
    assert client.get("/admin/", follow=True).status_code == 403


def test_other_pages_ask_staff_for_nothing(client, moderator):
    client.force_login(moderator)
    assert client.get("/settings/").status_code == 200


def test_showing_it_costs_no_query(client, moderator, sign_in, django_assert_num_queries, rf):
    from members.second_factor import SecondFactorMiddleware

    sign_in(client, moderator)
    request = rf.get("/moderation/")
    request.session, request.user = client.session, moderator
    request.session.items()
    with django_assert_num_queries(0):
        assert SecondFactorMiddleware(lambda request: "passed")(request) == "passed"
