"""References, register rows and explainers about an invented cream of cells."""

from datetime import date

import pytest
from django.core.cache import cache

from articles.actions import store
from articles.models import Article, Contributor, Reference
from register.models import Entry

CREAM = "cream-psoriasis"
BODY = "<p>It helped 8 of 17 people [R4]. The regulator warns [L1].</p><h2>What comes next</h2><p>Trials.</p>"


@pytest.fixture(autouse=True)
def empty_cache():
    """Related questions are kept for a while, by the words of a title that all these tests share."""
    cache.clear()


@pytest.fixture
def make_reference(db):
    """make_reference("R4", kind="animal", people=None, …) -> Reference about the cream and psoriasis"""

    def make(key: str, *, kind: str = "uncontrolled-trial", **fields) -> Reference:
        values = {"source": f"Journal of {key}, 2022;1:1", "about_psoriasis": True, "treatments": [CREAM]}
        return Reference.objects.create(key=key, kind=kind, **values | fields)

    return make


@pytest.fixture
def references(make_reference) -> list[Reference]:
    """R4, a trial of 17 without a control group; L1, what a regulator said."""
    return [
        make_reference(
            "R4", people=17, controls=False, authors="Cheng L, et al.", title="Cells for skin", doi="10.1/abc"
        ),
        make_reference("L1", kind="regulator", about_psoriasis=False, treatments=[]),
    ]


@pytest.fixture
def make_entry(db):
    """make_entry("US", "not-approved", verified=True) -> Entry of the cream"""

    def make(jurisdiction: str = "US", status: str = "not-approved", *, key: str = CREAM, **fields) -> Entry:
        values = {
            "product": "Cell cream",
            "indication": "psoriasis",
            "statement": "No cell cream is approved for psoriasis.",
            "source": "A regulator's page",
            "as_of": date(2024, 12, 18),
            "review_by": date(2099, 1, 1),
            "verified": True,
        }
        return Entry.objects.create(key=key, jurisdiction=jurisdiction, status=status, **values | fields)

    return make


@pytest.fixture
def editors(db) -> Contributor:
    return Contributor.objects.create(name="MyPsoriasis editors")


@pytest.fixture
def make_article(references, editors):
    """make_article(title=…, status="draft", …) -> Article, saved the way editors save one"""

    def make(**fields) -> Article:
        values = {
            "title": "Cell cream and psoriasis",
            "slug": "cell-cream",
            "theme": "research",
            "summary": "What is known about cell cream.",
            "in_short": "It was tried [R4].\nIt is not approved [L1].\nAsk first.",
            "body": BODY,
            "questions": "Would it help me?\nWhat could go wrong?",
            "register_keys": [CREAM],
            "author": editors,
            "review_due": date(2099, 5, 1),
            "status": "published",
        }
        return store(Article(**values | fields))

    return make


@pytest.fixture
def article(make_article) -> Article:
    return make_article()
