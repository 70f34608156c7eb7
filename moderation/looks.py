"""Looks at several hidden texts at once: which of them are hidden, and an entry of the log for each that was shown."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import prefetch_related_objects

from .access import public_ones
from .models import AuditEntry, Case


def hidden_ones(cases: Iterable[Case]) -> list[Case]:
    """Those whose excerpt not everybody can read now. As many questions to the database however many there are."""
    about_texts = [case for case in cases if not case.is_about_account]
    prefetch_related_objects(about_texts, "subject")
    public = public_ones(case.subject for case in about_texts if case.subject is not None)
    return [case for case in about_texts if case.subject not in public or case.subject.version != case.version]


def note(cases: Iterable[Case], moderator) -> None:
    """One entry for each hidden text, as access.for_desk() writes it for the page of a case."""
    hidden = hidden_ones(cases)
    with transaction.atomic():
        for case in hidden:
            details = {"version": case.version}
            AuditEntry.objects.append(
                AuditEntry.Act.LOOKED, actor=moderator, case=case, subject=case.subject, details=details
            )
