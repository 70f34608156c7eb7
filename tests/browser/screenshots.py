"""Pictures of every page, to be looked at by people: both widths, both colour schemes.

    python -m tests.browser.screenshots FOLDER [NAME …]
    python -m tests.browser.screenshots --readme FILE.png

Without names it takes all of tests/browser/pages.py. The second is the picture for the README: the demo's home
page as a desktop shows it first. The site is made for it and forgotten afterwards.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

WIDTHS = {"phone": 390, "desktop": 1280}
HEIGHT, README_HEIGHT = 900, 1180
SCHEMES = ("light", "dark")


def main(arguments: list[str]) -> int:
    if not arguments or "--help" in arguments:
        print(__doc__)
        return 0 if arguments else 2
    os.environ["DJANGO_SETTINGS_MODULE"] = "mypsoriasis.settings.test"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    django.setup()
    for_readme = arguments[0] == "--readme"
    with tempfile.TemporaryDirectory() as scratch, _site(Path(scratch), for_readme) as world, _browser() as browser:
        if for_readme:
            _take_first_sight(browser, world, Path(arguments[1]))
        else:
            folder = Path(arguments[0])
            folder.mkdir(parents=True, exist_ok=True)
            for page in _pages(arguments[1:]):
                _take(page, browser, world, folder)
    return 0


@contextmanager
def _site(scratch: Path, demo_only: bool) -> Iterator:
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    from .world import served

    settings.DATABASES["default"]["TEST"]["NAME"] = str(scratch / "site.sqlite3")
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with served(scratch, demo_only=demo_only) as world:
            yield world
    finally:
        teardown_databases(databases, verbosity=0)
        teardown_test_environment()


@contextmanager
def _browser() -> Iterator:
    from playwright.sync_api import sync_playwright

    from .conftest import ARGUMENTS

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


def _pages(names: list[str]) -> list:
    from .pages import PAGES

    if unknown := set(names) - {page.name for page in PAGES}:
        raise SystemExit(f"No such page: {', '.join(sorted(unknown))}")
    return [page for page in PAGES if not names or page.name in names]


def _take(page, browser, world, folder: Path) -> None:
    from .person import Person

    session = world.session_of(page.reader) if page.reader else ""
    person = Person.at(browser, world.address, session=session, reduced_motion="reduce")
    page.show(person, world)
    for scheme in SCHEMES:
        person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for name, width in WIDTHS.items():
            person.page.set_viewport_size({"width": width, "height": HEIGHT})
            person.page.screenshot(path=folder / f"{page.name}-{name}-{scheme}.png", full_page=True)
    person.context.close()
    print(page.name, flush=True)


def _take_first_sight(browser, world, file: Path) -> None:
    from .person import Person

    person = Person.at(browser, world.address, color_scheme="light", reduced_motion="reduce")
    person.page.set_viewport_size({"width": WIDTHS["desktop"], "height": README_HEIGHT})
    person.opens("/")
    person.page.screenshot(path=file)
    print(f"{file}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
