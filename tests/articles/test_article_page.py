"""The page of an explainer: what it must say, who may read it, what it costs."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions import store
from articles.models import Article, Contributor
from register.models import Entry
from tests.texts import ADVERT

URL = "/articles/cell-cream/"
# One of the seven for their own texts: is somebody worried about them?
VISITOR_QUERIES, SIGNED_IN_MORE = 8, 7


@pytest.fixture
def comment(article, make_post):
    def write(body="I asked my doctor about it.", **given):
        return make_post(body, thread=article.thread, **given)

    return write


def page(client, url=URL):
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_visitor_reads_the_text_with_its_sources(client, article):
    html = page(client)

    assert "<h1>Cell cream and psoriasis</h1>" in html
    assert "It helped 8 of 17 people" in html
    assert '<li id="ref-1"' in html
    assert "Cheng L, et al. Cells for skin." in html
    assert '<a href="https://doi.org/10.1/abc" rel="noopener">doi.org/10.1/abc</a>' in html
    assert "Trial without a control group" in html
    assert "17 people" in html


def test_the_label_says_how_much_is_known_and_how_many_people_were_studied(client, article):
    html = page(client)

    assert 'data-step="2"' in html
    assert "a few people" in html
    assert "The largest single study that we cite had 17 people in it." in html


def test_without_people_it_says_that_nobody_was_studied(client, make_article, make_reference):
    make_reference("R8", kind="animal")
    make_article(in_short="One [R8]\nTwo\nThree", body="<p>Mice got better [R8].</p>")

    assert "No study that we cite has tested it in people with psoriasis." in page(client)


def test_the_box_says_what_the_register_says_when_the_page_is_read(client, article, make_entry):
    make_entry("US")
    make_entry("EU", "none-found", verified=False)
    make_entry("UK", "none-found", verified=False)
    html = page(client)
    assert "Approved for psoriasis?" in html
    assert 'US: no, as of <time datetime="2024-12-18" data-absolute>18 December 2024</time>.' in html
    assert "EU, UK: no approval found, not yet verified." in html

    Entry.objects.filter(jurisdiction="US").update(status="in-trials")
    assert "US: in trials, as of" in page(client)


def test_without_a_reviewer_it_says_so(client, article):
    html = page(client)

    assert "Not yet medically reviewed" in html
    assert "reviewedBy" not in html


def test_a_reviewer_is_named_with_profession_interests_and_day(client, article):
    article.reviewer = Contributor.objects.create(
        name="Nora Field", profession="dermatologist", interests="Speaker's fee of a cream maker, 2025."
    )
    article.reviewed_on = date(2026, 5, 3)
    store(article)
    html = page(client)

    assert "Medically reviewed by" in html
    assert "Nora Field</strong>, dermatologist" in html
    assert "Declared interests: Speaker&#x27;s fee of a cream maker, 2025." in html
    assert "3 May 2026" in html
    assert "Not yet medically reviewed" not in html


def test_a_review_that_is_overdue_is_marked_in_words(client, article):
    assert "To be reviewed by" in page(client)

    Article.objects.update(review_due=date(2026, 1, 31))
    html = page(client)
    assert "Due for review" in html
    assert "since" in html
    assert "31 January 2026" in html


def test_whoever_sells_the_treatment_is_named_beside_the_source(client, article, references):
    references[0].sells = "Written by the clinic that sells it."
    references[0].save()
    html = page(client)

    assert "Has something to sell" in html
    assert "Written by the clinic that sells it." in html


def test_contents_lead_to_headings_questions_sources_and_comments(client, article):
    html = page(client)

    contents = re.search(r'<nav class="contents".*?</nav>', html)[0]
    targets = re.findall(r'href="#([^"]+)"', contents)
    assert targets == ["section-what-comes-next", "questions", "sources", "comments"]
    assert all(f'id="{target}"' in html for target in targets)


def test_comments_are_readable_by_anyone(client, article, comment):
    comment("I asked my doctor about it.")
    html = page(client)

    assert "Comments (1)" in html
    assert "I asked my doctor about it." in html


def test_a_held_comment_is_there_for_its_author_alone(client, article, comment, stranger, member, sign_in):
    comment(ADVERT, outcome="hold", author=stranger)

    assert "Acme Regen" not in page(client)
    assert "Acme Regen" not in page(sign_in(client, member))
    assert "Acme Regen" in page(sign_in(client, stranger))


def test_comments_come_in_pages(client, article, comment):
    for number in range(21):
        comment(f"Comment number {number}.")

    assert "Comment number 20." not in page(client)
    assert "Comment number 20." in page(client, f"{URL}?page=2")
    assert client.get(f"{URL}?page=3").status_code == 404
    assert client.get(f"{URL}?page=x").status_code == 404


def test_related_questions_are_linked(client, article, make_topic):
    make_topic(title="Has anyone tried cell cream?")

    assert "Has anyone tried cell cream?" in page(client)


def test_a_draft_is_not_found_even_by_its_editor(client, make_article, editor, sign_in):
    make_article(status="draft")

    assert client.get(URL).status_code == 404
    assert sign_in(client, editor).get(URL).status_code == 404


def test_what_is_to_be_published_later_is_not_found_yet(client, article):
    Article.objects.update(published_at=timezone.now() + timedelta(hours=1))

    assert client.get(URL).status_code == 404


def test_an_earlier_address_leads_on_with_its_query(client, article):
    article.slug = "cream-of-cells"
    store(article)

    response = client.get(f"{URL}?page=1")
    assert (response.status_code, response["Location"]) == (301, "/articles/cream-of-cells/?page=1")


def test_the_earlier_address_of_a_draft_tells_nothing(client, article):
    article.slug, article.status = "cream-of-cells", "draft"
    store(article)

    assert client.get(URL).status_code == 404


def structured(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])


def test_search_engines_are_told_a_medical_web_page(client, article):
    data = structured(page(client))

    assert data["@type"] == "MedicalWebPage"
    assert data["url"] == "http://testserver/articles/cell-cream/"
    assert data["author"] == {"@type": "Organization", "name": "MyPsoriasis editors"}
    assert [work["name"] for work in data["citation"]] == ["Cells for skin", "Journal of L1, 2022;1:1"]


def test_a_title_cannot_end_the_data(client, article):
    article.title = "</script><b>Cells & cream</b>"
    store(article)

    assert structured(page(client))["headline"] == "</script><b>Cells & cream</b>"


def test_only_reading_is_answered(client, article):
    assert client.post(URL).status_code == 405
    assert client.head(URL).status_code == 200


class TestCost:
    @pytest.fixture
    def full(self, client, article, make_entry, make_topic):
        """Everything an explainer's page can show, and nothing of it in the cache."""
        make_entry("US")
        make_topic(title="Has anyone tried cell cream?")
        client.get(URL)
        cache.clear()

    @pytest.mark.parametrize("comments", [3, 60])
    def test_a_visitors_page_costs_the_same_whatever_the_number_of_comments(
        self, client, full, comment, moderator, comments, max_queries
    ):
        for number in range(comments):
            comment(f"Comment number {number}.", author=moderator)

        with max_queries(VISITOR_QUERIES):
            page(client)

    @pytest.mark.parametrize("comments", [3, 60])
    def test_a_members_page_costs_at_most_seven_more(
        self, client, full, comment, stranger, moderator, sign_in, comments, max_queries
    ):
        for number in range(comments):
            comment(f"Comment number {number}.", author=moderator)
        comment(ADVERT, outcome="hold", author=stranger)
        sign_in(client, stranger)

        with max_queries(VISITOR_QUERIES + SIGNED_IN_MORE):
            page(client)

    def test_reading_writes_nothing(self, client, full, stranger, sign_in):
        sign_in(client, stranger)
        with CaptureQueriesContext(connection) as queries:
            page(client)

        assert queries.captured_queries
        assert not [query["sql"] for query in queries if re.match(r"\s*(INSERT|UPDATE|DELETE)", query["sql"])]


def test_all_visitors_get_the_same_bytes(client, article, comment):
    comment()
    first, second = client.get(URL), client.get(URL)

    assert first.content == second.content
    assert not first.cookies
    assert b"csrf" not in first.content
    assert "nonce" not in first["Content-Security-Policy"]
