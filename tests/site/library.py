"""Explainers for tests of pages that only list or serve them."""

from datetime import date

from articles.actions import store
from articles.models import Article, Contributor, Reference


def make_explainer(title: str = "What exosomes are", *, slug: str = "exosomes", **fields) -> Article:
    """A published explainer, saved the way editors save one."""
    Reference.objects.get_or_create(key="R1", defaults={"source": "A journal", "kind": Reference.Kind.REVIEW})
    editors, _made = Contributor.objects.get_or_create(name="MyPsoriasis editors")
    values = {
        "title": title,
        "slug": slug,
        "theme": Article.Theme.RESEARCH,
        "summary": "Tiny packets that cells send out.",
        "in_short": "One point.\nAnother point.\nA third point. [R1]",
        "body": "<p>A packet of messages. [R1]</p>",
        "author": editors,
        "review_due": date(2027, 5, 1),
        "status": Article.Status.PUBLISHED,
    }
    return store(Article(**values | fields))
