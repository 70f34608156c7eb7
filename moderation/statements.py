"""What an author is told of a decision, in facts: for the receipt, and for the statement of reasons to keep.

Nothing here tells who reported a text, when, how many did, or in what words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Self

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from detector import Assessment

from .actions.appeals import appeal_until, may_appeal
from .messages import headline
from .models import Appeal, Decision, Moderated, Sanction, Status, Version
from .words import Explanation, explain

Act = Decision.Act
AGAINST_THE_TEXT = (Act.MASK, Act.RETURN, Act.REMOVE)


@dataclass(frozen=True)
class Statement:
    """A decision with all that its author may know of it."""

    decision: Decision
    version: Version | None
    masked: Version | None
    why: Explanation | None
    sanctions: list[Sanction]
    appeal: Appeal | None
    reported: bool

    @classmethod
    def of(cls, decision: Decision) -> Self:
        numbers = [decision.version, decision.masked_version]
        versions = {
            version.number: version
            for version in Version.objects.filter(
                content_type=decision.content_type_id, object_id=decision.object_id, number__in=numbers
            )
        }
        version = versions.get(decision.version)
        return cls(
            decision=decision,
            version=version,
            masked=versions.get(decision.masked_version),
            why=explain(_assessed(decision, version), title=version.title, body=version.body) if version else None,
            sanctions=list(decision.sanctions.order_by("pk")),
            appeal=getattr(decision, "appeal", None),
            reported=_found(decision, "by_report", decision.case.reports.exists),
        )

    @property
    def headline(self) -> str:
        return headline(self.decision)

    @property
    def found_automatically(self) -> bool:
        return _found(self.decision, "by_program", self._is_marked)

    def _is_marked(self) -> bool:
        return self.why is not None and (_assessed(self.decision, self.version).flagged or self.why.failed)

    @property
    def is_against_text(self) -> bool:
        return self.decision.act in AGAINST_THE_TEXT

    @property
    def marks_words(self) -> bool:
        return self.why is not None and bool(self.why.title_spans or self.why.body_spans)

    @cached_property
    def text(self) -> Moderated | None:
        """None where it is gone, or where the decision was about an account alone."""
        return None if self.decision.is_about_account else self.decision.subject

    @property
    def agreed(self) -> bool:
        """The author let the version without the seller stand."""
        subject = self.text
        if subject is None or self.masked is None or self.decision.is_undone:
            return False
        return (subject.status, subject.version) == (Status.PUBLISHED, self.masked.number)

    @property
    def may_agree(self) -> bool:
        subject = self.text
        if subject is None or self.masked is None or self.decision.is_undone:
            return False
        return (subject.status, subject.latest_version) == (Status.RETURNED, self.masked.number)

    @property
    def may_edit(self) -> bool:
        """The text, or the edit that was returned, waits for its author to mend it."""
        subject, decision = self.text, self.decision
        if subject is None or decision.is_undone:
            return False
        waits = decision.is_proposal and decision.act == Act.RETURN and subject.proposal_id is not None
        return subject.status == Status.RETURNED or waits

    @property
    def paused_until(self) -> datetime | None:
        """Until when its author cannot write, by this decision or another."""
        author = self.decision.author
        ends = [row.expires_at for row in self.sanctions if row.kind == Sanction.Kind.SUSPEND and row.counts]
        if author is not None and author.is_suspended:
            ends.append(author.suspended_until)
        return max(ends, default=None)

    @property
    def is_visible(self) -> bool:
        return self.text is not None and self.text.status == Status.PUBLISHED

    @cached_property
    def may_appeal(self) -> bool:
        return may_appeal(self.decision)

    @property
    def appeal_until(self) -> datetime:
        return appeal_until(self.decision)

    @property
    def how_found(self) -> str:
        if self.decision.is_about_account:
            return _("An admin looked at what was done with your account.")
        if self.found_automatically and self.reported:
            return _("A program marked the text, and it was reported.")
        if self.found_automatically:
            return _("A program marked the text.")
        if self.reported:
            return _("The text was reported.")
        return _("A moderator looked at the text.")

    @property
    def text_lasts(self) -> str:
        """How long the text is out of sight; nothing when it is not."""
        if not self.is_against_text:
            return ""
        if self.decision.is_undone:
            return _("Until it was taken back on %(day)s.") % {"day": _day(self.decision.undone_at)}
        if self.decision.is_proposal:
            return _("For this edit, without an end. The text before it stays visible.")
        return {
            Act.MASK: _("Until you agree to the version below, or change the text."),
            Act.RETURN: _("Until you change the text and send it again."),
            Act.REMOVE: _("Without an end, unless the decision is taken back."),
        }[self.decision.act]

    @property
    def account_measures(self) -> list[str]:
        return [_measure(sanction) for sanction in self.sanctions]

    @property
    def place_measure(self) -> str:
        return {
            Decision.ThreadAct.LOCK: _("The page was closed for new replies."),
            Decision.ThreadAct.SLOW: _("The page was slowed down: for a while each member may write once an hour."),
        }.get(self.decision.thread_act, "")

    @property
    def second_look(self) -> str:
        """One sentence: whether somebody can look again, or what came of it."""
        if self.appeal and self.appeal.outcome:
            return self.appeal.get_outcome_display()
        if self.appeal and self.appeal.is_waiting:
            return _("Asked for, and waiting.")
        if self.may_appeal:
            return _("You can ask for it until %(day)s. Another person decides.") % {"day": _day(self.appeal_until)}
        if self.decision.is_undone:
            return _("Not needed: the decision was taken back.")
        hit = self.is_against_text or self.sanctions
        return _("The time for it is over.") if hit else _("There is nothing to appeal.")


def _found(decision: Decision, how: str, today: Callable[[], bool]) -> bool:
    """As it was when it was decided. today: for a decision that is older than the note, or not made yet."""
    noted = decision.before.get("found", {}).get(how)
    return today() if noted is None else noted


def _assessed(decision: Decision, version: Version) -> Assessment:
    """What the program said when the case was decided: a later look at the same version may have found more."""
    case = decision.case
    return case.assessed if case.assessment and case.version == version.number else version.assessed


def _measure(sanction: Sanction) -> str:
    """What it is for the member today: it counts, its time is over, or it was taken back."""
    kinds = Sanction.Kind
    if sanction.undone_at:
        words = {
            kinds.WARN: _("A warning. It was taken back."),
            kinds.STRIKE: _("A strike of weight %(weight)d. It was taken back."),
            kinds.SUSPEND: _("A suspension from writing. It was taken back."),
        }
    elif sanction.is_over:
        words = {
            kinds.STRIKE: _("A strike of weight %(weight)d. It ended on %(day)s."),
            kinds.SUSPEND: _("A suspension from writing. It ended on %(day)s."),
        }
    else:
        words = {
            kinds.WARN: _("A warning. It has no further effect."),
            kinds.STRIKE: _("A strike of weight %(weight)d, until %(day)s."),
            kinds.SUSPEND: _("You cannot write until %(day)s. You can read, and appeal."),
        }
    return words[sanction.kind] % {"weight": sanction.weight, "day": _day(sanction.expires_at)}


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""
