"""What search engines are told about an explainer (schema.org)."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.safestring import SafeString

from rendering.structured import json_ld

from .models import Article, Contributor, Reference


def structured_data(article: Article, references: Iterable[Reference], address: str) -> SafeString:
    """A MedicalWebPage. It names a reviewer only where a review has taken place."""
    data = {
        "@type": "MedicalWebPage",
        "@id": address,
        "url": address,
        "headline": article.title,
        "description": article.summary,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "about": {"@type": "MedicalCondition", "name": "Psoriasis"},
        "audience": {"@type": "PeopleAudience", "audienceType": "Patient"},
        "author": _who(article.author),
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
        "dateModified": article.updated_at.isoformat(),
        "citation": [_work(reference) for reference in references],
    }
    if article.published_at:
        data["datePublished"] = article.published_at.isoformat()
    if article.reviewer:
        data["reviewedBy"] = _who(article.reviewer)
        data["lastReviewed"] = article.reviewed_on.isoformat()
    return json_ld(data)


def _who(contributor: Contributor) -> dict:
    # A name with a profession is a person; without one it is a group, as "MyPsoriasis editors".
    if not contributor.profession:
        return {"@type": "Organization", "name": contributor.name}
    return {"@type": "Person", "name": contributor.name, "jobTitle": contributor.profession}


def _work(reference: Reference) -> dict:
    work = {"@type": "CreativeWork", "name": reference.title or reference.source}
    if reference.authors:
        work["author"] = reference.authors
    if reference.year:
        work["datePublished"] = str(reference.year)
    if reference.links:
        work["url"] = reference.links[0][0]
    return work
