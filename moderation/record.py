"""The audit log as moderators read it: what, who, about which case, without what is not theirs to know."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .models import AuditDetail, AuditEntry, Case

BATCH = 500  # entries read at once for a download
Act = AuditEntry.Act


@dataclass(frozen=True)
class Line:
    """One entry as it is shown. details: pairs of a name and what it says; None when they were erased."""

    entry: AuditEntry
    act: str
    actor: str
    details: list[tuple[str, str]] | None

    @property
    def subject(self) -> str:
        entry = self.entry
        return f"{entry.subject_type.rpartition('.')[2]} {entry.subject_id}" if entry.subject_id else ""


@dataclass(frozen=True)
class Wanted:
    """What the reader filters by; None and nothing mean all. actor: the number of a member."""

    act: str = ""
    actor: int | None = None
    case: int | None = None
    subject: int | None = None
    first: date | None = None
    last: date | None = None


ALL = Wanted()
# Done by members: the log names none of them. An author may have written under another name.
BY_REPORTERS, BY_AUTHORS = (Act.REPORTED,), (Act.APPEALED, Act.APPEAL_WITHDRAWN, Act.AGREED)


def entries(reader, wanted: Wanted = ALL) -> QuerySet[AuditEntry]:
    """Newest first: all for a moderator, of their places for a board moderator; nothing about the reader's own texts.

    Who decided about oneself and who reported oneself is told to nobody, whatever their role.
    """
    own = Case.objects.filter(author=reader).values("pk")
    found = AuditEntry.objects.exclude(case_id__in=own)
    found = found.exclude(subject_type=reader._meta.label_lower, subject_id=reader.pk)
    if not reader.is_moderator:
        found = found.filter(case_id__in=Case.objects.in_places_of(reader).values("pk"))
    if wanted.act:
        found = found.filter(act=wanted.act)
    if wanted.actor is not None:
        # Nor does the filter name who reported, or wrote.
        found = found.filter(actor_id=wanted.actor).exclude(act__in=BY_REPORTERS + BY_AUTHORS)
    if wanted.case is not None:
        found = found.filter(case_id=wanted.case)
    if wanted.subject is not None:
        found = found.filter(subject_id=wanted.subject)
    if wanted.first:
        found = found.filter(at__gte=_begin(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=_begin(wanted.last) + timedelta(days=1))
    # The log holds ids without foreign keys: it outlives the accounts.
    name = get_user_model().objects.filter(pk=OuterRef("actor_id")).values("username")[:1]
    return found.annotate(actor_name=Subquery(name)).order_by("-pk")


def lines(found: list[AuditEntry]) -> list[Line]:
    """With their details, in one more query."""
    details = AuditDetail.objects.in_bulk([entry.pk for entry in found])
    return [
        Line(entry, act_label(entry.act), actor_name(entry), _told(details[entry.pk]) if entry.pk in details else None)
        for entry in found
    ]


def sheet(found: QuerySet[AuditEntry]) -> Iterator[list]:
    """The rows of a download, read batch by batch: an open read would hold up whoever writes."""
    yield ["number", "at", "act", "who", "case", "subject", "details"]
    last_pk = None
    while batch := list((found.filter(pk__lt=last_pk) if last_pk else found)[:BATCH]):
        for line in lines(batch):
            entry = line.entry
            told = "; ".join(f"{name}: {words}" for name, words in line.details or ())
            if line.details is None:
                told = _("erased")
            yield [entry.pk, entry.at.isoformat(), entry.act, line.actor, entry.case_id, line.subject, told]
        last_pk = batch[-1].pk


def act_label(act: str) -> str:
    labels = {
        Act.HELD: _("held by the screen"),
        Act.FLAGGED: _("flagged by the screen"),
        Act.REPORTED: _("reported"),
        Act.RELEASED: _("released"),
        Act.KEPT: _("left as it is"),
        Act.CARDED: _("released with the status card"),
        Act.MASKED: _("kept without the seller"),
        Act.RETURNED: _("returned to its author"),
        Act.REMOVED: _("removed"),
        Act.UNDONE: _("decision taken back"),
        Act.AGREED: _("author agreed"),
        Act.SUSPENDED: _("member suspended"),
        Act.SUSPENSION_LIFTED: _("suspension lifted"),
        Act.TAKEN_OVER: _("case taken over"),
        Act.ESCALATED: _("asked for an admin"),
        Act.APPEALED: _("appealed"),
        Act.APPEAL_WITHDRAWN: _("appeal taken back by its author"),
        Act.APPEAL_UPHELD: _("appeal: decision stands"),
        Act.APPEAL_OVERTURNED: _("appeal: decision overturned"),
        Act.ALERT_CLOSED: _("alert closed"),
        Act.RULE_DEMOTED: _("rule of the screen demoted"),
        Act.RULE_RESTORED: _("rule of the screen restored"),
        Act.AUTHOR_SHOWN: _("shown who wrote a text without a name"),
        Act.EXPIRED: _("expired"),
        Act.LOOKED: _("looked at what is not public"),
        Act.POLICY_CHANGED: _("policy changed"),
        Act.PROVIDER_CHANGED: _("list of providers changed"),
        Act.TEMPLATE_CHANGED: _("message to start from changed"),
        Act.PLACES_CHANGED: _("places of a board moderator changed"),
        Act.NEWSLETTER_SENT: _("newsletter sent"),
        Act.ACCOUNT_CHANGED: _("account changed by an admin"),
        Act.TOPIC_CHANGED: _("tags or audience of a question changed by a moderator"),
        Act.DETAIL_ERASED: _("details erased"),
    }
    return capfirst(labels.get(act, act))


def actor_name(entry: AuditEntry) -> str:
    """Of an entry that entries() gave."""
    if entry.act in BY_REPORTERS:
        return _("a member")
    if entry.act in BY_AUTHORS:
        return _("the author")
    if entry.actor_id is None:
        return _("the system")
    return entry.actor_name or _("former member %(number)d") % {"number": entry.actor_id}


def _told(detail: AuditDetail) -> list[tuple[str, str]]:
    told = json.loads(detail.text)
    if "assessment" in told:
        # Not the words it marked: the case page shows them, and writes down who looked.
        seen = told.pop("assessment")
        told["screen"] = f"{seen.get('outcome', '')} {seen.get('score', '')}".strip()
    return [(name, _words(value)) for name, value in told.items() if value not in ("", None, [], {})]


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _words(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def number_of(name: str) -> int | None:
    """The member of this name, or a former member's number."""
    member = get_user_model().objects.named_like(name).values_list("pk", flat=True).first()
    return member if member is not None else int(name) if name.isascii() and name.isdigit() else None
