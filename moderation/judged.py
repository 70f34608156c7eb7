"""Decisions as their figures need them: how long each took, and whether the screen had been right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, Subquery

from detector.figures import wilson

from .actions.desk import AGAINST_THE_TEXT
from .models import Decision, Report, Version

Act = Decision.Act
PASSED = ("publish", "card")


@dataclass(frozen=True)
class Made:
    """A decision, with what its figures need."""

    case: int
    text: tuple[int, int, int]  # content type, object, version
    act: str
    rule: str
    moderator: str
    undone: bool
    decided_at: datetime
    opened_at: datetime
    detected_by: str
    would_hold: bool  # what the screen said when it opened the case
    reported: bool
    again: bool  # the case had been decided before
    passed: bool  # the screen let this version appear without a flag
    held_since: datetime | None


@dataclass(frozen=True)
class Precision:
    """Of the texts that a rule of the screen stopped: how many were decided against."""

    rule: str
    holds: bool  # else it only flagged
    right: tuple[int, ...]
    decided: tuple[int, ...]

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(len(self.right), len(self.decided))


def decisions(which: Q) -> list[Made]:
    """In the order in which they were made, in one query."""
    judged = Version.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), number=OuterRef("version")
    )
    rows = Decision.objects.about_texts().filter(which).annotate(
        again=Exists(Decision.objects.filter(case=OuterRef("case"), pk__lt=OuterRef("pk"))),
        passed=Exists(judged.filter(outcome__in=PASSED)),
        held_since=Subquery(judged.filter(outcome="hold").values("created_at")[:1]),
        reported=Exists(Report.objects.filter(case=OuterRef("case"))),
    )
    names = ("case_id", "content_type_id", "object_id", "version", "act", "rule", "moderator__username", "undone_at",
             "decided_at", "case__opened_at", "case__detected_by", "case__assessment__outcome", "reported", "again",
             "passed", "held_since")  # fmt: skip
    return [
        Made(case, (kind, number, version), act, rule, moderator or "", undone_at is not None, decided_at, opened_at,
             detected_by, outcome == "hold", reported, again, passed, held_since)
        for case, kind, number, version, act, rule, moderator, undone_at, decided_at, opened_at, detected_by, outcome,
        reported, again, passed, held_since in rows.order_by("pk").values_list(*names)
    ]  # fmt: skip


def precisions(made: Iterable[Made]) -> list[Precision]:
    """For each rule of the screen and what it did. The last word about each version that stands counts.

    Right is a decision against the text. One that was taken back or overturned says nothing, neither for the rule nor
    against it: the text waits for another, which counts.
    """
    last = {row.text: row for row in made if row.detected_by and not row.undone}
    kinds: dict[tuple[str, bool], list[Made]] = {}
    for row in last.values():
        kinds.setdefault((row.detected_by, row.would_hold), []).append(row)
    return [
        Precision(
            rule,
            holds,
            right=tuple(row.case for row in rows if row.act in AGAINST_THE_TEXT),
            decided=tuple(row.case for row in rows),
        )
        for (rule, holds), rows in sorted(kinds.items())
    ]


def holds_felt(made: Iterable[Made]) -> list[tuple[int, timedelta]]:
    """Case and waiting time of each held text that was then released: the hold was felt, and needless."""
    return [
        (row.case, row.decided_at - row.held_since)
        for row in made
        if row.held_since and row.act in (Act.RELEASE, Act.CARD) and not row.undone
    ]
