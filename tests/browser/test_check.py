"""Somebody was sent an offer, and checks what it claims before paying."""

import pytest
from playwright.sync_api import expect

from tests.texts import OFFER

from . import both_ways

pytestmark = pytest.mark.browser

LABEL = "The advertisement or message"


@both_ways
def test_a_visitor_checks_an_offer_and_is_led_to_what_stands_behind_the_answer(come, library):
    visitor = come()
    visitor.opens("/")
    visitor.follows("check a clinic's claims")
    visitor.sees_title("Check a clinic's claims")
    visitor.sees("Nothing you paste is stored.")

    visitor.presses("Check this text")
    visitor.sees("There is a problem", "Paste the text you want to check.")

    visitor.writes(LABEL, OFFER)
    visitor.presses("Check this text")
    visitor.sees_marked("FDA registered laboratory", "94% success rate", "only 5 places left", "WhatsApp")
    visitor.sees("Not approved for psoriasis (US)", "It does not mean that anybody has judged the product.")
    visitor.sees("Questions to ask before you pay", "Where to report")
    visitor.sees_field(LABEL, OFFER)

    visitor.page.get_by_role("link", name="Source 1", exact=True).first.click()
    expect(visitor.page.locator("#ref-1")).to_be_in_viewport()
    visitor.page.locator("#claim-exosomes").get_by_role("link", name="Exosomes", exact=True).click()
    visitor.is_at("/status/#exosomes-psoriasis")


@both_ways
def test_words_that_nobody_knows_are_no_good_sign(come, library):
    visitor = come()
    visitor.opens("/check/")
    visitor.writes(LABEL, "The weather is fine today.")
    visitor.presses("Check this text")

    visitor.sees("We found no phrase we know", "That does not mean that the offer is good, honest or legal.")
    visitor.sees("Questions to ask before you pay")
