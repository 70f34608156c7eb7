"""What a closed case lets go of when its time is over: the words, not what was done, by which rule, when and by whom."""

from django.db import transaction
from django.db.models import Q, QuerySet

from ..models import Appeal, AuditEntry, Case, CaseNote, Decision, Sanction, Version
from .cases import without_words
from .desk import AGAINST_THE_TEXT


def forget_words(case: Case) -> None:
    """Excerpt, marked words, message, reason, appeal, notes, versions that nobody reads, and the details in the log.

    Of a closed case, when nothing newer is to be decided about its text or account.
    """
    with transaction.atomic():
        # Two workers come one after the other; the second finds nothing left to erase in the log.
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        _versions_out_of_sight(case).delete()
        Case.objects.filter(pk=case.pk).update(excerpt="", assessment=without_words(case.assessment))
        Decision.objects.filter(case=case).update(message="", reason="")
        Sanction.objects.filter(decision__case=case).update(reason="")
        Appeal.objects.filter(Q(case=case) | Q(decision__case=case)).update(text="", reply="", reason="")
        CaseNote.objects.filter(case=case).update(text="")
        AuditEntry.objects.filter(case_id=case.pk).erase_details(because="retention")


def _versions_out_of_sight(case: Case) -> QuerySet[Version]:
    """Those that were held, decided against or masked, unless one is the text as it stands or waits to become it."""
    against = case.decisions.filter(act__in=AGAINST_THE_TEXT).values("version")
    masked = case.decisions.exclude(masked_version=None).values("masked_version")
    about = Version.objects.filter(content_type=case.content_type_id, object_id=case.object_id)
    kinds = Q(outcome="hold") | Q(number__in=against) | Q(number__in=masked)
    found = about.filter(kinds, created_at__lte=case.closed_at)
    subject = None if case.is_about_account else case.subject
    return found if subject is None else found.exclude(number=subject.version).exclude(pk=subject.proposal_id)
