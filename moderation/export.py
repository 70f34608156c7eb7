"""Decisions as labelled records: what the next model may learn from."""

from collections.abc import Iterator

from .models import Decision, Rule, Version

Act = Decision.Act
PASSED, AGAINST = (Act.RELEASE, Act.CARD, Act.KEEP), (Act.MASK, Act.RETURN, Act.REMOVE)
LABELS = dict.fromkeys(PASSED, "ok") | dict.fromkeys(AGAINST, "promote")
ABOUT_PROMOTION = ("", Rule.PROMOTION, Rule.CONTACT)
UNSORTED = "decided"  # a moderator names a rule, not a kind; whoever trains sorts them


def records() -> Iterator[dict]:
    """One record for each decision about promotion that stands and whose text is still there; of a version the last."""
    decisions = Decision.objects.standing().filter(act__in=LABELS, rule__in=ABOUT_PROMOTION).order_by("pk")
    last = {(row.content_type_id, row.object_id, row.version): row for row in decisions.iterator()}
    for decision in last.values():
        if record := _record(decision):
            yield record


def _record(decision: Decision) -> dict | None:
    version = Version.objects.filter(
        content_type=decision.content_type_id, object_id=decision.object_id, number=decision.version
    ).first()
    subject = decision.subject
    if version is None or subject is None:
        return None
    label = LABELS[decision.act]
    codes = {reason.code for reason in version.assessed.reasons}
    record = {
        "id": f"decision-{decision.pk}",
        "where": subject.where,
        "title": version.title if subject.where == "topic" else subject.context_title,
        "body": version.body,
        "label": label,
        "kind": UNSORTED,
        "obfuscated": "obfuscation" in codes,
        "spans": [reason.text for reason in version.assessed.reasons] if label == "promote" else [],
        "note": "decided by a moderator",
    }
    return record | ({"parent": subject.parent_text} if subject.parent_text else {})
