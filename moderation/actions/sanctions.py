"""Warnings, strikes and suspensions: given with a decision, and taken back with it."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Max
from django.utils import timezone

from ..models import Decision, Sanction

STRIKE_EXPIRES_AFTER = timedelta(days=90)  # for each point of its weight
Kind = Sanction.Kind


@dataclass(frozen=True)
class Wish:
    """What a moderator asks for beside the act. weight: of a strike, 1 to 3. days: of a suspension."""

    kind: str
    weight: int = 1
    days: int = 7


def impose(wish: Wish, *, decision: Decision) -> Sanction:
    """Part of a decision: inside its transaction, and in its audit entry."""
    return store(wished(wish, decision=decision))


def store(made: Sanction) -> Sanction:
    made.save()
    if made.kind == Kind.SUSPEND:
        _settle(made.member_id)
    return made


def wished(wish: Wish, *, decision: Decision) -> Sanction:
    """What would be stored, not stored."""
    made = Sanction(
        member=decision.author, decision=decision, by=decision.moderator, kind=wish.kind, reason=decision.reason
    )
    if made.kind == Kind.STRIKE:
        made.weight, made.expires_at = wish.weight, timezone.now() + wish.weight * STRIKE_EXPIRES_AFTER
    elif made.kind == Kind.SUSPEND:
        made.expires_at = timezone.now() + timedelta(days=wish.days)
    return made


def undo_of(decision: Decision) -> None:
    """Take back what was imposed with a decision. Other suspensions of the member go on."""
    decision.sanctions.filter(undone_at=None).update(undone_at=timezone.now())
    if decision.author_id:
        _settle(decision.author_id)


def _settle(member_id: int) -> None:
    """The account is suspended as long as the longest suspension in force."""
    last = Sanction.objects.in_force().suspensions().filter(member=member_id).aggregate(last=Max("expires_at"))["last"]
    get_user_model().objects.filter(pk=member_id).update(suspended_until=last)
