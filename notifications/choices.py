"""What members chose to be told, and when a mail may reach them."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils import timezone

from .models import DIGESTS, MAILED, Choice, Digest, Notice, Preferences, When

DIGEST_HOUR = 8  # by the member's own clock
DIGEST_WEEKDAY = 0  # Monday


def default(kind: str) -> Choice:
    """As if the member had chosen it; not stored."""
    return Choice(kind=kind, in_app=True, mail=MAILED.get(kind, When.NEVER))


def of(member_id: int, kind: str) -> Choice:
    return Choice.objects.filter(member=member_id, kind=kind).first() or default(kind)


def all_of(member_id: int) -> dict[str, Choice]:
    """One for each kind that can be chosen."""
    made = {choice.kind: choice for choice in Choice.objects.filter(member=member_id)}
    return {kind: made.get(kind) or default(kind) for kind in MAILED}


def made_by(members: Iterable[int]) -> dict[tuple[int, str], Choice]:
    """What these members chose, by member and kind; where nothing stands the default counts."""
    return {(choice.member_id, choice.kind): choice for choice in Choice.objects.filter(member__in=list(members))}


def choose(member_id: int, kind: str, **changes) -> None:
    """Change in_app, mail or both of one kind. Safe beside another change of the same member."""
    given = default(kind)
    row = Choice(member_id=member_id, kind=kind, in_app=given.in_app, mail=given.mail)
    with transaction.atomic():
        Choice.objects.bulk_create([row], ignore_conflicts=True)
        Choice.objects.filter(member=member_id, kind=kind).update(**changes)


def reschedule(member) -> None:
    """After other choices: what waits for a digest comes with the one that is next now."""
    if Notice.objects.unread().filter(member=member, for_digest=True).exists():
        rows = [Digest(member=member, every=every, due_at=digest_at(member, every)) for every in DIGESTS]
        Digest.objects.bulk_create(rows, ignore_conflicts=True)


def preferences_of(member) -> Preferences:
    """Needs no question when the member was read with select_related("notice_preferences")."""
    try:
        return member.notice_preferences
    except Preferences.DoesNotExist:
        return Preferences(member=member)


def zone_of(member) -> ZoneInfo:
    try:
        return ZoneInfo(member.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")  # a name that the list of zones no longer has


def digest_at(member, every: str, *, now: datetime | None = None) -> datetime:
    """When the member's next daily or weekly mail is written: in the morning, by their clock."""
    zone = zone_of(member)
    local = (now or timezone.now()).astimezone(zone)
    day = local.date()
    if every == When.WEEKLY:
        day += timedelta(days=(DIGEST_WEEKDAY - day.weekday()) % 7)
    step = timedelta(days=7 if every == When.WEEKLY else 1)
    while (at := datetime.combine(day, time(DIGEST_HOUR), zone)) <= local:
        day += step
    return after_quiet(member, at)


def after_quiet(member, moment: datetime | None = None) -> datetime:
    """The moment itself, or the end of the member's quiet hours when it lies in them."""
    moment = moment or timezone.now()
    preferences = preferences_of(member)
    start, end = preferences.quiet_from, preferences.quiet_until
    if start is None or end is None:
        return moment
    zone = zone_of(member)
    local = moment.astimezone(zone)
    over_midnight = start > end
    is_quiet = local.hour >= start or local.hour < end if over_midnight else start <= local.hour < end
    if not is_quiet:
        return moment
    day = local.date() + timedelta(days=1 if over_midnight and local.hour >= start else 0)
    # An hour that the clocks skip ends when they have been put forward; of one they repeat, the first counts.
    ended = datetime.combine(day, time(end), zone).astimezone(timezone.get_default_timezone())
    return max(ended, moment)
