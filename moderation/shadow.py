"""A policy in shadow reads what members write and decides nothing: where it would differ is kept for an admin to see.

The worker does it, after the answer: no member waits for it, and no failure of it reaches the screen.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from detector import Assessment
from detector.policy_check import problems

from .models import Policy, ShadowResult, Version
from .policies import out_of_shadow
from .screening import assess

logger = logging.getLogger(__name__)
BATCH = 50  # versions in one transaction
# Versions are numbered before they are committed: one that is a moment old has none before it that is still to come.
SETTLED_AFTER = timedelta(seconds=10)


def go_on() -> bool:
    """Read the next versions. False when there is no policy in shadow, or nothing new to read."""
    policy = Policy.objects.filter(in_shadow=True).first()
    if policy is None:
        return False
    if wrong := problems(policy.rules):
        # A release changed what a policy is made of.
        logger.error("%s cannot be used and leaves the shadow: %s", policy, " ".join(wrong))
        out_of_shadow(by=None)
        return False
    batch = _next(policy)
    if not batch:
        return False
    results = [result for version in batch if (result := _compared(policy, version))]
    with transaction.atomic():
        # Conditional, so that of two workers one keeps what it found.
        rows = Policy.objects.filter(pk=policy.pk, in_shadow=True, shadow_read_up_to=policy.shadow_read_up_to)
        if rows.update(shadow_read_up_to=batch[-1].pk):
            ShadowResult.objects.bulk_create(results, ignore_conflicts=True)
    return True


def _next(policy: Policy) -> list[Version]:
    rows = Version.objects.filter(pk__gt=policy.shadow_read_up_to, created_at__lte=timezone.now() - SETTLED_AFTER)
    return list(rows.order_by("pk").prefetch_related("subject")[:BATCH])


def _compared(policy: Policy, version: Version) -> ShadowResult | None:
    """What the two policies make of one text, by the same facts about its author, where they differ."""
    if version.subject is None:
        return None
    try:
        now, shadow = _read(version), _read(version, rules=policy.rules)
    except Exception:
        logger.exception("%s could not be read in shadow", version)
        return None
    if now.failed or shadow.failed or now.outcome == shadow.outcome:
        return None
    return ShadowResult(
        policy=policy,
        content_type_id=version.content_type_id,
        object_id=version.object_id,
        version=version.number,
        outcome=shadow.outcome,
        outcome_in_force=now.outcome,
    )


def _read(version: Version, **given) -> Assessment:
    subject = version.subject
    title = version.title if subject.where == "topic" else subject.context_title
    return assess(
        title=title, body=version.body, where=subject.where, author=subject.author, parent=subject.parent_text, **given
    )
