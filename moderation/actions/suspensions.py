"""An admin suspends a member without a text, and lifts suspensions: with a receipt and an appeal, as at the desk."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from members.models import Member

from .. import messages
from ..models import Appeal, AuditEntry, Case, Decision, Sanction
from . import appeals, cases, sanctions


def suspend(
    member: Member, *, until: datetime, by: Member | None, reason: str, rule: str = "", instead: bool = False
) -> Sanction:
    """Beside the suspensions in force, of which the longest counts, or instead of them. reason: the member reads it."""
    with transaction.atomic():
        _lock(member)
        if instead:
            _end(member, by=by)
        decision = Decision.objects.create(
            case=_closed_case(member, reason), subject=member, version=0, author=member, moderator=by,
            act=Decision.Act.SUSPEND, rule=rule, reason=reason, message=reason,
        )  # fmt: skip
        kind = Sanction.Kind.SUSPEND
        made = Sanction(member=member, decision=decision, by=by, kind=kind, reason=reason, expires_at=until)
        sanctions.store(made)
        details = {"member": member.pk, "until": until, "rule": rule, "reason": reason, "decision": decision.pk}
        AuditEntry.objects.append(
            AuditEntry.Act.SUSPENDED, actor=by, case=decision.case, subject=member, details=details
        )
        messages.tell_suspended(made)
    return made


def lift(member: Member, *, by: Member, reason: str) -> None:
    """End all suspensions of a member. Where a second look was asked for, this is its answer."""
    with transaction.atomic():
        _lock(member)
        ended = _end(member, by=by)
        for waiting in Appeal.objects.waiting().filter(decision__in=ended).filter(decision__act=Decision.Act.SUSPEND):
            appeals.settle(waiting, by=by, why=reason)
        details = {"member": member.pk, "reason": reason, "decisions": [decision.pk for decision in ended]}
        AuditEntry.objects.append(AuditEntry.Act.SUSPENSION_LIFTED, actor=by, subject=member, details=details)
        messages.tell_lifted(member, reason, receipt=ended[-1] if ended else None)
    member.suspended_until = None


def waiting_appeal(member: Member) -> Appeal | None:
    """The second look that somebody asked for at being suspended without a text."""
    return Appeal.objects.waiting().filter(author=member, decision__act=Decision.Act.SUSPEND).first()


def _lock(member: Member) -> None:
    # Two admins at once, or an admin and the answer to an appeal, come one after the other.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)


def _end(member: Member, *, by: Member | None) -> list[Decision]:
    """End what is in force. Returns the decisions it came from, oldest first; those about a text stand otherwise."""
    now = timezone.now()
    rows = Sanction.objects.in_force().suspensions().filter(member=member)
    ended = list(Decision.objects.filter(pk__in=rows.values("decision")).order_by("pk"))
    rows.update(undone_at=now)
    Member.objects.filter(pk=member.pk).update(suspended_until=None)
    for decision in ended:
        if decision.is_about_account:
            Decision.objects.filter(pk=decision.pk, undone_at=None).update(undone_at=now, undone_by=by)
            messages.take_back(decision)
    return ended


def _closed_case(member: Member, reason: str) -> Case:
    """For the log and the page that lead to it; an appeal opens one of its own."""
    kind = ContentType.objects.get_for_model(Member)
    closed = {"closed_at": timezone.now(), "closed_because": Decision.Act.SUSPEND}
    return Case.objects.create(content_type=kind, object_id=member.pk, **cases.about_account(member, reason), **closed)
