"""A rule of the screen that is wrong too often: what it would hold is flagged instead, until an admin lifts that."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Role
from notifications.actions import tell

from . import judged
from .models import AuditEntry, DemotedRule
from .screening import forget_in_force

OVER = timedelta(days=90)
DECIDED_AT_LEAST = 30  # cases


def watch_rules() -> None:
    """Demote each rule whose holds were right less often than the floor, even at the kind end of the interval."""
    since = timezone.now() - OVER
    rows = {row.name: row for row in DemotedRule.objects.all()}
    if not (made := judged.decisions(Q(decided_at__gte=since) & ~Q(case__detected_by=""))):
        return
    # What an admin has lifted is judged anew, by what came after.
    lifted = {name: row.lifted_at for name, row in rows.items() if row.lifted_at}
    fresh = [row for row in made if row.detected_by not in lifted or row.opened_at > lifted[row.detected_by]]
    for found in judged.precisions(fresh):
        known = rows.get(found.rule)
        stands = known is not None and known.lifted_at is None
        if found.holds and not stands and len(found.decided) >= DECIDED_AT_LEAST:
            if found.interval[1] < settings.SCREEN_RULE_FLOOR:
                _demote(found)


def lift(demoted: DemotedRule, *, by) -> bool:
    """Let the rule hold again. False when somebody else lifted it first."""
    with transaction.atomic():
        if not DemotedRule.objects.in_force().filter(pk=demoted.pk).update(lifted_at=timezone.now(), lifted_by=by):
            return False
        AuditEntry.objects.append(
            AuditEntry.Act.RULE_RESTORED, actor=by, subject=demoted, details={"rule": demoted.name}
        )
        forget_in_force()
    return True


def _demote(found: judged.Precision) -> None:
    counts = {"right": len(found.right), "decided": len(found.decided), "demoted_at": timezone.now()}
    details = {
        "rule": found.rule,
        "right": counts["right"],
        "decided": counts["decided"],
        "at best": round(found.interval[1], 3),
        "floor": settings.SCREEN_RULE_FLOOR,
    }
    try:
        with transaction.atomic():
            # A conditional UPDATE, else a unique name: of two workers one demotes.
            lifted = DemotedRule.objects.filter(name=found.rule, lifted_at__isnull=False)
            if not lifted.update(**counts, lifted_at=None, lifted_by=None):
                DemotedRule.objects.create(name=found.rule, **counts)
            row = DemotedRule.objects.get(name=found.rule)
            AuditEntry.objects.append(AuditEntry.Act.RULE_DEMOTED, subject=row, details=details)
            url = reverse("moderation:figures")
            for admin in _admins():
                tell(admin.pk, kind="desk", text=_told(found), url=url, about=f"rule:{row.pk}")
            forget_in_force()
    except IntegrityError:
        pass  # another worker was first


def _told(found: judged.Precision) -> str:
    return _(
        "The rule “%(rule)s” of the screen was right in %(right)d of %(decided)d cases. From now on it only flags."
    ) % {"rule": found.rule, "right": len(found.right), "decided": len(found.decided)}


def _admins():
    is_admin = Q(is_superuser=True) | Q(groups__name=Role.ADMIN)
    return get_user_model().objects.filter(is_admin, is_active=True, is_staff=True).distinct()
