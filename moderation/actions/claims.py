"""Working on a case: who has it, who would rather not, what moderators tell each other about it."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .. import messages
from ..models import AuditEntry, Case, CaseNote, CaseSkip
from ..models.case import CLAIM_LASTS
from .impartial import NotYours, may_work_on, why_not_theirs


class Claimed(Exception):
    """Somebody else works on the case now."""

    def __init__(self, case: Case):
        super().__init__(f"{case} is claimed by {case.claimed_by}")
        self.holder, self.since = case.claimed_by, case.claimed_at


def claim(case: Case, moderator) -> None:
    """Take the case, or go on with it. A claim without a sign of life ends by itself. Raises Claimed, NotYours."""
    _refuse_idle_hands(case, moderator)
    now = timezone.now()
    free = Q(claimed_by=None) | Q(claim_seen_at=None) | Q(claim_seen_at__lt=now - CLAIM_LASTS)
    rows = Case.objects.filter(pk=case.pk, closed_at=None)
    if rows.filter(claimed_by=moderator).exclude(free).update(claim_seen_at=now):
        case.claim_seen_at = now
        return
    # A conditional UPDATE: of two who open the case at once one gets it.
    if not rows.filter(free).update(claimed_by=moderator, claimed_at=now, claim_seen_at=now):
        case.refresh_from_db()
        if case.is_open:
            raise Claimed(case)
        return
    case.claimed_by, case.claimed_at, case.claim_seen_at = moderator, now, now
    rows.filter(first_looked_at=None).update(first_looked_at=now)


def take_over(case: Case, moderator, *, why: str) -> None:
    """Take the case from somebody who has it, with a word why. Raises NotYours."""
    _refuse_idle_hands(case, moderator)
    now = timezone.now()
    with transaction.atomic():
        Case.objects.filter(pk=case.pk, closed_at=None).update(claimed_by=moderator, claimed_at=now, claim_seen_at=now)
        CaseNote.objects.create(case=case, author=moderator, kind=CaseNote.Kind.TAKEOVER, text=why)
        details = {"from": case.claimed_by_id, "why": why}
        AuditEntry.objects.append(AuditEntry.Act.TAKEN_OVER, actor=moderator, case=case, details=details)
    case.claimed_by, case.claimed_at, case.claim_seen_at = moderator, now, now


def refuse_if_claimed(case: Case, moderator) -> None:
    """Raise Claimed while somebody else works on the case."""
    holder = case.claim_holder
    if holder is not None and holder.pk != moderator.pk:
        raise Claimed(case)


def _refuse_idle_hands(case: Case, moderator) -> None:
    # Whoever can do nothing in a case must not keep it from those who can.
    if not may_work_on(case, moderator):
        raise NotYours(why_not_theirs(case, moderator))


def let_go(case: Case, moderator) -> None:
    Case.objects.filter(pk=case.pk, claimed_by=moderator).update(claimed_by=None, claimed_at=None, claim_seen_at=None)


def skip(case: Case, moderator) -> None:
    """Leave the case to the others; it disappears from this moderator's queue only."""
    CaseSkip.objects.get_or_create(case=case, member=moderator)
    let_go(case, moderator)


def unskip(case: Case, moderator) -> None:
    CaseSkip.objects.filter(case=case, member=moderator).delete()


def note(case: Case, moderator, *, text: str) -> CaseNote:
    return CaseNote.objects.create(case=case, author=moderator, text=text)


def escalate(case: Case, moderator, *, text: str) -> CaseNote:
    """Ask for an admin, who is told. The case stays where it is in the queue, with a mark, and is let go.

    The same words sent twice ask once.
    """
    with transaction.atomic():
        # First the case: of two at once the second waits here, and finds the note of the first.
        is_open = Case.objects.filter(pk=case.pk, closed_at=None).update(escalated_at=timezone.now())
        asked = {"case": case, "author": moderator, "kind": CaseNote.Kind.ESCALATION, "text": text}
        if made := CaseNote.objects.filter(**asked).first():
            return made
        made = CaseNote.objects.create(**asked)
        AuditEntry.objects.append(AuditEntry.Act.ESCALATED, actor=moderator, case=case, details={"note": text})
        let_go(case, moderator)
        if is_open:
            messages.tell_admins(case, asked_by=moderator)
    return made
