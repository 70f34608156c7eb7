"""Sitemap and robots.txt: everything public, nothing else, at equal cost."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from forum.models import Topic
from moderation import actions as moderation
from moderation.models import Status
from mypsoriasis import sitemaps

from .library import make_explainer

HIDDEN = [Status.HELD, Status.RETURNED, Status.REMOVED, Status.WITHDRAWN, Status.ERASED]


def addresses(client, url: str) -> list[str]:
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return [place.text for place in ElementTree.fromstring(response.content).iter() if place.tag.endswith("}loc")]


def test_the_sitemap_leads_to_every_part(client, topic):
    assert addresses(client, "/sitemap.xml") == [
        "http://testserver/sitemap-pages.xml",
        "http://testserver/sitemap-topics-1.xml",
    ]


def test_a_site_without_topics_has_no_part_for_them(client, db):
    assert addresses(client, "/sitemap.xml") == ["http://testserver/sitemap-pages.xml"]
    assert client.get("/sitemap-topics-1.xml").status_code == 404


def test_standing_pages_articles_and_boards_are_in_it(client, board):
    make_explainer(slug="exosomes")
    make_explainer(slug="unfinished", status="draft")

    found = addresses(client, "/sitemap-pages.xml")
    for name in sitemaps.STANDING:
        assert f"http://testserver{reverse(name)}" in found
    assert "http://testserver/articles/exosomes/" in found
    assert f"http://testserver{board.get_absolute_url()}" in found
    assert not [url for url in found if "unfinished" in url]


def test_every_address_in_it_can_be_read(client, topic):
    make_explainer()

    for part in addresses(client, "/sitemap.xml"):
        for url in addresses(client, part.removeprefix("http://testserver")):
            assert client.get(url.removeprefix("http://testserver")).status_code == 200, url


def test_topics_are_in_it_with_the_time_of_their_last_reply(client, topic):
    text = client.get("/sitemap-topics-1.xml").text

    assert f"<loc>http://testserver{topic.get_absolute_url()}</loc>" in text
    assert f"<lastmod>{topic.last_activity_at:%Y-%m-%d}T" in text


@pytest.mark.parametrize("status", HIDDEN)
def test_a_topic_whose_question_is_not_readable_is_not_in_it(client, make_topic, make_post, status):
    make_topic(title="The one that stays")
    hidden = make_topic(title="The one that goes")
    make_post("An answer that keeps the topic.", thread=hidden.thread)
    question = hidden.thread.posts.get(answer_no=0)
    question.thread.owner.refresh_from_db()
    moderation.texts.move(question, (Status.PUBLISHED,), status)

    text = client.get("/sitemap-topics-1.xml").text
    assert "the-one-that-stays" in text
    assert "the-one-that-goes" not in text
    assert f"/{hidden.pk}-" not in text


def test_topics_are_divided_by_their_number(client, make_topic, monkeypatch):
    monkeypatch.setattr(sitemaps, "TOPICS_IN_A_PART", 2)
    first = make_topic(title="Question number 1")
    for number in range(2, 6):
        make_topic(title=f"Question number {number}")
    parts = [url for url in addresses(client, "/sitemap.xml") if "topics" in url]

    found = [addresses(client, part.removeprefix("http://testserver")) for part in parts if _exists(client, part)]
    assert sum(found, []) == [f"http://testserver{topic.get_absolute_url()}" for topic in Topic.objects.order_by("pk")]
    assert all(len(part) <= 2 for part in found)
    assert f"http://testserver{first.get_absolute_url()}" in sum(found, [])


def _exists(client, url: str) -> bool:
    return client.get(url.removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("part", [0, 2, 50_001, 10**30])
def test_a_part_that_is_not_there_is_not_found(client, topic, part):
    assert client.get(f"/sitemap-topics-{part}.xml").status_code == 404


@pytest.mark.parametrize("topics", [1, 8])
def test_a_part_costs_one_query_however_many_topics_it_has(client, make_topic, max_queries, topics):
    for number in range(topics):
        make_topic(title=f"Question number {number}")

    with max_queries(1):
        client.get("/sitemap-topics-1.xml")
    with max_queries(1):
        client.get("/sitemap.xml")
    with max_queries(3):
        client.get("/sitemap-pages.xml")


def test_robots_are_led_to_the_sitemap_and_away_from_what_is_for_one_reader(client):
    response = client.get("/robots.txt")
    lines = response.text.splitlines()

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == "User-agent: *"
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    closed = tuple(line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: "))
    for name in ("search:results", "forum:ask", "discussion:drafts", "members:settings", "moderation:queue"):
        assert reverse(name).startswith(closed), name
    for name in ("home", "articles:index", "forum:index", "urgent"):
        assert not reverse(name).startswith(closed), name
