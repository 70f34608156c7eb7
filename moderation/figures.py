"""The desk in numbers: what waits, how long things take, how often the screen and the moderators were right.

Each number is one of cases and knows which, so that the page can lead to exactly them: a case that was decided twice
counts once. The number of queries is constant.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.conf import settings
from django.core.cache import cache
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .actions.desk import AGAINST_THE_TEXT
from .judged import Made, decisions, holds_felt, precisions
from .models import Appeal, Case, Decision, DemotedRule, Rule

PERIODS = (7, 30, 90)  # days
PROMISE = timedelta(days=30)  # measured over
PROMISE_KEPT_FOR = 0.9  # of the held texts
MEASURED_AT_LEAST = 10  # held texts; of fewer nothing is promised
PROMISE_KEY = "moderation:promised-hours"
ABOUT_SELLERS = (Rule.PROMOTION, Rule.CONTACT)


@dataclass(frozen=True)
class Cell:
    """One number. key: what its address says; empty where it counts no cases."""

    text: str
    cases: tuple[int, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Row:
    """bar: what the chart draws; low, high: the ends of its interval."""

    label: str
    cells: list[Cell]
    bar: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Group:
    """One table with its chart. most: what a whole bar stands for; None: the greatest of them."""

    key: str
    title: str
    about: str
    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    most: float | None = None


def of(days: int) -> list[Group]:
    """All figures of the last `days` days."""
    since = timezone.now() - timedelta(days=days)
    made = decisions(Q(decided_at__gte=since))
    appeals = list(
        Appeal.objects.filter(decided_at__gte=since)
        .order_by("pk")
        .values_list("decision__case", "outcome", "decided_by__username")
    )
    return [
        _waiting(),
        _times(since, made),
        _rules(made),
        _overturned(since, made, appeals),
        _load(made, appeals),
        _missed(made),
    ]


def cases_of(groups: Iterable[Group], key: str) -> tuple[str, tuple[int, ...]] | None:
    """Name and cases of one number; None when there is no such number."""
    for group in groups:
        for row in group.rows:
            for column, cell in zip(group.columns, row.cells, strict=True):
                if cell.key == key:
                    return f"{group.title}: {row.label}, {column.lower()}", cell.cases
    return None


def promised_hours() -> int | None:
    """The waiting time that an author may be told; None while the last 30 days do not keep it."""
    known = cache.get(PROMISE_KEY)
    if known is None:
        known = _measured_promise()
        cache.set(PROMISE_KEY, known, settings.FIGURES_SECONDS)
    return known or None


def _measured_promise() -> int:
    """0 stands for none: a cache cannot tell None from nothing kept."""
    promised, now = timedelta(hours=settings.MODERATION_PROMISED_HOURS), timezone.now()
    held = Case.objects.filter(is_hidden=True, opened_at__gte=now - PROMISE)
    # The first decision about each; texts that their authors changed or took back waited for nobody.
    first = Decision.objects.filter(case=OuterRef("pk")).order_by("pk").values("decided_at")[:1]
    kept = of_all = 0
    for opened_at, closed_at, decided_at in held.values_list("opened_at", "closed_at", Subquery(first)):
        if decided_at is None and (closed_at or now - opened_at < promised):
            continue
        of_all += 1
        kept += decided_at is not None and decided_at - opened_at <= promised
    keeps = of_all >= MEASURED_AT_LEAST and kept >= PROMISE_KEPT_FOR * of_all
    return settings.MODERATION_PROMISED_HOURS if keeps else 0


def spoken(time: timedelta | None) -> str:
    """A length of time in words, as exact as anybody needs it."""
    if time is None:
        return "–"
    minutes = round(time.total_seconds() / 60)
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d day", "%(n)d days", round(hours / 24)) % {"n": round(hours / 24)}


def _counted(key: str, cases: Iterable[int]) -> Cell:
    cases = tuple(dict.fromkeys(cases))
    return Cell(str(len(cases)), cases, key)


def _counted_row(label: str, key: str, cases: Iterable[int]) -> Row:
    cell = _counted(key, cases)
    return Row(label, [cell], bar=len(cell.cases))


def _waiting() -> Group:
    names = ("pk", "is_hidden", "score", "reports_count", "appeals_count", "concern")
    rows = list(Case.objects.open().order_by("pk").values_list(*names))
    kinds = {
        "all": (_("All open cases"), [row[0] for row in rows]),
        "held": (_("Held"), [row[0] for row in rows if row[1]]),
        "flagged": (_("Flagged, visible"), [row[0] for row in rows if not row[1] and row[2] > 0]),
        "reported": (_("Reported"), [row[0] for row in rows if row[3]]),
        "appeals": (_("Appeals"), [row[0] for row in rows if row[4]]),
        "worries": (_("Worries about a person"), [row[0] for row in rows if row[5]]),
    }
    return Group(
        "waiting", _("Waiting now"), _("A case can be of more than one kind."), [_("Cases")],
        [_counted_row(label, f"waiting-{key}", cases) for key, (label, cases) in kinds.items()],
    )  # fmt: skip


def _times(since: datetime, made: list[Made]) -> Group:
    looked = Case.objects.filter(first_looked_at__gte=since).values_list("pk", "opened_at", "first_looked_at")
    first = [(row.case, row.decided_at - row.opened_at) for row in made if not row.again]
    kinds = {
        "look": (_("To the first look"), [(pk, at - opened) for pk, opened, at in looked]),
        "decision": (_("To the decision"), first),
        "hold": (_("Held, then released"), holds_felt(made)),
    }
    rows = []
    for key, (label, found) in kinds.items():
        times = sorted(time for _case, time in found)
        middle = median(times) if times else None
        most = times[math.ceil(0.9 * len(times)) - 1] if times else None
        cells = [Cell(spoken(middle)), Cell(spoken(most)), _counted(f"times-{key}", (case for case, _time in found))]
        rows.append(Row(label, cells, bar=middle.total_seconds() / 3600 if middle is not None else 0))
    about = _("The last line is what members felt: their text was held, and nothing was wrong with it.")
    return Group("times", _("How long it takes"), about, [_("Half within"), _("9 in 10 within"), _("Cases")], rows)


def _rules(made: list[Made]) -> Group:
    demoted = set(DemotedRule.objects.in_force().values_list("name", flat=True))
    rows = []
    for found in precisions(made):
        low, high = found.interval
        share = len(found.right) / len(found.decided)
        key = f"rules-{found.rule}-{'hold' if found.holds else 'flag'}"
        cells = [
            _counted(f"{key}-right", found.right),
            _counted(f"{key}-decided", found.decided),
            Cell(f"{share:.0%}"),
            Cell(_("%(low)s to %(high)s") % {"low": f"{low:.0%}", "high": f"{high:.0%}"}),
        ]
        label = (_("%(rule)s, would hold") if found.holds else _("%(rule)s, flags")) % {"rule": found.rule}
        note = _("demoted: it only flags now") if found.rule in demoted else ""
        rows.append(Row(label, cells, bar=share, low=low, high=high, note=note))
    about = _(
        "Right is a text that was decided against. What was taken back or overturned counts only once it is decided "
        "again. The interval is where the true share lies 19 times in 20."
    )
    columns = [_("Right"), _("Decided"), _("Share"), _("Interval")]
    return Group("rules", _("How often each rule of the screen was right"), about, columns, rows, most=1.0)


def _overturned(since: datetime, made: list[Made], appeals: list[tuple]) -> Group:
    undone = Decision.objects.about_texts().filter(undone_at__gte=since).order_by("pk").values_list("case_id", flat=True)
    kinds = {
        "made": (_("Decided"), [row.case for row in made]),
        "undone": (_("Decision taken back"), list(undone)),
        "appeals": (_("Appeal answered"), [case for case, _outcome, _by in appeals]),
        "overturned": (
            _("Appeal overturned the decision"),
            [case for case, outcome, _by in appeals if outcome == Appeal.Outcome.OVERTURNED],
        ),
    }
    rows = [_counted_row(label, f"overturned-{key}", cases) for key, (label, cases) in kinds.items()]
    about = _("Taken back within 30 days, or after an appeal. What happened twice in a case counts once.")
    return Group("overturned", _("Decisions and second looks"), about, [_("Cases")], rows)


def _load(made: list[Made], appeals: list[tuple]) -> Group:
    nobody = _("Former members")
    names = sorted({row.moderator for row in made} | {by or "" for _case, _outcome, by in appeals}, key=str.casefold)
    rows = []
    for name in names:
        decided = _counted(f"load-{name}-decisions", (row.case for row in made if row.moderator == name))
        answered = _counted(f"load-{name}-appeals", (case for case, _outcome, by in appeals if (by or "") == name))
        rows.append(Row(name or nobody, [decided, answered], bar=len(decided.cases) + len(answered.cases)))
    about = _("By name, in cases. This is to share the work fairly, not to compare: cases differ.")
    return Group("load", _("Who did how much"), about, [_("Decided"), _("Appeal answered")], rows)


def _missed(made: list[Made]) -> Group:
    missed = [row for row in made if row.passed and row.reported and row.act in AGAINST_THE_TEXT and not row.undone]
    sellers = [row.case for row in missed if row.rule in ABOUT_SELLERS]
    rows = [
        _counted_row(_("By any rule"), "missed-all", [row.case for row in missed]),
        _counted_row(_("About sellers"), "missed-sellers", sellers),
    ]
    about = _("The screen let them pass, a member reported them, and they were decided against. It seeks sellers only.")
    return Group("missed", _("What the screen missed"), about, [_("Cases")], rows)
