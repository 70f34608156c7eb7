"""Taking a decision back: text, place, strikes and what was told are as before, and the case waits again."""

from django.db import transaction
from django.utils import timezone

from notifications.actions import put_back

from .. import messages
from ..models import Appeal, AuditEntry, Case, Decision, Moderated, Status
from . import cases, sanctions, texts
from .impartial import refuse_unless_theirs

ALL, BESIDE_THE_TEXT = "all", "beside the text"  # what an undo can reach
THREAD = ("locked", "slowed_until")


class CannotUndo(Exception):
    """It was undone before, is too old, or the text has moved on since and nothing beside it is left to take back."""


def what_can_be_undone(decision: Decision) -> str:
    """ALL; where the text has moved on, BESIDE_THE_TEXT: a sanction or what was done to the thread; or nothing."""
    if not decision.may_be_undone or decision.subject is None:
        return ""
    if Appeal.objects.waiting().filter(decision=decision).exists():
        return ""  # the answer settles it
    if not moved_on(decision):
        return ALL
    in_force = decision.sanctions.in_force().exists()
    return BESIDE_THE_TEXT if in_force or _place_before(decision, _subject_of(decision), THREAD) else ""


def undo(decision: Decision, *, by, reason: str) -> Case | None:
    """Within 30 days, by any moderator of the place. Returns the case that waits again, if one does.

    Raises CannotUndo, NotYours.
    """
    refuse_unless_theirs(decision.case, by)
    reach = what_can_be_undone(decision)
    if not reach:
        raise CannotUndo(f"{decision} was undone, is too old or appealed, or its text has changed since")
    details = {"decision": decision.pk, "reason": reason, "reach": reach}
    with transaction.atomic():
        waits = take_back(decision, by=by, text_too=reach == ALL)
        messages.correct(decision, text_too=reach == ALL)
        case = waits or decision.case
        AuditEntry.objects.append(AuditEntry.Act.UNDONE, actor=by, case=case, subject=decision.subject, details=details)
    return waits


def take_back(decision: Decision, *, by, text_too: bool = True) -> Case | None:
    """The part that undo and an overturned appeal share; inside their transaction. Returns the case that waits again.

    text_too: False takes back only what was imposed on the author and the thread: the text has moved on and stays.
    """
    rows = Decision.objects.filter(pk=decision.pk, undone_at=None)
    if not rows.update(undone_at=timezone.now(), undone_by=by):
        raise CannotUndo(f"{decision} was undone")
    decision.undone_at, decision.undone_by = timezone.now(), by
    case, subject = None, _subject_of(decision)
    if text_too:
        try:
            _restore(subject, decision)
        except texts.MovedMeanwhile as moved:
            raise CannotUndo(str(moved)) from moved
        case = cases.reopen(decision.case, subject)
    elif before := _place_before(decision, subject, THREAD):
        subject.set_place_state(**before)
    sanctions.undo_of(decision)
    messages.take_back(decision)
    return case


def moved_on(decision: Decision) -> bool:
    """Has the text changed since, or did somebody decide about what the decision made of it? Then it stays."""
    return not _is_as_decided(_subject_of(decision), decision) or _is_judged_again(decision)


def _subject_of(decision: Decision):
    return decision.content_type.get_object_for_this_type(pk=decision.object_id)


def _is_judged_again(decision: Decision) -> bool:
    """A later decision stands about the version that this one published or left: its undo would contradict that."""
    before, after = decision.before, decision.before["after"]
    if (before["status"], before["version"]) == (after["status"], after["version"]):
        return False
    of_text = Decision.objects.standing().filter(content_type=decision.content_type_id, object_id=decision.object_id)
    return of_text.filter(pk__gt=decision.pk, version=after["version"]).exists()


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
    texts.restore(subject, decision.before)
    if decision.masked_version:
        subject.versions().filter(number=decision.masked_version).delete()
    if before := _place_before(decision, subject):
        subject.set_place_state(**before)
    if subject.status == Status.PUBLISHED:
        put_back(f"{subject._meta.model_name}:{subject.pk}")


def _place_before(decision: Decision, subject: Moderated, names: tuple[str, ...] = ("has_card", *THREAD)) -> dict:
    """What was otherwise about the place before the decision, and is still as it made it."""
    if not decision.before:
        return {}
    before, after, now = decision.before["place"], decision.before["after"]["place"], subject.place_state()
    return {name: before[name] for name in names if before[name] != after[name] == now[name]}
