"""An author asks for a second look; somebody else answers, in words."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import messages
from ..models import Appeal, AuditEntry, Case, Decision
from . import cases, claims
from .impartial import NotYours, may_answer, why_not_theirs
from .undo import moved_on, take_back

APPEAL_WITHIN = timedelta(days=183)  # six months: Digital Services Act, article 20(1)
APPEALABLE = (Decision.Act.MASK, Decision.Act.RETURN, Decision.Act.REMOVE)


class CannotAppeal(Exception):
    """There is nothing to appeal, it was appealed before, or it is too long ago."""


class AlreadyAnswered(Exception):
    """Somebody else answered the appeal first, or its author withdrew it. The message says which."""


def appeal_until(decision: Decision) -> datetime:
    return decision.decided_at + APPEAL_WITHIN


def may_appeal(decision: Decision) -> bool:
    hits = decision.act in APPEALABLE or decision.sanctions.exists()
    recent = timezone.now() < appeal_until(decision)
    made = getattr(decision, "appeal", None)
    return hits and recent and not decision.is_undone and (made is None or made.withdrawn_at is not None)


def appeal(decision: Decision, *, author, text: str) -> Appeal:
    """Ask, or ask again after having withdrawn. Raises CannotAppeal. A suspended member may appeal too."""
    if decision.author_id != author.pk or not may_appeal(decision):
        raise CannotAppeal(f"{decision} cannot be appealed by {author}")
    try:
        with transaction.atomic():
            made = _asked_again(decision, text) or Appeal.objects.create(decision=decision, author=author, text=text)
            made.case = cases.open_for_appeal(decision)
            made.save(update_fields=["case"])
            details = {"decision": decision.pk, "text": text}
            AuditEntry.objects.append(
                AuditEntry.Act.APPEALED, actor=author, case=made.case, subject=decision.subject, details=details
            )
    except IntegrityError as twice:
        raise CannotAppeal(f"{decision} was appealed before") from twice
    return made


def withdraw_appeal(waiting: Appeal) -> None:
    """At its author's wish. The decision stands, and they may ask again. Raises AlreadyAnswered."""
    with transaction.atomic():
        _settle(waiting, withdrawn_at=timezone.now())
        _close_if_done(waiting)
        details = {"decision": waiting.decision_id, "appeal": waiting.pk}
        AuditEntry.objects.append(
            AuditEntry.Act.APPEAL_WITHDRAWN,
            actor=waiting.author, case=waiting.case, subject=waiting.decision.subject, details=details,
        )  # fmt: skip


def answer(waiting: Appeal, *, moderator, overturn: bool, reply: str, reason: str) -> None:
    """Let the decision stand, or take it back with all it did.

    Raises NotYours, claims.Claimed when somebody else works on it, AlreadyAnswered, CannotUndo.
    """
    if not may_answer(waiting, moderator):
        raise NotYours(why_not_theirs(waiting.decision.case, moderator))
    if waiting.case is not None:
        claims.refuse_if_claimed(waiting.case, moderator)
    outcome = Appeal.Outcome.OVERTURNED if overturn else Appeal.Outcome.UPHELD
    act = AuditEntry.Act.APPEAL_OVERTURNED if overturn else AuditEntry.Act.APPEAL_UPHELD
    with transaction.atomic():
        _store(waiting, outcome, by=moderator, reply=reply, reason=reason)
        decision = waiting.decision
        if overturn:
            # Where its author has mended the text meanwhile, only the strike or the suspension is left to take back.
            if take_back(decision, by=moderator, text_too=not moved_on(decision)) is None:
                _close_if_done(waiting)
        else:
            _close_if_done(waiting)
        _log(act, waiting, by=moderator)
        messages.tell_appellant(waiting)


def settle(waiting: Appeal, *, by, why: str) -> None:
    """Who decides such things took back what was appealed; inside that transaction, which tells its author too."""
    _store(waiting, Appeal.Outcome.OVERTURNED, by=by, reply=why, reason=why)
    _close_if_done(waiting)
    _log(AuditEntry.Act.APPEAL_OVERTURNED, waiting, by=by)


def _asked_again(decision: Decision, text: str) -> Appeal | None:
    """The appeal that was withdrawn, waiting anew. A conditional UPDATE: of two at once one finds it withdrawn."""
    rows = Appeal.objects.filter(decision=decision, withdrawn_at__isnull=False)
    if not rows.update(withdrawn_at=None, text=text, created_at=timezone.now()):
        return None
    return Appeal.objects.get(decision=decision)


def _store(waiting: Appeal, outcome: str, *, by, reply: str, reason: str) -> None:
    _settle(waiting, outcome=outcome, reply=reply, reason=reason, decided_by=by, decided_at=timezone.now())


def _settle(waiting: Appeal, **changes) -> None:
    """A conditional UPDATE: of two who answer, or answer and withdraw, at once one is told."""
    done = Appeal.objects.waiting().filter(pk=waiting.pk).update(**changes)
    waiting.refresh_from_db()
    if not done and waiting.withdrawn_at:
        raise AlreadyAnswered(_("Its author took the appeal back."))
    if not done:
        raise AlreadyAnswered(_("Somebody else answered it while you were reading."))
    Case.objects.filter(pk=waiting.case_id).update(appeals_count=F("appeals_count") - 1)


def _log(act: str, waiting: Appeal, *, by) -> None:
    decision = waiting.decision
    details = {"decision": decision.pk, "appeal": waiting.pk, "reply": waiting.reply, "reason": waiting.reason}
    AuditEntry.objects.append(act, actor=by, case=waiting.case, subject=decision.subject, details=details)


def _close_if_done(waiting: Appeal) -> None:
    """The case closes with its last appeal, unless a flag, a report or a worry waits in it too."""
    alone = Case.objects.filter(
        pk=waiting.case_id, closed_at=None, appeals_count=0, reports_count=0, concern="", detected_by=""
    )
    alone.update(closed_at=timezone.now(), closed_because="appeal")
