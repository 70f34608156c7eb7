"""A moderator's decision: one transaction, one audit entry, one message to the author."""

from django.db import transaction
from django.utils import timezone

from ..messages import tell_author
from ..models import HIDDEN_FROM_OTHERS, AuditEntry, Case, Decision, Status
from . import cases, texts

Act = Decision.Act
AUDITED_AS = {
    Act.RELEASE: AuditEntry.Act.RELEASED,
    Act.KEEP: AuditEntry.Act.KEPT,
    Act.RETURN: AuditEntry.Act.RETURNED,
    Act.REMOVE: AuditEntry.Act.REMOVED,
}


class AlreadyDecided(Exception):
    """Somebody else decided first, or the author changed the text since the page was opened."""


class NotYours(Exception):
    """Nobody decides about their own text."""


def acts_for(case: Case) -> list[str]:
    """What can be decided: a hidden text is released, a public one is left as it is."""
    return [Act.RELEASE if case.is_hidden else Act.KEEP, Act.RETURN, Act.REMOVE]


def decide(case: Case, *, act: str, moderator, version: int, rule: str, reason: str, message: str = "") -> Decision:
    """Close the case and move its text.

    version: the version the moderator judged. Raises AlreadyDecided when the case was closed
    meanwhile or holds a newer version, NotYours for the author's own case.
    """
    if case.author_id == moderator.pk:
        raise NotYours(f"{moderator} wrote the text of {case}")
    if version != case.version or act not in acts_for(case):
        raise AlreadyDecided(f"{case} can no longer be answered with {act}")
    with transaction.atomic():
        subject = case.subject
        # First the text, then the case, as every other act does: two at once then wait instead of blocking each other.
        try:
            _apply(case, subject, act, version, rule)
        except texts.MovedMeanwhile as moved:
            raise AlreadyDecided(str(moved)) from moved
        _close(case, act, version)
        decision = Decision.objects.create(
            case=case,
            subject=subject,
            version=version,
            author=case.author,
            moderator=moderator,
            act=act,
            rule=rule,
            reason=reason,
            message=message,
            is_proposal=case.is_proposal,
        )
        AuditEntry.objects.append(
            AUDITED_AS[act],
            actor=moderator,
            case=case,
            subject=subject,
            details={"version": version, "rule": rule, "reason": reason, "message": message},
        )
        tell_author(decision)
        if act in (Act.RETURN, Act.REMOVE):
            cases.open_for_public_text(subject, case)
    return decision


def _close(case: Case, act: str, version: int) -> None:
    closed = Case.objects.filter(pk=case.pk, closed_at=None, version=version)
    if not closed.update(closed_at=timezone.now(), closed_because=act):
        raise AlreadyDecided(f"{case} was decided, or its text changed")
    case.closed_at, case.closed_because = timezone.now(), act


def _apply(case: Case, subject, act: str, version: int, rule: str) -> None:
    if act == Act.KEEP:
        return
    if act == Act.RELEASE:
        expected = Status.PUBLISHED if case.is_proposal else subject.status
        texts.apply_version(subject, subject.version_numbered(version), expected=expected)
    elif case.is_proposal:
        # The old text was never in question. A returned edit stays for its author to mend.
        if act == Act.REMOVE:
            texts.drop_proposal(subject)
    elif act == Act.RETURN:
        texts.move(subject, (Status.PUBLISHED, Status.HELD), Status.RETURNED, rule=rule)
    else:
        texts.move(subject, (Status.PUBLISHED, *HIDDEN_FROM_OTHERS), Status.REMOVED, rule=rule)
