"""What we add to an explainer, used as a reader would: without JavaScript, with the keyboard, by axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from rendering.articles import TermLink, markdown_to_html, render_article

pytestmark = pytest.mark.browser

SOURCE = """
Some people try MSC therapy [R4]. The **PRP** they get is their own [R4, L1].

## What is known

| study | people |
|---|---|
| One on PRP [L1] | 12 |

### In mice

- [The alert](https://www.fda.gov/alert) and [our list](/status/)
"""
TERMS = [
    TermLink("msc", ("MSC",), "A cell from marrow, fat or cord."),
    TermLink("prp", ("PRP",), "The part of blood with many platelets."),
]
PAGE = """<!doctype html><html lang="en"><head><title>Explainer</title></head><body><main><h1>Cells</h1>{}
<h2>Sources</h2><ol><li id="ref-1">A paper</li><li id="ref-2">An alert</li></ol></main></body></html>"""


@pytest.fixture
def article():
    rendered = render_article(markdown_to_html(SOURCE), terms=TERMS, references={"R4": 1, "L1": 2})
    return PAGE.format(rendered.html)


@pytest.fixture
def without_javascript(chromium):
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_definition_opens_by_key_and_by_tap_without_javascript(without_javascript, article):
    page = without_javascript
    page.set_content(article)
    definition = page.get_by_text("A cell from marrow")
    term = page.get_by_role("button", name="MSC", exact=True)
    assert not definition.is_visible()

    term.focus()
    page.keyboard.press("Enter")
    assert definition.is_visible()
    page.keyboard.press("Escape")
    assert not definition.is_visible()

    term.click()
    assert definition.is_visible()
    assert page.get_by_role("link", name="“MSC” in the glossary").is_visible()


def test_marks_and_tables_have_names_and_are_reached_by_keyboard(without_javascript, article):
    page = without_javascript
    page.set_content(article)
    assert page.get_by_role("link", name="Source 2").count() == 2
    table = page.get_by_role("region", name="Table 1: What is known")
    table.focus()
    assert page.locator(":focus").get_attribute("class") == "table-region"


@pytest.mark.parametrize("opened", [False, True], ids=["closed", "with a definition open"])
def test_axe_finds_nothing(chromium, article, opened):
    page = chromium.new_page()
    page.set_content(article)
    if opened:
        page.get_by_role("button", name="PRP").click()
    found = Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()
