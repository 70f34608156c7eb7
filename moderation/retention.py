"""Daily jobs: old texts and reports go, and cases that wait too long are mailed about."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from members.models import Member
from notifications.models import OutgoingMail

from .access import moderators
from .actions import MovedMeanwhile
from .actions.texts import MAY_BE_ERASED, erase
from .models import AuditEntry, Case, Moderated, Report

BATCH = 100  # texts or reports that are read at once; each text is erased by itself


def forget() -> None:
    """Erase removed and withdrawn texts, and reports, when their time is over. Safe to stop and start again."""
    over = timezone.now() - timedelta(days=settings.RETENTION_DAYS)
    for subject in _texts_to_erase(over):
        try:
            erase(subject)
        except MovedMeanwhile:
            pass  # an undo was quicker
    while _forget_reports(over):
        pass


def _texts_to_erase(over: datetime) -> Iterator[Moderated]:
    """Hidden for good, and the last of their cases closed before `over`."""
    for kind in Moderated.__subclasses__():
        about = Case.objects.filter(content_type=ContentType.objects.get_for_model(kind), object_id=OuterRef("pk"))
        still_needed = Exists(about.filter(closed_at=None)) | Exists(about.filter(closed_at__gt=over))
        rows = kind._base_manager.filter(Exists(about), status__in=MAY_BE_ERASED).exclude(still_needed).order_by("pk")
        last_pk = 0
        while batch := list(rows.filter(pk__gt=last_pk)[:BATCH]):
            yield from batch
            last_pk = batch[-1].pk


def _forget_reports(over: datetime) -> bool:
    """One batch. What the log tells of a report goes with it."""
    with transaction.atomic():
        old = Report.objects.filter(created_at__lte=over, case__closed_at__isnull=False).order_by("pk")
        batch = list(old.values_list("pk", "case_id")[:BATCH])
        told = AuditEntry.objects.filter(
            act=AuditEntry.Act.REPORTED, at__lte=over, case_id__in={case for _pk, case in batch}
        )
        told.erase_details(because="retention")
        Report.objects.filter(pk__in=[pk for pk, _case in batch]).delete()
    return len(batch) == BATCH


def mail_overdue() -> int:
    """Mail every moderator and admin, once a day, how many held texts wait for too long. Returns how many mails."""
    hours = settings.MODERATION_OVERDUE_HOURS
    overdue = Case.objects.open().filter(is_hidden=True, opened_at__lte=timezone.now() - timedelta(hours=hours))
    if not overdue.exists():
        return 0
    return sum(_mail_once(moderator, overdue, hours) for moderator in moderators().exclude(email=""))


def _mail_once(moderator: Member, overdue, hours: int) -> bool:
    about = f"overdue:{timezone.localdate()}"
    with transaction.atomic():
        # The lock makes two workers wait for each other; SQLite's writers do so anyway.
        Member.objects.select_for_update(no_key=True).get(pk=moderator.pk)
        waiting = overdue.exclude(author=moderator).count()
        if not waiting or OutgoingMail.objects.filter(member=moderator, about=about).exists():
            return False
        with override(moderator.language):
            text = ngettext(
                "%(number)d held text has waited for a decision for more than %(hours)d hours.",
                "%(number)d held texts have waited for a decision for more than %(hours)d hours.",
                waiting,
            )
            OutgoingMail.objects.create(
                member=moderator,
                subject=_("The review queue needs you"),
                body=text % {"number": waiting, "hours": hours},
                path=reverse("moderation:queue"),
                about=about,
            )
    return True
