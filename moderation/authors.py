"""What the desk is shown of whoever wrote a text.

Of a text under another name: how the member stands, and nothing to know them by. The same desk sees them under their
own name elsewhere, and an exact number or day would join the two.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.models import NEW_FOR, Member

from . import casehistory
from .models import AuditEntry, Case

STEPS = (500, 200, 100, 50, 20, 10, 5)  # published texts


@dataclass(frozen=True)
class Author:
    """name: the other name, where `hidden`. decided, against: about their other texts, which then are not listed."""

    name: str
    hidden: bool
    standing: str
    since: str
    texts: str
    strikes: int
    weight: int
    warnings: int
    decided: int = 0
    against: int = 0


def who(case: Case) -> str:
    """In one line: "Marie (member)", "Anonymous 2 (member, 20+ texts)", "former member"."""
    if case.author is None:
        return case.byline
    words = standing(case.author)
    if case.voice:
        words = _("%(standing)s, %(number)s texts") % {"standing": words, "number": _about(case.author.published_posts)}
    return f"{case.byline} ({words})"


def standing(member: Member) -> str:
    if member.is_new and timezone.now() - member.date_joined >= NEW_FOR:
        return _("has hardly written yet")
    return {"new": _("new"), "trusted": _("long-standing")}.get(member.standing, _("member"))


def of(case: Case, *, shown: bool = False) -> Author | None:
    """None for a former member. shown: somebody asked for the name, which show() has written down."""
    member = case.author
    if member is None:
        return None
    counts = casehistory.in_force(case)
    if not case.voice or shown:
        until = date_format(member.suspended_until, "j F Y") if member.is_suspended else ""
        return Author(
            name=member.username, hidden=False, standing=_suspended(member, until),
            since=date_format(member.date_joined, "j F Y"), texts=str(member.published_posts), **counts,
        )  # fmt: skip
    others = casehistory.counted(case)
    return Author(
        name=case.byline, hidden=True, standing=_suspended(member), since=date_format(member.date_joined, "Y"),
        texts=_about(member.published_posts), decided=others["all"], against=others["against"], **counts,
    )  # fmt: skip


def show(case: Case, *, to: Member, reason: str) -> None:
    """Whoever asks whose text this is stands in the log, each time, with the reason."""
    with transaction.atomic():
        AuditEntry.objects.append(
            AuditEntry.Act.AUTHOR_SHOWN, actor=to, case=case, subject=case.subject, details={"reason": reason}
        )


def _suspended(member: Member, until: str = "") -> str:
    if not member.is_suspended:
        return standing(member)
    paused = _("suspended until %(day)s") % {"day": until} if until else _("suspended")
    return f"{standing(member)}, {paused}"


def _about(texts: int) -> str:
    for step in STEPS:
        if texts >= step:
            return f"{step}+"
    return _("fewer than %(number)d") % {"number": STEPS[-1]}
