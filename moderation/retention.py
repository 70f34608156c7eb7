"""Daily jobs: old texts and reports go, and cases that wait too long are mailed about."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from members.models import Member
from notifications.models import OutgoingMail

from .access import moderators
from .actions import MovedMeanwhile
from .actions.forgetting import forget_words
from .actions.texts import MAY_BE_ERASED, erase
from .models import Appeal, AuditEntry, Case, CaseNote, Decision, Moderated, Report, Sanction, Status, Version

BATCH = 100  # rows that are read at once; each text and each case is forgotten by itself


def forget() -> None:
    """Erase removed and withdrawn texts, the words of closed cases, and reports, when their time is over.

    Safe to stop and start again.
    """
    over = timezone.now() - timedelta(days=settings.RETENTION_DAYS)
    for subject in _texts_to_erase(over):
        try:
            erase(subject)
        except MovedMeanwhile:
            pass  # an undo was quicker
    for case in _in_batches(_cases_to_forget(over)):
        forget_words(case)
    while _forget_reports(over):
        pass


def _texts_to_erase(over: datetime) -> Iterator[Moderated]:
    """Hidden for good, and the last of their cases closed before `over`; without any, when they were last sent before."""
    for kind in Moderated.__subclasses__():
        this = {"content_type": ContentType.objects.get_for_model(kind), "object_id": OuterRef("pk")}
        about, sent = Case.objects.filter(**this), Version.objects.filter(**this)
        still_needed = Exists(about.filter(_not_long_closed(over)))
        questioned = Exists(about) | Q(status=Status.WITHDRAWN) & ~Exists(sent.filter(created_at__gt=over))
        yield from _in_batches(kind._base_manager.filter(questioned, ~still_needed, status__in=MAY_BE_ERASED))


def _cases_to_forget(over: datetime) -> QuerySet[Case]:
    """Closed before `over`, like all others about the same text or account, and with a word left."""
    same = {"content_type": OuterRef("content_type"), "object_id": OuterRef("object_id")}
    still_needed = Exists(Case.objects.filter(_not_long_closed(over), **same))
    in_force = Exists(Sanction.objects.in_force().filter(decision__case=OuterRef("pk")))
    decided = Decision.objects.filter(case=OuterRef("pk")).exclude(message="", reason="")
    appealed = Appeal.objects.filter(decision__case=OuterRef("pk")).exclude(text="")
    noted = CaseNote.objects.filter(case=OuterRef("pk")).exclude(text="")
    a_word = ~Q(excerpt="") | Exists(decided) | Exists(appealed) | Exists(noted)
    return Case.objects.filter(a_word, ~still_needed, ~in_force, closed_at__lte=over)


def _not_long_closed(over: datetime) -> Q:
    return Q(closed_at=None) | Q(closed_at__gt=over)


def _in_batches(rows: QuerySet) -> Iterator:
    last_pk = 0
    while batch := list(rows.filter(pk__gt=last_pk).order_by("pk")[:BATCH]):
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
                kind="desk",
                subject=_("The review queue needs you"),
                body=text % {"number": waiting, "hours": hours},
                path=reverse("moderation:queue"),
                about=about,
            )
    return True
