"""What people could write to run something in a reader's browser, shown in one."""

import pytest

from rendering.articles import TermLink, render_article
from rendering.clean import ARTICLES, POSTS, TooDeep, clean
from rendering.posts import render_post
from tests.rendering.corpus import hostile, strangers

pytestmark = pytest.mark.browser

HERE = "https://mypsoriasis.example/"
# Pages are parsed as a whole when they load, and as fragments when htmx puts them in.
PAGE = '<!doctype html><section id="fragment"></section><main>{}</main>'
SHOW = """async html => {
    document.querySelector("#fragment").innerHTML = html;
    await new Promise(done => setTimeout(done, 0));
    const trees = [...document.querySelectorAll("main, #fragment")].map(place => place.innerHTML);
    return {ran: "pwned" in window, trees};
}"""
CLICK = """async () => {
    const links = [...document.links].map(link => link.href.split("#")[0]);
    for (const control of [...document.querySelectorAll("a, button, summary, area")].slice(0, 40)) control.click();
    await new Promise(done => setTimeout(done, 0));
    return {ran: "pwned" in window, links};
}"""


class Witness:
    """A page that goes nowhere, and remembers what was tried."""

    def __init__(self, page) -> None:
        self.page = page
        self.html = ""
        self.asked_for: list[str] = []
        self.seen: list[str] = []
        page.context.route("**/*", self._answer)
        page.on("dialog", self._dismiss)
        page.on("popup", lambda popup: self.seen.append(f"window {popup.url}"))
        page.on("pageerror", lambda error: self.seen.append(f"script error {error}"))

    def _answer(self, route) -> None:
        if route.request.url == HERE:
            route.fulfill(content_type="text/html; charset=utf-8", body=PAGE.format(self.html))
        else:
            self.asked_for.append(route.request.url)
            route.fulfill(status=204)  # a browser stays where it is

    def _dismiss(self, dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def open(self, html: str) -> None:
        self.html = html
        self.page.goto("about:blank")  # what the last text still asks for is not this one's
        self.seen.clear()
        self.asked_for.clear()
        self.page.goto(HERE)

    def show(self, html: str) -> list[str]:
        """The HTML of the two trees that the browser made of it."""
        self.open(html)
        answer = self.page.evaluate(SHOW, html)
        self._note(answer)
        return answer["trees"]

    def click(self) -> set[str]:
        """The addresses of all links."""
        answer = self.page.evaluate(CLICK)
        self._note(answer)
        return set(answer["links"])

    def _note(self, answer: dict) -> None:
        if answer["ran"]:
            self.seen.append("a script ran")


@pytest.fixture(scope="module")
def witness(chromium):
    context = chromium.new_context()
    yield Witness(context.new_page())
    context.close()


@pytest.mark.parametrize("source", hostile("markdown"))
def test_nothing_runs_in_a_post(witness, source):
    assert_nothing_runs(witness, render_post(source))


@pytest.mark.parametrize("allowed", [POSTS, ARTICLES], ids=["posts", "articles"])
@pytest.mark.parametrize("source", hostile("html"))
def test_nothing_runs_in_cleaned_html_and_the_browser_finds_nothing_strange_in_it(witness, source, allowed):
    try:
        cleaned = clean(source, allowed)
    except TooDeep:
        return
    for tree in assert_nothing_runs(witness, cleaned):
        assert strangers(tree, allowed) == []


@pytest.mark.parametrize("source", hostile("html"))
def test_nothing_runs_in_an_article(witness, source):
    terms = [TermLink("msc", ("MSC", "window", "x"), "<script>window.pwned=1</script>")]
    try:
        article = render_article(source, terms=terms, references={"R1": 1, "R4": 2})
    except TooDeep:
        return
    assert_nothing_runs(witness, article.html)


def assert_nothing_runs(witness, html):
    trees = witness.show(html)
    assert (witness.seen, witness.asked_for) == ([], [])
    links = witness.click()
    assert witness.seen == []
    # A link may be followed; nothing else may be asked for.
    assert set(witness.asked_for) <= links
    return trees


def test_the_hostile_texts_are_hostile(witness):
    """Uncleaned, many of them run in this browser: the tests above would notice."""
    ran = asked = 0
    for source in hostile("html")[:50]:
        witness.open(source.values[0])
        ran += witness.page.evaluate("'pwned' in window")
        asked += bool(witness.asked_for)
    assert ran >= 25
    assert asked >= 10
