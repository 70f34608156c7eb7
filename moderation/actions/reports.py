"""A member reports a text."""

from django.db import IntegrityError, transaction

from .. import messages
from ..models import AuditEntry, Moderated, Report, Status
from . import cases
from .texts import MovedMeanwhile


class AlreadyReported(Exception):
    """This member's report of this text waits already."""


class OwnText(Exception):
    """Nobody reports themselves: they can change or take back what they wrote."""


def report(subject: Moderated, *, reporter, reason: str, note: str = "") -> Report:
    """Open the text's case, or join the open one. The text stays public.

    Raises OwnText, MovedMeanwhile when the text is not public, AlreadyReported when the member's report waits.
    """
    if subject.author_id == reporter.pk:
        raise OwnText(f"{subject!r} is by {reporter}")
    if subject.status != Status.PUBLISHED:
        raise MovedMeanwhile(f"{subject!r} is {subject.status}")
    try:
        with transaction.atomic():
            case = cases.open_for_report(subject, reason=reason)
            made = Report.objects.create(case=case, reporter=reporter, reason=reason, note=note)
            AuditEntry.objects.append(
                AuditEntry.Act.REPORTED,
                actor=reporter,
                case=case,
                subject=subject,
                details={"reason": reason, "note": note},
            )
            messages.tell_desk_of_crisis(case)
            messages.thank_reporter(made)
    except IntegrityError as twice:
        raise AlreadyReported(f"{reporter} has reported {subject!r}") from twice
    return made
