"""Taking a decision back: text, place, strikes and what was told are as before, and the case waits again."""

from django.db import transaction
from django.utils import timezone

from notifications.actions import put_back

from .. import messages
from ..models import Appeal, AuditEntry, Case, Decision, Moderated, Status
from . import cases, sanctions, texts
from .impartial import refuse_unless_theirs


class CannotUndo(Exception):
    """It was undone before, is too old, or the text has moved on since."""


def undo(decision: Decision, *, by, reason: str) -> Case:
    """Within 30 days, by any moderator of the place. Returns the case that waits again. Raises CannotUndo, NotYours."""
    refuse_unless_theirs(decision.case, by)
    if Appeal.objects.waiting().filter(decision=decision).exists():
        raise CannotUndo(f"{decision} is appealed; the answer settles it")
    if not decision.may_be_undone:
        raise CannotUndo(f"{decision} was undone, or is too old")
    details = {"decision": decision.pk, "reason": reason}
    with transaction.atomic():
        case = take_back(decision, by=by)
        messages.correct(decision)
        AuditEntry.objects.append(AuditEntry.Act.UNDONE, actor=by, case=case, subject=decision.subject, details=details)
    return case


def take_back(decision: Decision, *, by, text_too: bool = True) -> Case | None:
    """The part that undo and an overturned appeal share; inside their transaction. Returns the case that waits again.

    text_too: False takes back only what was imposed on the author: the text has moved on and stays as it is now.
    """
    rows = Decision.objects.filter(pk=decision.pk, undone_at=None)
    if not rows.update(undone_at=timezone.now(), undone_by=by):
        raise CannotUndo(f"{decision} was undone")
    decision.undone_at, decision.undone_by = timezone.now(), by
    case = None
    if text_too:
        subject = decision.content_type.get_object_for_this_type(pk=decision.object_id)
        try:
            _restore(subject, decision)
        except texts.MovedMeanwhile as moved:
            raise CannotUndo(str(moved)) from moved
        case = cases.reopen(decision.case, subject)
    sanctions.undo_of(decision)
    messages.take_back(decision)
    return case


def moved_on(decision: Decision) -> bool:
    """Has the text changed since, so that it cannot be put back?"""
    subject = decision.content_type.get_object_for_this_type(pk=decision.object_id)
    return not _is_as_decided(subject, decision)


def _is_as_decided(subject: Moderated, decision: Decision) -> bool:
    if not decision.before:
        return False  # older than undo
    after = decision.before["after"]
    if decision.masked_version and (subject.status, subject.version) == (Status.PUBLISHED, decision.masked_version):
        return True  # its author agreed to the masked version
    unchanged = all(getattr(subject, name) == after[name] for name in ("status", "version", "latest_version"))
    return unchanged and subject.proposal_id == after["proposal"]


def _restore(subject: Moderated, decision: Decision) -> None:
    if not _is_as_decided(subject, decision):
        raise texts.MovedMeanwhile(f"{subject!r} has changed since {decision}")
    before, after = decision.before, decision.before["after"]
    texts.restore(subject, before)
    if decision.masked_version:
        subject.versions().filter(number=decision.masked_version).delete()
    changed = {name: value for name, value in before["place"].items() if value != after["place"][name]}
    if changed:
        subject.set_place_state(**changed)
    if subject.status == Status.PUBLISHED:
        put_back(f"{subject._meta.model_name}:{subject.pk}")
