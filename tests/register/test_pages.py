"""The register and the glossary, for everyone."""

from datetime import date

import pytest

from register.models import Entry, Term
from tests.site.library import make_explainer


def page(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def entry(**fields):
    values = {
        "key": "cream-psoriasis",
        "product": "Cell cream",
        "indication": "psoriasis",
        "jurisdiction": "US",
        "status": "not-approved",
        "statement": "No cell cream is approved for psoriasis.",
        "source": "A regulator's page",
        "as_of": date(2024, 12, 18),
        "review_by": date(2099, 1, 1),
        "verified": True,
    }
    return Entry.objects.create(**values | fields)


def term(word, **fields):
    return Term.objects.create(slug=word.lower().replace(" ", "-"), term=word, **{"definition": "Meaning."} | fields)


class TestStatus:
    URL = "/status/"

    def test_a_row_has_its_sentence_its_source_and_its_day(self, client, db):
        entry()
        html = page(client, self.URL)

        assert "United States: not approved" in html
        assert "No cell cream is approved for psoriasis." in html
        assert "A regulator&#x27;s page" in html
        assert "18 December 2024" in html

    def test_what_was_only_not_found_has_no_day(self, client, db):
        entry(status="none-found", verified=False)
        html = page(client, self.URL)

        assert "18 December 2024" not in html
        assert "<dd>not yet verified</dd>" in html

    def test_an_overdue_row_is_marked(self, client, db):
        entry(review_by=date(2026, 1, 1))

        assert "due to be checked again" in page(client, self.URL)

    def test_a_product_can_be_linked_to(self, client, db):
        assert f'id="{entry().get_absolute_url().partition("#")[2]}"' in page(client, self.URL)

    def test_what_is_about_psoriasis_comes_first(self, client, db):
        entry(key="a", product="A first by name", indication="another illness", status="approved")
        entry()
        html = page(client, self.URL)

        assert html.index("Cell cream for psoriasis") < html.index("A first by name")

    def test_an_empty_register_leads_on(self, client, db):
        assert "All articles" in page(client, self.URL)

    def test_it_costs_one_question(self, client, db, max_queries):
        for number in range(9):
            entry(key=f"cream-{number}")

        with max_queries(1):
            page(client, self.URL)


class TestGlossary:
    URL = "/glossary/"

    def test_terms_stand_under_their_letters(self, client, db):
        for word in ("plaque", "5-hmC", "PASI"):
            term(word)
        html = page(client, self.URL)

        places = [html.index(f'id="{name}"') for name in ("letter-0-9", "5-hmc", "letter-P", "pasi", "plaque")]
        assert places == sorted(places)
        assert 'href="#letter-P"' in html

    def test_readable_explainers_are_linked_and_others_are_not(self, client, db):
        make_explainer("What exosomes are", slug="exosomes")
        make_explainer("Not yet", slug="not-yet", status="draft")
        term("Exosome", see=["not-yet", "exosomes", "gone"])
        html = page(client, self.URL)

        assert '<a href="/articles/exosomes/">What exosomes are</a>' in html
        assert "Not yet" not in html

    def test_an_empty_glossary_leads_on(self, client, db):
        assert "All articles" in page(client, self.URL)

    @pytest.mark.parametrize("terms", [1, 30])
    def test_it_costs_two_questions_whatever_its_length(self, client, db, terms, max_queries):
        for number in range(terms):
            term(f"Word {number}", see=["exosomes"])

        with max_queries(2):
            page(client, self.URL)
