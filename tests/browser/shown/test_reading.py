"""A visitor reads: nothing to sign, nothing to load from elsewhere."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser import both_ways

pytestmark = pytest.mark.browser

EXPLAINER = "MSCs and psoriasis: what is known"
ADDRESS = "/articles/mesenchymal-stem-cells-and-psoriasis/"


@both_ways
def test_a_visitor_reads_from_the_home_page_down_to_the_sources(come):
    visitor = come()
    visitor.opens("/")
    visitor.sees("Newest articles", "What would you like to know?")

    visitor.follows("All articles")
    visitor.follows(EXPLAINER)

    visitor.sees_title(EXPLAINER)
    visitor.sees("Approved for psoriasis?", "Evidence for psoriasis:")
    visitor.sees("Not yet medically reviewed", "To be reviewed by")
    visitor.page.get_by_role("link", name="Source 2", exact=True).first.click()
    source = visitor.page.locator("#ref-2")
    expect(source).to_be_in_viewport()
    assert source.get_by_role("link").first.get_attribute("href").startswith("https://doi.org/")


@both_ways
def test_a_hard_word_opens_by_a_tap_and_by_a_key_and_leads_to_the_glossary(come):
    visitor = come()
    visitor.opens(ADDRESS)
    definition = visitor.page.locator("#term-msc")
    expect(definition).to_be_hidden()

    visitor.page.get_by_role("button", name="MSCs", exact=True).tap()
    expect(definition).to_be_visible()
    visitor.presses_key("Escape")
    expect(definition).to_be_hidden()

    visitor.tabs_to("MSCs")
    visitor.presses_key("Enter")
    expect(definition).to_be_visible()
    visitor.follows("“MSCs” in the glossary")
    visitor.is_at("/glossary/#msc")


@both_ways
def test_comments_and_related_questions_are_readable_without_signing_in(come):
    visitor = come()
    visitor.opens(ADDRESS)
    visitor.sees("Members' experience", "This is the first page that told me how many people were actually treated.")
    related = visitor.page.get_by_role("region", name="Questions from members").get_by_role("link").first
    title = related.inner_text()
    related.click()
    visitor.sees_title(title)
    assert visitor.path.startswith("/forum/")


def test_machines_can_read_what_the_page_is_about(come):
    visitor = come()
    visitor.opens(ADDRESS)

    described = json.loads(visitor.page.locator("script[type='application/ld+json']").text_content())
    assert described["@type"] == "MedicalWebPage"
    assert described["headline"] == EXPLAINER


@both_ways
def test_a_visitor_finds_a_question_by_a_word(come):
    visitor = come()
    visitor.opens("/")
    visitor.writes("What would you like to know?", "gardening")
    visitor.presses_key("Enter")

    visitor.sees_marked("gardening")
    visitor.follows("Gloves for gardening that do not make the hands worse")
    visitor.sees_title("Gloves for gardening that do not make the hands worse")


def test_keyboard_readers_skip_to_the_content_first(come):
    visitor = come()
    visitor.opens(ADDRESS)
    visitor.presses_key("Tab")
    visitor.presses_key("Enter")
    visitor.stands_on("content")
