"""Documents written straight into the index, and what a visitor finds of them."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from search import index, vocabulary
from search.asking import Filters
from search.finding import search
from search.reader import VISITOR
from search.words import parse

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()
    vocabulary.let_go()
    yield
    vocabulary.let_go()


@pytest.fixture
def write(db):
    """write(7, "title", "text") -> writes topic 7; write(8, text="…", kind="post") -> a reply to topic 1"""

    def write_one(key: int, title: str = "", text: str = "", *, kind: str = "topic", **more) -> None:
        if kind == "post":
            more.setdefault("of", ("topic", 1))
        fields = {"updated_at": NOW} | more
        index.write(kind=kind, key=key, title=title, text=text, url=f"/{kind}/{key}/", **fields)

    return write_one


@pytest.fixture
def find(db):
    """find("light", kind="post") -> Found, as a visitor unless reader is given"""

    def find_one(typed: str, *, kind: str = "topic", reader=VISITOR, newest: bool = False, **filters):
        return search(parse(typed), kinds=[kind], reader=reader, filters=Filters(**filters), newest=newest)

    return find_one


@pytest.fixture
def hits(find):
    """hits("light", kind="post") -> [Hit, …]"""

    def first_hits(typed: str, *, kind: str = "topic", **more):
        return find(typed, kind=kind, **more).hits((kind, slice(20)))[kind]

    return first_hits


@pytest.fixture
def urls(hits):
    def of_hits(typed: str, **more) -> list[str]:
        return [hit.url for hit in hits(typed, **more)]

    return of_hits
