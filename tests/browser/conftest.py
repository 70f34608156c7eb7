"""Chromium for the tests that need a real browser."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, expect, sync_playwright

from .person import WITHIN, Person

REQUIRED = "1" in (os.environ.get("REQUIRE_BROWSER"), os.environ.get("REQUIRE_ALL"))
expect.set_options(timeout=WITHIN)
# The last five: no talking to its maker, no first-run pages, no graphics card.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if not path:
        (pytest.fail if REQUIRED else pytest.skip)("chromium not found")
    # Playwright keeps an event loop running in this thread, in which Django would refuse its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Answering:
    """How many requests the site is answering at this moment."""

    def __init__(self) -> None:
        self.running = 0
        self.changed = threading.Condition()
        request_started.connect(self.started)
        request_finished.connect(self.finished)

    def started(self, **_signal) -> None:
        self._add(1)

    def finished(self, **_signal) -> None:
        self._add(-1)

    def _add(self, change: int) -> None:
        with self.changed:
            self.running += change
            self.changed.notify_all()

    def wait_for_the_last(self) -> None:
        """A draft saved while the tables are emptied would stop the emptying, or stand in the next test."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.running <= 0, WITHIN / 1000), "a request was never answered"


@pytest.fixture(scope="session")
def answering() -> Answering:
    return Answering()


@pytest.fixture
def scripts() -> bool:
    """Whether pages may run scripts. Journeys that must work without are parametrised: tests.browser.both_ways."""
    return True


@pytest.fixture
def address(live_server) -> str:
    """Where the site is served. tests/browser/shown serves its own."""
    return live_server.url


@pytest.fixture
def come(chromium, address, sign_in, scripts, answering) -> Iterator[Callable[..., Person]]:
    """come() is a visitor, come(member) or come(session=key) somebody signed in; each in a browser of their own.

    At the end nobody's browser may have asked another host, met a script's error or run into the page's policy.
    """
    people: list[Person] = []

    def arrive(member=None, *, session: str = "") -> Person:
        if member is not None:
            session = sign_in(Client(), member).session.session_key
        people.append(Person.at(chromium, address, scripts=scripts, session=session))
        return people[-1]

    yield arrive
    noted = [note for person in people for note in person.witness.noted]
    for person in people:
        person.context.close()
    answering.wait_for_the_last()
    assert noted == []


@pytest.fixture
def library(board) -> None:
    """The explainers, glossary and register as a newcomer finds them, and the other boards."""
    call_command("load_library", verbosity=0)
