"""Taking a decision back: text, place, strikes and what was told are as before, and the case waits again."""

from django.db import transaction
from django.utils import timezone

from notifications.actions import put_back

from .. import messages
from ..models import AuditEntry, Case, Decision, Moderated, Status
from . import cases, sanctions, texts
from .desk import NotYours, may_decide


class CannotUndo(Exception):
    """It was undone before, is too old, or the text has moved on since."""


def undo(decision: Decision, *, by, reason: str) -> Case:
    """Within 30 days, by any moderator of the place. Returns the case that waits again. Raises CannotUndo, NotYours."""
    if not may_decide(decision.case, by):
        raise NotYours(f"{decision} is not for {by}")
    if not decision.may_be_undone:
        raise CannotUndo(f"{decision} was undone, or is too old")
    details = {"decision": decision.pk, "reason": reason}
    with transaction.atomic():
        case = take_back(decision, by=by)
        AuditEntry.objects.append(AuditEntry.Act.UNDONE, actor=by, case=case, subject=decision.subject, details=details)
    return case


def take_back(decision: Decision, *, by) -> Case:
    """The part that undo and an overturned appeal share; inside their transaction."""
    rows = Decision.objects.filter(pk=decision.pk, undone_at=None)
    if not rows.update(undone_at=timezone.now(), undone_by=by):
        raise CannotUndo(f"{decision} was undone")
    decision.undone_at, decision.undone_by = timezone.now(), by
    subject = decision.content_type.get_object_for_this_type(pk=decision.object_id)
    try:
        _restore(subject, decision)
    except texts.MovedMeanwhile as moved:
        raise CannotUndo(str(moved)) from moved
    sanctions.undo_of(decision)
    case = cases.reopen(decision.case, subject)
    messages.take_back(decision)
    return case


def _restore(subject: Moderated, decision: Decision) -> None:
    before = decision.before
    if not before:
        raise texts.MovedMeanwhile(f"{decision} is older than undo")
    after = before["after"]
    agreed = decision.masked_version and (subject.status, subject.version) == (
        Status.PUBLISHED,
        decision.masked_version,
    )
    unchanged = all(getattr(subject, name) == after[name] for name in ("status", "version", "latest_version"))
    if not agreed and not (unchanged and subject.proposal_id == after["proposal"]):
        raise texts.MovedMeanwhile(f"{subject!r} has changed since {decision}")
    texts.restore(subject, before)
    if decision.masked_version:
        subject.versions().filter(number=decision.masked_version).delete()
    changed = {name: value for name, value in before["place"].items() if value != after["place"][name]}
    if changed:
        subject.set_place_state(**changed)
    if subject.status == Status.PUBLISHED:
        put_back(f"{subject._meta.model_name}:{subject.pk}")
