"""The bench of sizes: its pages ask the database as often in a large forum as in a small one, and are compared."""

import json

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from discussion.models import Post
from mypsoriasis import databases
from mypsoriasis.bench import __main__ as command
from mypsoriasis.bench import grow, growth
from mypsoriasis.bench.growth import EMPTY, HOME, MEANINGS, SEARCH, Size
from mypsoriasis.bench.load import BODY, KEY, text_of
from mypsoriasis.bench.pages import matching_posts, pages, returning_member

from ..conftest import COUNTED

SMALL, LARGE = 500, 3000
# design.md, invariant 9, and six more for whoever is signed in.
BUDGETS = {
    "home": 5, "home, signed in": 14, "board": 4, "topic": 6, "long topic": 6, "unanswered": 4, "tag": 4,
    "search": 4, "activity": 14, "notifications": 10, "storing a reply": 15,
}  # fmt: skip


def ask(page, member):
    client = Client()
    if page.signed_in:
        client.force_login(member)
    for cache in caches.all():
        cache.clear()  # what an empty cache costs is the most that a page can cost
    with CaptureQueriesContext(connection) as captured:
        if page.form:
            form = page.form.replace(BODY, text_of(1)).replace(KEY, "")
            response = client.post(page.path, form, content_type="application/x-www-form-urlencoded")
        else:
            response = client.get(page.path)
    sent = [query["sql"] for query in captured if query["sql"].lstrip().upper().startswith(COUNTED)]
    return response, sent


@pytest.fixture
def library(db):
    call_command("load_library", verbosity=0)


def test_no_page_asks_the_database_more_often_in_a_larger_forum(library):
    asked: dict[str, list[int]] = {}
    for size in (SMALL, LARGE):
        grow._grow_to(size)
        assert size <= Post.objects.count() <= size + 25
        member = returning_member()
        for name, page in pages().items():
            ask(page, member)  # what a process reads once in its life
            response, sent = ask(page, member)
            assert response.status_code == (302 if page.form else 200), name
            assert len(sent) <= BUDGETS[name], f"{name}: {len(sent)}\n" + "\n".join(sent)
            asked.setdefault(name, []).append(len(sent))

    assert not {name: numbers for name, numbers in asked.items() if len(set(numbers)) > 1}


def test_the_search_finds_posts_in_both(client, library):
    grow._grow_to(SMALL)

    assert matching_posts() > 3
    assert "sleeves" in client.get(pages()[SEARCH].path).text


def test_each_page_has_a_meaning_and_a_budget():
    assert BUDGETS.keys() == MEANINGS.keys() - {EMPTY}


@pytest.fixture
def sizes():
    """A home page that costs twice as much in the larger forum, and others that do not."""
    ms = dict.fromkeys(MEANINGS, 10.0) | {EMPTY: 1.0}
    small = Size(1_000, 40, ms, dict(ms))
    large = ms | {HOME: 20.0, SEARCH: 12.5}
    return [small, Size(500_000, 20_100, large, dict(large))]


def test_the_report_says_which_page_grows_and_whether_the_search_keeps_its_bar(sizes):
    text = growth.as_text("sqlite", sizes)

    assert "GROWING: home\n" in text
    assert "20,100 posts: 12.5 ms; bar of 60 ms kept." in text
    for name, meaning in MEANINGS.items():
        assert f"\n{name} " in text
        assert meaning in text


def test_the_search_has_a_bar_instead_and_it_is_said_when_it_is_missed(sizes):
    small, large = sizes
    calm = large.ms | {HOME: 10.0, SEARCH: 30.5}
    text = growth.as_text("postgresql", [small, Size(500_000, 20_100, calm, dict(calm))])

    assert "No page beside the search costs more than 1.3 times as much at 500,000 posts as at 1,000." in text
    assert "GROW" not in text
    assert "bar of 30 ms MISSED" in text


def test_with_few_matches_the_search_has_no_bar(sizes):
    assert "bar of" not in growth.as_text("sqlite", sizes[:1])


def test_growth_is_counted_in_empty_views():
    """A busy moment of the machine makes both slower."""
    quiet, busy = Size(1, 0, {}, {HOME: 10.0}), Size(2, 0, {}, {HOME: 11.0})

    assert growth.grown([quiet, busy], HOME) == pytest.approx(1.1)


@pytest.mark.parametrize(
    ("text", "sizes"), [("all", [1000, 10_000, 100_000, 500_000]), ("1k,10k", [1000, 10_000]), ("500", [500])]
)
def test_sizes_are_named_in_thousands(text, sizes):
    assert command._parser().parse_args(["--sizes", text]).sizes == sizes


@pytest.mark.parametrize("text", ["10k,1k", "1k,1k", "0", "many", "100", "9000k", ""])
def test_odd_sizes_are_refused_with_the_reason(text, capsys):
    with pytest.raises(SystemExit):
        command._parser().parse_args(["--sizes", text])
    assert "--sizes" in capsys.readouterr().err


def test_a_database_that_cannot_be_started_is_named_and_the_others_are_measured(sizes, monkeypatch, capsys):
    def measure(database, wanted, seconds):
        if database == "postgresql":
            raise databases.Unavailable("initdb not found")
        return sizes

    monkeypatch.setattr(growth, "measure", measure)
    assert command.main(["--sizes", "1k", "--json"]) == 0
    out, err = capsys.readouterr()
    assert "NOT RUN: initdb not found" in err
    assert [size["posts"] for size in json.loads(out)["sqlite"]] == [1000, 500_000]
