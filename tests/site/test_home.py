"""The first page."""

import re
from datetime import date

import pytest
from django.urls import reverse

from moderation import actions as moderation
from moderation.models import Status
from register.models import Entry

from .library import make_explainer

URL = "/"


@pytest.fixture
def status_row(db):
    """status_row(jurisdiction="EU", …) -> a row of the register about the treatment that the page names"""

    def make(**fields) -> Entry:
        values = {
            "key": "msc-psoriasis",
            "product": "Mesenchymal stem cells (MSCs)",
            "indication": "psoriasis",
            "jurisdiction": "US",
            "status": Entry.Status.NOT_APPROVED,
            "statement": "None is approved.",
            "source": "A regulator",
            "as_of": date(2024, 12, 18),
            "review_by": date(2030, 1, 1),
            "verified": True,
        }
        return Entry.objects.create(**values | fields)

    return make


def section(text: str, heading: str) -> str:
    """The part of the page under a heading."""
    found = re.search(rf"<h2[^>]*>{heading}</h2>(.*?)</section>", text, re.DOTALL)
    assert found, f"no section {heading}"
    return found[1]


def test_it_says_what_the_site_is_and_lets_the_reader_search_and_ask(client, db):
    text = client.get(URL).text

    assert "ask people who live with psoriasis" in text
    assert f'action="{reverse("search:results")}"' in text
    assert f'href="{reverse("forum:ask")}">Ask a question' in text
    assert text.count("<h1") == 1


def test_it_says_of_the_treatment_what_the_register_says(client, status_row):
    status_row()
    status_row(jurisdiction="EU", status=Entry.Status.NONE_FOUND, verified=False, as_of=date(2025, 3, 13))
    status_row(key="hsct-psoriasis", product="Another treatment")

    notice = re.search(r'<section class="status".*?</section>', client.get(URL).text, re.DOTALL)[0]
    assert "18 December 2024" in notice
    assert "not yet verified" in notice
    assert "Another treatment" not in notice


def test_without_a_row_it_says_nothing_of_approval(client, db):
    assert 'class="status"' not in client.get(URL).text


def test_the_three_newest_explainers_stand_there_newest_first(client, db):
    for number in range(4):
        make_explainer(f"Explainer {number}", slug=f"explainer-{number}")
    make_explainer("A draft", slug="a-draft", status="draft")

    titles = re.findall(r">(Explainer \d|A draft)</a>", section(client.get(URL).text, "Newest articles"))
    assert titles == ["Explainer 3", "Explainer 2", "Explainer 1"]


def test_an_explainer_without_a_review_says_so(client, db):
    make_explainer()

    assert "Not yet medically reviewed" in section(client.get(URL).text, "Newest articles")


def test_five_recent_questions_and_five_without_a_reply(client, make_topic, make_post):
    topics = [make_topic(title=f"Question number {number}") for number in range(7)]
    make_post("A reply.", thread=topics[0].thread)

    text = client.get(URL).text
    recent = re.findall(r"Question number (\d)", section(text, "Recent questions"))
    waiting = re.findall(r"Question number (\d)", section(text, "You may be able to help"))
    assert recent == ["0", "6", "5", "4", "3"]
    assert waiting == ["6", "5", "4", "3", "2"]


def test_a_question_released_late_counts_as_new(client, make_topic, moderator):
    held = make_topic(title="Held for a while", outcome="hold")
    for number in range(5):
        make_topic(title=f"Asked meanwhile {number}")

    question = held.thread.posts.get(answer_no=0)
    moderation.texts.apply_version(question, question.version_numbered(1), expected=Status.HELD)

    assert "Held for a while" in section(client.get(URL).text, "You may be able to help")


@pytest.mark.parametrize("status", [Status.HELD, Status.RETURNED, Status.REMOVED, Status.WITHDRAWN])
def test_a_question_that_is_not_readable_is_nowhere_and_not_counted(client, topic, question, status):
    moderation.texts.move(question, (Status.PUBLISHED,), status)

    text = client.get(URL).text
    assert "Light therapy" not in text
    assert f"/{topic.pk}-" not in text
    assert "0 questions" in section(text, "Boards")


def test_a_held_question_is_not_even_there_for_its_author(client, make_topic, member):
    make_topic(title="Waiting for review", outcome="hold")
    client.force_login(member)

    text = client.get(URL).text
    assert "Waiting for review" not in text
    assert 'class="rows__item"' not in text


def test_boards_show_how_many_questions_they_have(client, topic, board):
    boards = section(client.get(URL).text, "Boards")

    assert board.get_absolute_url() in boards
    assert "1 question<" in boards


@pytest.mark.parametrize("number", [1, 6])
def test_it_costs_five_queries_however_much_there_is(client, make_topic, status_row, max_queries, number):
    status_row()
    make_explainer()
    for at in range(number):
        make_topic(title=f"Question number {at}")

    with max_queries(5):
        client.get(URL)


def test_it_is_the_same_for_all_visitors(client, topic):
    first, second = client.get(URL), type(client)().get(URL)

    assert first.content == second.content
    assert not first.cookies
    assert "csrf" not in first.text


def test_it_names_the_feeds(client, db):
    text = client.get(URL).text

    for name in ("feed_articles", "feed_questions"):
        assert f'type="application/atom+xml" title="New {name.removeprefix("feed_")}" href="{reverse(name)}"' in text
