"""Every page, in both widths and colour schemes: no barrier, no scrolling sideways, nothing broken or forbidden."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.urls import resolve

from tests.browser.pages import PAGES, Page
from tests.browser.person import PHONE, Person
from tests.site.test_every_page import TABLE

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 900}
NARROWEST = {"width": 320, "height": 640}  # what a window of 1280 becomes at 400 %
EVERY_RULE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What an open menu half covers is uncovered by closing it.
UNDER_A_MENU = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": False}}}
# Colours are all that a scheme changes.
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
NO_ADDRESS = ("404", "404-member")
# For machines.
NO_PAGES = {
    "decisions/<int:pk>/reasons.json",
    "decisions/<int:pk>/reasons.txt",
    "feeds/articles/",
    "feeds/boards/<slug:slug>/",
    "feeds/questions/",
    "feeds/tags/<slug:slug>/",
    "feeds/topics/<int:pk>/",
    "healthz",
    "moderation/log/entries.csv",
    "names/",
    "posts/<int:pk>/version-<int:number>.txt",
    "readyz",
    "robots.txt",
    "sitemap-pages.xml",
    "sitemap-topics-<int:part>.xml",
    "sitemap.xml",
    "transparency/months.csv",
}
MOST_SHIFT = 0.05  # of what is visible, by the browser's own measure
SHIFT = """() => new Promise(done => {
    let sum = 0;
    const observer = new PerformanceObserver(list => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
    });
    observer.observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""
SIDEWAYS = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll("*")].filter(element => element.getBoundingClientRect().right > width + 1)
        .map(element => element.outerHTML.slice(0, 120)).slice(-5);
}"""


@pytest.fixture
def shown(come, world):
    """shown(page) -> the person who looks at it."""

    def show(page: Page) -> Person:
        person = come(session=world.session_of(page.reader) if page.reader else "")
        person.witness.expects_failure = page.status >= 500
        page.show(person, world)
        return person

    return show


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page(page, shown):
    person = shown(page)
    assert person.witness.status == page.status
    assert person.page.evaluate(SHIFT) <= MOST_SHIFT, "things move while the page loads"

    person.page.evaluate(AXE_SCRIPT)
    for scheme, options in (("light", UNDER_A_MENU if page.covers else EVERY_RULE), ("dark", COLOURS)):
        # Without motion a colour changes at once, and is not caught half-way.
        person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for size in (PHONE, DESKTOP):
            person.page.set_viewport_size(size)
            found = barriers(person, options)
            assert not found, f"{scheme}, {size['width']} px\n{found}"
            assert person.page.evaluate(SIDEWAYS) == [], f"{size['width']} px"
    person.page.set_viewport_size(NARROWEST)
    assert person.page.evaluate(SIDEWAYS) == [], "320 px"


def barriers(person: Person, options: dict) -> str:
    """What axe finds, in its words."""
    results = AxeResults(person.page.evaluate("options => axe.run(document, options)", options))
    return results.generate_report() if results.violations_count else ""


def test_every_address_that_shows_a_page_is_among_them(world):
    shown = {resolve(world.path(page.path).split("?")[0]).route for page in PAGES if page.name not in NO_ADDRESS}
    answered = {route for route, (_example, by_get, _by_post) in TABLE.items() if "200" in by_get.split()}
    assert answered - shown == NO_PAGES
