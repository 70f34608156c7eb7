"""An editor writes and publishes an explainer in the admin, and everybody reads it."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import expect

from articles.models import Article

pytestmark = pytest.mark.browser

ADD = "/admin/articles/article/add/"
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture
def edith(come, editor, library):
    """The editor at a desk."""
    person = come(editor)
    person.page.set_viewport_size(DESKTOP)
    return person


def text_area(person):
    """The editor's own area, by the name that a screen reader gives it."""
    return person.page.get_by_role("textbox", name="Text", exact=True)


def fills_the_form(person):
    person.writes("Title:", "Light and cells")
    person.page.get_by_label("Theme:", exact=True).select_option(label="Research")
    person.writes("Summary:", "What light does to cells.")
    person.writes("In short:", "Seventeen people were studied [R4].\nNothing is approved [L14].\nAsk first.")
    person.writes("Questions for your dermatologist:", "Would it help me?")
    person.chooses("Mesenchymal stem cells (MSCs), psoriasis")
    person.page.get_by_label("Author:", exact=True).select_option(label="MyPsoriasis editors")
    person.writes("Due for review:", "2099-05-01")


def types_the_text(person):
    area = text_area(person)
    area.click()
    person.page.keyboard.type("MSCs were given to 17 people [R4].")
    person.page.keyboard.press("Enter")
    person.page.keyboard.type("## What is known")
    person.page.keyboard.press("Enter")
    person.page.keyboard.type("There was no control group [R4].")


def test_an_editor_publishes_an_explainer_and_a_visitor_reads_it(come, edith):
    edith.opens(ADD)
    expect(edith.page.get_by_label("Slug:", exact=True)).to_have_value("")
    fills_the_form(edith)
    expect(edith.page.get_by_label("Slug:", exact=True)).to_have_value("light-and-cells")
    types_the_text(edith)
    edith.presses("Save and continue editing")
    edith.sees("was added successfully")
    visitor = come()
    visitor.opens("/articles/light-and-cells/")
    visitor.sees_title("We cannot find this page")

    edith.page.get_by_label("Status:", exact=True).select_option(label="Published")
    edith.presses("Save")
    edith.sees("was changed successfully")

    visitor.opens("/articles/light-and-cells/")
    visitor.sees_title("Light and cells")
    visitor.sees("were given to 17 people", "There was no control group", "Approved for psoriasis?", "a few people")
    expect(visitor.page.get_by_role("heading", name="What is known", level=2)).to_be_visible()
    visitor.page.get_by_role("link", name="Source 1", exact=True).last.click()
    expect(visitor.page.locator("#ref-1")).to_contain_text("Cheng L")


def test_what_is_missing_is_said_and_what_was_typed_stays(edith):
    edith.opens(ADD)
    fills_the_form(edith)
    text_area(edith).click()
    edith.page.keyboard.type("It helped many [R999].")
    edith.page.get_by_label("Status:", exact=True).select_option(label="Published")
    edith.presses("Save")

    edith.sees("These references are not in the list: R999. Add them, or correct the marks.")
    expect(text_area(edith)).to_have_text("It helped many [R999].")
    assert not Article.objects.filter(slug="light-and-cells").exists()


def test_a_draft_is_looked_at_before_it_is_published(edith):
    edith.opens(ADD)
    fills_the_form(edith)
    types_the_text(edith)
    edith.presses("Save and continue editing")
    edith.follows("View on site")

    edith.sees("This is a draft. Only editors can see it.")
    edith.sees_title("Light and cells")


@pytest.mark.parametrize("slug", ["mesenchymal-stem-cells-and-psoriasis", "check-a-clinic-before-you-pay"])
def test_saving_an_explainer_with_tables_lists_and_links_changes_only_what_was_typed(edith, slug):
    article = Article.objects.get(slug=slug)
    before = article.body
    edith.opens(f"/admin/articles/article/{article.pk}/change/")
    text_area(edith).click()
    edith.presses_key("Control+End")
    edith.page.keyboard.type(" And more.")
    edith.presses("Save")
    edith.sees("was changed successfully")

    article.refresh_from_db()
    assert re.sub(r"\s+", "", article.body.replace(" And more.", "")) == re.sub(r"\s+", "", before)


def test_an_earlier_version_is_compared_and_brought_back(come, edith):
    article = Article.objects.get(slug="exosomes-and-psoriasis")
    edith.opens(f"/admin/articles/article/{article.pk}/change/")
    edith.writes("Title:", "Exosomes, again")
    edith.writes("What did you change, and why? (optional):", "Trying a title")
    edith.presses("Save")

    edith.opens(f"/admin/articles/article/{article.pk}/history/")
    edith.sees("Trying a title", "Edith")
    expect(edith.page.locator("ins").first).to_contain_text("again")
    edith.page.locator("#change-history a").last.click()
    edith.page.get_by_role("button", name="Revert").first.click()
    edith.sees("was changed successfully")

    visitor = come()
    visitor.opens(article.get_absolute_url())
    visitor.sees_title(article.title)


def test_a_screen_reader_hears_which_buttons_of_the_editor_are_off(edith):
    edith.opens(ADD)
    undo = edith.page.get_by_role("button", name="undo", exact=True)
    expect(undo).to_be_disabled()

    text_area(edith).click()
    edith.page.keyboard.type("MSCs")
    expect(undo).to_be_enabled()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["writing", "refused", "history", "reverting"])
def test_no_barrier_where_explainers_are_written(edith, scheme, page):
    article = Article.objects.get(slug="exosomes-and-psoriasis")
    edith.page.emulate_media(color_scheme=scheme)
    if page == "refused":
        edith.opens(ADD)
        edith.presses("Save")
        edith.sees("Please correct the errors below.")
    else:
        path = {"writing": "change", "history": "history", "reverting": f"history/{article.history.first().pk}"}[page]
        edith.opens(f"/admin/articles/article/{article.pk}/{path}/")
    if page != "history":
        expect(text_area(edith)).to_be_visible()
    # What was noted so far is the page's own; axe adds a style of its own, which the policy refuses.
    assert edith.witness.noted == []

    edith.page.evaluate(AXE_SCRIPT)
    found = AxeResults(edith.page.evaluate("axe.run(document, {resultTypes: ['violations']})"))
    edith.witness.noted.clear()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("scripts", [False])
def test_without_scripts_the_text_is_written_as_html(edith):
    edith.opens(ADD)
    fills_the_form(edith)
    edith.writes("Slug:", "light-and-cells")
    edith.writes("Text:", "<p>MSCs were given to 17 people [R4].</p>")
    edith.presses("Save")

    assert Article.objects.get(slug="light-and-cells").body == "<p>MSCs were given to 17 people [R4].</p>"
