"""Somebody at a browser. A journey is told in what people do and in what they see."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

PHONE = {"width": 390, "height": 844}
WITHIN = 10_000  # milliseconds for a page to show what is looked for; on an idle machine it takes a few
FORBIDDEN = "addEventListener('securitypolicyviolation', event => console.error('CSP: ' + event.violatedDirective))"


class Witness:
    """Notes what must never happen: another host, a broken piece, a forbidden script, an error of the server."""

    def __init__(self, context: BrowserContext, address: str):
        self.address = address
        self.noted: list[str] = []
        self.status = 0  # of the page that was loaded last
        self.expects_failure = False
        context.add_init_script(FORBIDDEN)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.noted.append(f"script error: {error.error}"))

    def _request(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.noted.append(f"asked another host: {request.url}")

    def _response(self, response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status
            fails = response.status >= 500 and not self.expects_failure
        else:
            fails = response.status >= 400
        if fails:
            self.noted.append(f"{response.status} from {response.url}")

    def _console(self, message) -> None:
        # A page that says 404 or 422 is an answer; the browser notes it in red all the same.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.noted.append(f"console: {message.text}")


class Person:
    """One browser of its own, on a phone, and whoever sits before it. Verbs are named as a journey tells them."""

    @classmethod
    def at(cls, browser: Browser, address: str, *, scripts: bool = True, session: str = "", **look) -> "Person":
        """session: key of the session they are signed in with."""
        context = browser.new_context(viewport=PHONE, has_touch=True, java_script_enabled=scripts, **look)
        context.set_default_timeout(WITHIN)
        if session:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
        return cls(context, address)

    def __init__(self, context: BrowserContext, address: str):
        self.context, self.address = context, address
        self.witness = Witness(context, address)
        self.page: Page = context.new_page()

    # What they do.

    def opens(self, path: str) -> None:
        self.page.goto(self.address + path)

    def opens_a_new_window(self) -> None:
        self.page = self.context.new_page()

    def closes_the_window(self) -> None:
        """Closing hides the page first, which is the last moment for a script to act."""
        self.page.close(run_before_unload=False)

    def follows(self, link: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).click()

    def opens_the_menu_of(self, words: str) -> Locator:
        """All that can be done with the post that says this."""
        post = self.post(words)
        post.locator("summary", has_text="More").click()
        return post

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def writes(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).and_(self.page.locator("input, textarea")).fill(text)

    def chooses(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def presses_key(self, key: str) -> None:
        self.page.keyboard.press(key)

    def tabs_to(self, words: str) -> None:
        """Walk by keyboard until the focus stands on the control that these words name."""
        wanted = self.page.get_by_role("button", name=words, exact=True).or_(self.page.get_by_label(words, exact=True))
        for _step in range(120):
            if self._has_focus(wanted):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab leads to {words!r}")

    def pauses(self, seconds: float) -> None:
        """Let so much time pass for the page's scripts, at once. The page must have been opened by `with_a_clock`."""
        self.page.clock.fast_forward(int(seconds * 1000))

    def with_a_clock(self) -> "Person":
        """Let pauses() rule the time of the pages that are opened from now on."""
        self.page.clock.install()
        return self

    # What they see.

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text)).to_have_count(0)

    def sees_field(self, label: str, text: str) -> None:
        expect(self.page.get_by_label(label, exact=True)).to_have_value(text)

    def sees_marked(self, *words: str) -> None:
        for word in words:
            expect(self.page.locator("mark", has_text=word).first).to_be_visible()

    def sees_title(self, title: str) -> None:
        expect(self.page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()

    def is_at(self, path: str) -> None:
        """path: all of it, query and fragment too."""
        expect(self.page).to_have_url(re.compile(re.escape(self.address + path) + "$"))

    def stands_on(self, element_id: str) -> None:
        """The focus is there."""
        expect(self.page.locator(f"#{element_id}")).to_be_focused()

    def post(self, text: str):
        """The post with this text, to look for something in it."""
        return self.page.locator("article.post").filter(has_text=text)

    def without_reload(self, act: Callable[[], None]) -> None:
        """Do something that must change this very page and not load another."""
        self.page.evaluate("window.isTheSamePage = true")
        act()
        assert self.page.evaluate("window.isTheSamePage === true"), "the page was loaded anew"

    @property
    def path(self) -> str:
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _has_focus(self, wanted) -> bool:
        return wanted.evaluate_all("elements => elements.includes(document.activeElement)")
