"""All explainers, and those of one theme."""

from datetime import date

import pytest

from articles.models import Article

URL = "/articles/"


@pytest.fixture
def shelf(make_article):
    make_article(title="Cells and mice", slug="cells-and-mice", order=2)
    make_article(title="Check before you pay", slug="check", theme="safety", order=1)
    make_article(title="Not yet", slug="not-yet", status="draft")


def page(client, url=URL):
    return " ".join(client.get(url).content.decode().split())


def test_it_lists_what_is_readable_in_the_editors_order(client, shelf):
    html = page(client)

    assert html.index("Check before you pay") < html.index("Cells and mice")
    assert "Not yet</a>" not in html


def test_a_card_says_what_it_is_about_how_long_it_takes_and_whether_it_was_reviewed(client, shelf):
    html = page(client)

    assert "What is known about cell cream." in html
    assert "1 minute to read" in html
    assert "Not yet medically reviewed" in html


def test_a_review_that_is_overdue_is_marked(client, shelf):
    assert "Due for review" not in page(client)
    Article.objects.filter(slug="check").update(review_due=date(2026, 1, 1))

    assert page(client).count("Due for review") == 1


def test_a_theme_is_a_link_that_shows_its_explainers_only(client, shelf):
    html = page(client, "/articles/?theme=safety")

    assert "<h1>Safety</h1>" in html
    assert "Check before you pay" in html
    assert "Cells and mice" not in html
    assert '<a href="/articles/?theme=safety" aria-current="page">Safety</a>' in html


def test_themes_without_explainers_are_not_offered(client, shelf):
    html = page(client)

    assert "?theme=research" in html
    assert "?theme=arthritis" not in html


def test_an_empty_theme_offers_to_ask(client, shelf):
    assert "There is no article on this yet" in page(client, "/articles/?theme=arthritis")


def test_an_unknown_theme_is_not_found(client, shelf):
    assert client.get("/articles/?theme=horoscopes").status_code == 404


@pytest.mark.parametrize("explainers", [1, 12])
def test_it_costs_the_same_whatever_the_number(client, make_article, explainers, max_queries):
    for number in range(explainers):
        make_article(title=f"Number {number}", slug=f"number-{number}")

    with max_queries(2):
        page(client)
