"""A moderator's decision: one transaction, one audit entry, one message to the author, one answer to each reporter."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import messages
from ..models import HIDDEN_FROM_OTHERS, AuditEntry, Case, Decision, Moderated, Sanction, Status
from . import cases, claims, masking, sanctions, texts
from .impartial import refuse_unless_theirs
from .worries import only_worries, rules_against

Act = Decision.Act
AUDITED_AS = {
    Act.RELEASE: AuditEntry.Act.RELEASED,
    Act.CARD: AuditEntry.Act.CARDED,
    Act.KEEP: AuditEntry.Act.KEPT,
    Act.MASK: AuditEntry.Act.MASKED,
    Act.RETURN: AuditEntry.Act.RETURNED,
    Act.REMOVE: AuditEntry.Act.REMOVED,
}
AGAINST_THE_TEXT = (Act.MASK, Act.RETURN, Act.REMOVE)
SLOW_FOR = timedelta(days=3)


class AlreadyDecided(Exception):
    """Somebody else decided first, or the author changed the text since the page was opened."""


class NotAllowed(Exception):
    """This act does not fit this case."""


@dataclass(frozen=True)
class Order:
    """What a moderator decides, beside the case. version: the one they judged.

    sanction: for the author, or None. thread_act: of Decision.ThreadAct, or nothing.
    """

    act: str
    version: int
    reason: str
    rule: str = ""
    message: str = ""
    sanction: sanctions.Wish | None = None
    thread_act: str = ""
    group_key: str = ""


def acts_for(case: Case) -> list[str]:
    """What can be decided: a hidden text is released, a public one is left as it is. About an account: nothing."""
    if case.is_about_account:
        return []
    standing = [Act.RELEASE, Act.CARD] if case.is_hidden else [Act.KEEP, Act.CARD]
    if only_worries(case):
        return standing[:1]
    if case.is_proposal:
        return [Act.RELEASE, Act.RETURN, Act.REMOVE]
    return [*standing, *AGAINST_THE_TEXT]


def decide(case: Case, order: Order, *, moderator) -> Decision:
    """Close the case and move its text.

    Raises AlreadyDecided when the case was closed meanwhile or holds a newer version, claims.Claimed when somebody
    else works on it, NotYours for whoever has a side in it or no say in its place, NotAllowed for an act that does not
    fit.
    """
    _check(case, order, moderator)
    masked = _masked(case, order)
    with transaction.atomic():
        subject = case.content_type.get_object_for_this_type(pk=case.object_id)
        before = _state(subject) | {"found": _found(case)}
        # First the text, then the case, as every other act does: two at once then wait instead of blocking each other.
        try:
            masked_version = _apply(case, subject, order, masked)
        except texts.MovedMeanwhile as moved:
            raise AlreadyDecided(str(moved)) from moved
        _close(case, order)
        before["after"] = _state(subject)
        decision = Decision.objects.create(
            case=case,
            subject=subject,
            version=order.version,
            author=case.author,
            moderator=moderator,
            act=order.act,
            rule=order.rule,
            reason=order.reason,
            message=order.message,
            is_proposal=case.is_proposal,
            thread_act=order.thread_act,
            masked_version=masked_version,
            before=before,
            group_key=order.group_key,
        )
        if order.sanction and decision.author_id:
            sanctions.impose(order.sanction, decision=decision)
        AuditEntry.objects.append(
            AUDITED_AS[order.act], actor=moderator, case=case, subject=subject, details=_details(decision, order)
        )
        messages.settled(case)
        messages.tell_author(decision)
        messages.tell_reporters(decision)
        if order.act in (Act.RETURN, Act.REMOVE):
            cases.open_for_public_text(subject, case)
    return decision


def check(case: Case, order: Order, *, moderator) -> dict | None:
    """Raise what decide() would raise now, and change nothing. Returns the masked text, where one would be made."""
    _check(case, order, moderator)
    return _masked(case, order)


def _check(case: Case, order: Order, moderator) -> None:
    refuse_unless_theirs(case, moderator)
    if not case.is_open:
        # Before the claim is asked about: whoever decided may have it still.
        raise AlreadyDecided(f"{case} was decided")
    if case.appeals.waiting().exists():
        # It would wait in a closed case.
        raise NotAllowed(_("Somebody asked for a second look. Answer that first."))
    if order.version != case.version:
        raise AlreadyDecided(f"{case} holds a newer text")
    if order.act not in acts_for(case):
        # The page may be older than the case: a text that was public is hidden by now, or the other way round.
        raise AlreadyDecided(f"{case} can no longer be answered with {order.act}")
    if order.sanction and order.sanction.kind != Sanction.Kind.WARN and order.act not in AGAINST_THE_TEXT:
        raise NotAllowed(_("A strike or a suspension needs a decision against the text."))
    rules = rules_against(case)
    if rules is not None and order.act in AGAINST_THE_TEXT and order.rule not in rules:
        raise NotAllowed(_("The check has nothing but a worry about a person. Name a rule that a report names."))
    in_despair = rules is not None and case.concern == Case.Concern.CRISIS
    if order.sanction and rules is not None and not rules:
        raise NotAllowed(_("Nothing but a worry is said about the author: no warning, no strike, no suspension."))
    if order.sanction and order.sanction.kind != Sanction.Kind.WARN and in_despair:
        raise NotAllowed(
            _("Somebody may be in crisis, and only reports speak against the text: no strike, no suspension.")
        )
    claims.refuse_if_claimed(case, moderator)


def _details(decision: Decision, order: Order) -> dict:
    found = {"version": order.version, "rule": order.rule, "reason": order.reason, "message": order.message}
    if order.sanction:
        found["sanction"] = vars(order.sanction)
    if order.thread_act:
        found["thread"] = order.thread_act
    if order.group_key:
        found["group"] = order.group_key
    return found | {"decision": decision.pk}


def _state(subject: Moderated) -> dict:
    """What a decision can change, so that undo can put it back."""
    return {
        "status": subject.status,
        "version": subject.version,
        "latest_version": subject.latest_version,
        "outcome": subject.outcome,
        "rule": subject.rule,
        "proposal": subject.proposal_id,
        "was_public": subject.published_at is not None,
        "place": subject.place_state(),
    }


def _found(case: Case) -> dict:
    """How the text was found. Its author keeps reading this, whatever becomes of the case and of its reports.

    Nobody reports an edit that waits: reports in its case are about the visible text.
    """
    seen = case.assessed
    return {
        "by_report": not case.is_proposal and case.reports.exists(),
        "by_program": seen.flagged or bool(seen.failed),
    }


def _close(case: Case, order: Order) -> None:
    closed = Case.objects.filter(pk=case.pk, closed_at=None, version=order.version)
    if not closed.update(closed_at=timezone.now(), closed_because=order.act):
        raise AlreadyDecided(f"{case} was decided, or its text changed")
    case.closed_at, case.closed_because = timezone.now(), order.act


def _masked(case: Case, order: Order) -> dict | None:
    """The text without the seller, where that is the decision. Raises NotAllowed when nothing would be left."""
    if order.act != Act.MASK:
        return None
    try:
        return masking.prepared(case.subject, order.version)
    except masking.NothingLeft as nothing:
        raise NotAllowed(_("Without the seller nothing is left of this text. Return or remove it.")) from nothing


def _apply(case: Case, subject: Moderated, order: Order, masked: dict | None) -> int | None:
    """Move the text, then change its place: everybody takes the two in this order, so that nobody blocks another.

    Returns the number of the masked version, where one was made.
    """
    masked_version = _move(case, subject, order, masked)
    place = {}
    if order.act == Act.CARD:
        place["has_card"] = True
    if order.thread_act == Decision.ThreadAct.LOCK:
        place["locked"] = True
    elif order.thread_act == Decision.ThreadAct.SLOW:
        place["slowed_until"] = (timezone.now() + SLOW_FOR).isoformat()
    if place:
        subject.set_place_state(**place)
    return masked_version


def _move(case: Case, subject: Moderated, order: Order, masked: dict | None) -> int | None:
    if order.act == Act.KEEP or (order.act == Act.CARD and not case.is_hidden):
        return None
    if order.act in (Act.RELEASE, Act.CARD):
        expected = Status.PUBLISHED if case.is_proposal else subject.status
        texts.apply_version(subject, subject.version_numbered(order.version), expected=expected)
        return None
    if case.is_proposal:
        # The old text was never in question. A returned edit stays for its author to mend.
        if order.act == Act.REMOVE:
            texts.drop_proposal(subject)
        return None
    masked_version = texts.add_version(subject, **masked).number if masked else None
    if order.act == Act.REMOVE:
        texts.move(subject, (Status.PUBLISHED, *HIDDEN_FROM_OTHERS), Status.REMOVED, rule=order.rule)
    else:
        texts.move(subject, (Status.PUBLISHED, *HIDDEN_FROM_OTHERS), Status.RETURNED, rule=order.rule)
    return masked_version
