"""Signing in by a passkey, with Chromium's own make-believe device."""

import pytest

from members.actions import confirm_address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A phone that knows its owner by finger or face.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def with_device():
    """with_device(person) -> the same person, whose browser has a device for passkeys."""

    def give(person):
        browser = person.context.new_cdp_session(person.page)
        browser.send("WebAuthn.enable")
        browser.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        return person

    return give


def test_a_member_adds_a_passkey_and_signs_in_with_it_alone(come, with_device, make_member):
    member = make_member("Marie")
    confirm_address(member, member.email)
    marie = with_device(come(member))
    marie.opens("/settings/")
    marie.follows("Add a passkey")
    marie.presses("Add a passkey")
    marie.sees_title("Recovery codes")

    marie.opens("/accounts/logout/")
    marie.page.get_by_role("main").get_by_role("button", name="Sign out").click()
    marie.is_at("/")
    marie.opens("/accounts/login/?next=/rules/")
    marie.presses("Use a passkey")
    marie.is_at("/rules/")
    marie.opens("/settings/")
    marie.sees_field("Your name on the site", "Marie")


def test_a_moderator_adds_a_passkey_and_goes_on_to_the_desk(come, with_device, make_member, client):
    # Signed in by a code alone, as somebody is whose role is new.
    pat = make_member("Pat", role="moderators")
    client.force_login(pat)
    person = with_device(come())
    session = client.cookies["sessionid"]
    person.context.add_cookies([{"name": session.key, "value": session.value, "url": person.address}])

    person.opens("/moderation/")
    person.sees_title("A second lock for staff pages")
    person.follows("Add a passkey")
    person.presses("Add a passkey")
    person.sees_title("Recovery codes")
    person.follows("I have kept them, go on")
    person.is_at("/moderation/")
