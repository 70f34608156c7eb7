"""The screen: what the detector is told about a text, and what becomes of its own failure."""

import logging

from detector import Assessment, Context, ProviderEntry, screen

from .models import Provider

logger = logging.getLogger(__name__)


def assess(
    *,
    title: str,
    body: str,
    where: str,
    author,
    parent: str = "",
    previous: str = "",
    hinted_lately: int = 0,
) -> Assessment:
    """Screen a text as it would be sent now by `author` (None for somebody who has yet to join).

    previous: the public text before an edit. hinted_lately: hints this author or address was shown.
    """
    context = Context(
        standing=author.standing if author else "new",
        published_posts=author.published_posts if author else 0,
        account_days=author.account_days if author else 0,
        hinted_lately=hinted_lately,
        providers=_providers(),
        previous=previous,
    )
    assessment = screen(title, body, where=where, parent=parent, context=context)
    if assessment.failed:
        logger.error("The screen failed and asks for a moderator: %s", assessment.failed)
    return assessment


def _providers() -> tuple[ProviderEntry, ...]:
    return tuple(
        ProviderEntry(
            name=row["name"],
            aliases=tuple(row["aliases"]),
            domains=tuple(row["domains"]),
            phones=tuple(row["phones"]),
            handles=tuple(row["handles"]),
        )
        for row in Provider.objects.in_force().values("name", "aliases", "domains", "phones", "handles")
    )
