"""What everyone may know about moderation: whole months in numbers, without small ones that could point at somebody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import figures, judged
from .models import Appeal, AuditEntry, Rule

MONTHS = 12  # whole ones: of the current one each new number would tell what happened today
FEWEST = 5
KEY = "moderation:transparency"


@dataclass(frozen=True)
class Line:
    """One number of one month, in words that can be published."""

    key: str
    label: str
    shown: str


@dataclass(frozen=True)
class Month:
    first_day: datetime
    lines: list[Line]


def months() -> list[Month]:
    """Newest first; months in which nothing happened are left out. Kept for a while: everyone asks for the same."""
    key = f"{KEY}:{get_language()}"
    found = cache.get(key)
    if found is None:
        found = _months()
        cache.set(key, found, settings.FIGURES_SECONDS)
    return found


def sheet(found: list[Month]) -> Iterator[list[str]]:
    yield ["month", "figure", "value"]
    for month in found:
        for line in month.lines:
            yield [f"{month.first_day:%Y-%m}", line.key, line.shown]


def published(parts: dict[str, int], whole: int) -> tuple[dict[str, str], str]:
    """Parts and their whole in words: no number under five, and none that subtraction would give away.

    Beside the small parts as many others are left out, the smallest first, as it takes to leave each small one open
    between 0 and 4; where there are not enough, the whole is left out instead.
    """
    small = {key for key, count in parts.items() if count < FEWEST}
    if not small:
        return {key: str(count) for key, count in parts.items()}, _count(whole)
    left_out: list[str] = []
    # What a reader could still say of the small parts together: between nothing and this.
    room = sum(parts[key] for key in small)
    for key in sorted(parts.keys() - small, key=lambda key: (parts[key], key)):
        if left_out and room >= FEWEST - 1:
            break
        left_out.append(key)
        room += parts[key] - FEWEST
    enough = left_out and room >= FEWEST - 1
    hidden = set(left_out) if enough else set()
    words = {
        key: _few() if key in small else _left_out() if key in hidden else str(count) for key, count in parts.items()
    }
    return words, _few() if whole < FEWEST else str(whole) if enough else _left_out()


def _months() -> list[Month]:
    end = _first_of_month(timezone.now())
    start = end
    for _month in range(MONTHS):
        start = _first_of_month(start - timedelta(days=1))
    made: dict[datetime, list[judged.Made]] = {}
    for row in judged.decisions(Q(decided_at__gte=start, decided_at__lt=end)):
        made.setdefault(_first_of_month(row.decided_at), []).append(row)
    holds = _per_month(AuditEntry.objects.filter(act=AuditEntry.Act.HELD), "at", start, end)
    answered = Appeal.objects.filter(decided_at__isnull=False)
    appeals = _per_month(answered, "decided_at", start, end)
    overturned = _per_month(answered.filter(outcome=Appeal.Outcome.OVERTURNED), "decided_at", start, end)
    return [
        Month(month, [
            Line("held automatically", _("Held by the screen, until somebody looked"), _count(holds.get(month, 0))),
            *_decided(made.get(month, [])),
            *_appealed(appeals.get(month, 0), overturned.get(month, 0)),
        ])
        for month in sorted(made.keys() | holds.keys() | appeals.keys(), reverse=True)
    ]  # fmt: skip


def _decided(made: list[judged.Made]) -> list[Line]:
    rules = {"": _("No rule: the text was fine, or somebody was worried")} | dict(Rule.choices)
    counts = {rule: sum(row.rule == rule for row in made) for rule in rules}
    parts, whole = published(counts, len(made))
    by_rule = [Line(f"decided by rule: {rule or 'none'}", str(label), parts[rule]) for rule, label in rules.items()]
    to_decision = [row.decided_at - row.opened_at for row in made if not row.again]
    felt = [time for _case, time in judged.holds_felt(made)]
    return [
        Line("decided by moderators", _("Decided by moderators"), whole),
        *by_rule,
        Line("median time to decision", _("Half were decided within"), _median(to_decision)),
        Line("median time held before release", _("Half of the texts held and released waited at most"), _median(felt)),
    ]


def _appealed(appeals: int, overturned: int) -> list[Line]:
    parts, whole = published({"overturned": overturned, "upheld": appeals - overturned}, appeals)
    return [
        Line("appeals answered", _("Appeals answered"), whole),
        Line("decisions overturned", _("Decisions overturned after an appeal"), parts["overturned"]),
    ]


def _per_month(rows, name: str, start: datetime, end: datetime) -> dict[datetime, int]:
    within = rows.filter(**{f"{name}__gte": start, f"{name}__lt": end})
    by_month = within.annotate(month=TruncMonth(name, tzinfo=UTC)).order_by("month").values("month")
    return dict(by_month.annotate(n=Count("pk")).values_list("month", "n"))


def _first_of_month(when: datetime) -> datetime:
    return when.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _median(times: list[timedelta]) -> str:
    return figures.spoken(median(times)) if len(times) >= FEWEST else _left_out()


def _count(count: int) -> str:
    return str(count) if count >= FEWEST else _few()


def _few() -> str:
    return _("fewer than 5")


def _left_out() -> str:
    return _("left out")
