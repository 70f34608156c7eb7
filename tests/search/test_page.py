"""The search page, for readers and for whatever is typed into it."""

import re
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.urls import reverse

from moderation import actions as moderation
from moderation.models import Status
from mypsoriasis.management.commands.serve import GUNICORN
from search.views import MAX_QUERY
from tests.site.library import make_explainer
from tests.texts import ADVERT, verdict

URL = reverse("search:results")


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()


def search(client, query: str, **more):
    return client.get(URL, {"q": query, **more})


def test_explainers_come_first_and_questions_after_them(client, topic):
    make_explainer("Light therapy, explained", slug="light")

    text = search(client, "light").text
    assert text.index("/articles/light/") < text.index(topic.get_absolute_url())
    assert text.index(">Articles</h2>") < text.index(">Questions</h2>")


def test_what_matched_is_marked_and_everything_else_is_escaped(client, make_topic):
    make_topic(title="Does <b>light</b> help?", body="Some say light & salt help. <script>alert(1)</script>")

    text = search(client, "light").text
    assert "Does &lt;b&gt;<mark>light</mark>&lt;/b&gt; help?" in text
    assert "<script>alert" not in text


def test_one_kind_can_be_chosen_and_both_counts_stay(client, topic):
    make_explainer("Light therapy, explained", slug="light")

    text = search(client, "light", kind="article").text
    assert "/articles/light/" in text
    assert topic.get_absolute_url() not in text
    assert 'Questions <span class="count">1</span>' in text
    assert 'name="kind" value="article"' in text


def test_an_unknown_kind_is_no_choice(client, topic):
    assert topic.get_absolute_url() in search(client, "light", kind="<b>").text


def test_when_nothing_has_all_words_the_page_says_so(client, topic):
    assert "These have some of them" in search(client, "light elephants").text
    assert "These have some of them" not in search(client, "light therapy").text


def test_nothing_found_shows_three_ways_on(client, topic):
    text = search(client, "elephants").text

    assert "Nothing has these words" in text
    for name in ("forum:ask", "articles:index", "forum:index"):
        assert f'<li><a href="{reverse(name)}"' in text


@pytest.mark.parametrize("query", ["", "   "])
def test_before_anything_is_typed_the_page_offers_where_to_start(client, db, query):
    response = search(client, query)

    assert response.status_code == 200
    assert "Not sure what to type?" in response.text
    assert "aria-invalid" not in response.text


@pytest.mark.parametrize("query", ['"', "*", "?!…", "🙂❤️", "\0", "_", "the", "( )", "<script>"])
def test_odd_input_is_answered_in_words(client, topic, query):
    response = search(client, query)

    assert response.status_code == 200
    assert "<script>" not in response.text.partition("<main")[2]


@pytest.mark.parametrize("query", ['"', "🙂", "what is it", "*"])
def test_input_without_a_telling_word_is_asked_for_one(client, db, query):
    text = search(client, query).text

    assert "Type at least one word" in text
    assert 'aria-invalid="true"' in text


@pytest.mark.parametrize("query", ["x" * 201, "word " * 200_000])
def test_too_long_a_text_is_refused_with_the_reason(client, db, query):
    response = search(client, query)

    assert response.status_code == 400
    assert "at most 200 characters" in response.text
    assert "Error:" in response.text


def test_what_was_typed_stays_in_the_field(client, db):
    assert 'value="light &lt;therapy&gt;"' in search(client, "light  <therapy>").text


@pytest.mark.parametrize("status", [Status.HELD, Status.RETURNED, Status.REMOVED, Status.WITHDRAWN])
def test_a_question_that_stopped_being_readable_is_found_no_more(client, topic, question, make_post, status):
    make_post("An answer that keeps the topic.")
    question.refresh_from_db()
    assert topic.get_absolute_url() in search(client, "light").text

    moderation.texts.move(question, (Status.PUBLISHED,), status)

    text = search(client, "light").text
    assert "Nothing has these words" in text
    assert "Light therapy" not in text


def test_a_question_that_was_held_at_once_is_found_by_nobody(client, make_topic, member):
    make_topic(title="Acme Regen cured me", body=ADVERT, outcome="hold")
    client.force_login(member)

    assert "Acme" not in search(client, "regen").text.partition("<nav aria-label=\"Show\"")[2]


def test_an_edit_that_waits_is_not_found(client, topic, question):
    moderation.revise(
        question, title="Regen now", body=ADVERT, html="<p>x</p>", assessment=verdict("hold", ADVERT), based_on=1
    )

    assert "Nothing has these words" in search(client, "regen").text
    assert topic.get_absolute_url() in search(client, "light").text


def test_a_draft_of_an_explainer_is_not_found(client, db):
    make_explainer("Light therapy, explained", slug="light", status="draft")

    assert "Nothing has these words" in search(client, "light").text


@pytest.mark.parametrize("query", ["light", "light scalp elephants", "elephants zebras"])
def test_searching_costs_at_most_four_queries(client, topic, query, max_queries):
    make_explainer("Light therapy, explained", slug="light")

    with max_queries(4):
        search(client, query)


def test_all_visitors_get_the_same_page(client, topic):
    first, second = search(client, "light"), search(type(client)(), "light")

    assert first.content == second.content
    assert not first.cookies
    assert "csrf" not in first.text


def test_results_are_kept_out_of_search_engines(client, topic):
    assert '<meta name="robots" content="noindex">' in search(client, "light").text


def test_only_reading_is_allowed(client, db):
    assert client.post(URL, {"q": "light"}).status_code == 405


def test_too_many_searches_are_told_how_long_to_wait(client, topic, settings):
    settings.LIMITS = {"search": {"address": "2/h"}, "page": {}}

    assert [search(client, "light").status_code for _ in range(3)] == [200, 200, 429]
    assert client.get(URL).status_code == 200


def test_a_long_list_is_cut_and_says_how_to_narrow_it(client, make_topic):
    for number in range(27):
        make_topic(title=f"Light question number {number}")

    everything, questions = search(client, "light").text, search(client, "light", kind="topic").text
    assert 'Questions <span class="count">25+</span>' in everything
    assert everything.count('class="rows__item"') == 10
    assert "All questions found: 25+" in everything
    assert questions.count('class="rows__item"') == 25
    assert "Add a word to find what you mean" in questions


@pytest.mark.parametrize("url", [URL, reverse("home"), "/nowhere/", reverse("forum:index")])
def test_no_field_takes_more_than_the_page_can_look_for(client, db, url):
    fields = re.findall(r'<input[^>]*type="search"[^>]*>', client.get(url).text)

    assert fields
    assert all(f'maxlength="{MAX_QUERY}"' in field for field in fields)


def test_the_longest_query_fits_into_the_line_that_the_server_reads():
    """gunicorn refuses longer ones with a bare page of its own."""
    query = urlencode({"q": "\u1e00" * MAX_QUERY, "kind": "article"})  # no character of one UTF-16 unit is longer
    [most] = [int(option.partition("=")[2]) for option in GUNICORN if option.startswith("--limit-request-line")]

    assert len(f"GET {URL}?{query} HTTP/1.1") < most
    assert most > 4094  # what gunicorn reads unless told otherwise
