"""The screen: what the detector is told about a text, and what becomes of its own failure."""

import logging
from dataclasses import replace

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from detector import Assessment, Context, ProviderEntry, screen
from detector.policy import standard
from detector.policy_check import problems
from members.mentions import members_named
from rendering.mentions import without_signs

from .models import DemotedRule, Moderated, Policy, Provider

logger = logging.getLogger(__name__)
KEY, DEMOTED = "screening", "screening-demoted"


def assess(
    *,
    title: str,
    body: str,
    where: str,
    author,
    parent: str = "",
    previous: str = "",
    hinted_lately: int = 0,
    providers: tuple[ProviderEntry, ...] | None = None,
    rules: dict | None = None,
) -> Assessment:
    """Screen a text as it would be sent now by `author` (None for somebody who has yet to join).

    previous: the public text before an edit. hinted_lately: hints this author or address was shown.
    providers, rules: others than those in force, for a dry run.
    """
    rules_in_force, providers_in_force = _in_force()
    context = Context(
        standing=author.standing if author else "new",
        published_posts=author.published_posts if author else 0,
        account_days=author.account_days if author else 0,
        hinted_lately=hinted_lately,
        providers=providers_in_force if providers is None else providers,
        previous=previous,
    )
    # A member's name is no account elsewhere, though both begin with an @.
    title, body = without_signs(title, members_named), without_signs(body, members_named)
    assessment = screen(title, body, where=where, parent=parent, context=context, rules=rules or rules_in_force)
    if assessment.outcome == "hold" and assessment.rule in _demoted():
        assessment = replace(assessment, outcome="flag")
    if assessment.failed:
        logger.error("The screen failed and asks for a moderator: %s", assessment.failed)
    return assessment


def assess_again(subject: Moderated, **given) -> Assessment:
    """Screen a stored text as if it were sent now. given: providers or rules for a dry run."""
    title = subject.title if subject.where == "topic" else subject.context_title
    return assess(
        title=title, body=subject.body, where=subject.where, author=subject.author, parent=subject.parent_text, **given
    )


def forget_in_force() -> None:
    """The policy, the providers or the demoted rules changed: the next screen reads them anew."""
    transaction.on_commit(lambda: cache.delete_many([KEY, DEMOTED]))


def entry_of(provider: Provider) -> ProviderEntry:
    """A row of the list as the detector takes it."""
    return ProviderEntry(
        name=provider.name,
        aliases=tuple(provider.aliases),
        domains=tuple(provider.domains),
        phones=tuple(provider.phones),
        handles=tuple(provider.handles),
        entry_id=str(provider.pk),
    )


def _in_force() -> tuple[dict, tuple[ProviderEntry, ...]]:
    """Policy and providers, kept for a few seconds: every text asks for them."""
    found = cache.get(KEY)
    if found is None:
        found = _rules_in_force(), tuple(entry_of(provider) for provider in Provider.objects.in_force())
        cache.set(KEY, found, settings.SCREEN_SETTINGS_SECONDS)
    return found


def _demoted() -> frozenset[str]:
    """Rules whose holds become flags. Apart from the rest: only a text that would be held asks for them."""
    found = cache.get(DEMOTED)
    if found is None:
        found = frozenset(DemotedRule.objects.in_force().values_list("name", flat=True))
        cache.set(DEMOTED, found, settings.SCREEN_SETTINGS_SECONDS)
    return found


def _rules_in_force() -> dict:
    policy = Policy.objects.filter(in_force=True).first()
    if policy is None:
        return standard()
    if wrong := problems(policy.rules):
        # A release changed what a policy is made of: better the detector's own than no screen at all.
        logger.error("%s cannot be used, the detector's own policy decides: %s", policy, " ".join(wrong))
        return standard()
    return policy.rules
