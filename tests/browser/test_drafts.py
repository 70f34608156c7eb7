"""What a member typed and did not send waits for them."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from discussion.models import Draft
from tests.members.helpers import code_in_mail

from . import both_ways

pytestmark = pytest.mark.browser

HALF = "Half a thought about"
KEPT_AFTER = 4  # seconds without typing


def test_half_a_text_survives_a_closed_window(come, topic, stranger):
    writer = come(stranger).with_a_clock()
    writer.opens(topic.get_absolute_url())
    writer.writes("Your text", HALF)
    writer.pauses(KEPT_AFTER)
    writer.sees("Draft kept")

    writer.closes_the_window()
    writer.opens_a_new_window()
    writer.opens(topic.get_absolute_url())
    writer.sees_field("Your text", HALF)


def test_a_draft_is_listed_can_be_finished_and_is_gone_once_posted(come, topic, stranger):
    writer = come(stranger).with_a_clock()
    writer.opens(topic.get_absolute_url())
    writer.writes("Your text", HALF)
    writer.pauses(KEPT_AFTER)
    writer.sees("Draft kept")

    writer.opens("/drafts/")
    writer.sees(HALF)
    writer.follows("Your reply")
    writer.writes("Your text", HALF + " light therapy.")
    writer.presses("Post reply")

    writer.sees(HALF + " light therapy.")
    assert not Draft.objects.exists()


@both_ways
def test_a_session_that_ended_meanwhile_costs_a_sign_in_and_no_word(come, topic, stranger):
    writer = come(stranger)
    writer.opens(topic.get_absolute_url())
    writer.writes("Your text", "A whole thought about light therapy.")
    writer.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    writer.presses("Post reply")

    writer.sees("Your text is kept for 24 hours.")
    writer.page.get_by_role("main").get_by_role("link", name="sign in", exact=True).click()
    writer.writes("Your e-mail address, or your name on the site", "Jon")
    writer.presses("Send me a code")
    writer.writes("The six digits from the mail", code_in_mail())
    writer.presses("Go on")
    writer.sees("Posted. Thank you for writing.", "A whole thought about light therapy.")


@pytest.mark.parametrize("scripts", [False], ids=["without scripts"])
def test_without_scripts_a_preview_keeps_the_text(come, topic, stranger):
    writer = come(stranger)
    writer.opens(topic.get_absolute_url())
    writer.writes("Your text", "It **helped** me.")
    writer.presses("Preview")
    expect(writer.page.locator("#preview strong")).to_have_text("helped")

    writer.opens(topic.get_absolute_url())
    writer.sees_field("Your text", "It **helped** me.")
