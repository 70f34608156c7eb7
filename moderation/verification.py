"""Is the audit log whole? Reads it in batches, so that its length does not matter."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from .models import AuditDetail, AuditEntry
from .models.audit import FIRST_DIGEST
from .triggers import missing_triggers

BATCH = 1000


@dataclass(frozen=True)
class Finding:
    """What is wrong with one entry, or, for an erased detail, only worth saying."""

    entry_id: int | None
    what: str
    is_fault: bool = True


def verify() -> Iterator[Finding]:
    """Yield every finding. A chain without faults yields at most erased details, each named by a later entry."""
    for name in missing_triggers():
        yield Finding(None, f"trigger {name} is missing")
    previous, last_pk = FIRST_DIGEST, 0
    gone: set[int] = set()  # entries without details that no later entry has named yet
    while batch := list(AuditEntry.objects.filter(pk__gt=last_pk).order_by("pk")[:BATCH]):
        details = AuditDetail.objects.in_bulk([entry.pk for entry in batch])
        for entry in batch:
            detail = details.get(entry.pk)
            yield from _check(entry, previous, detail)
            if detail is None:
                gone.add(entry.pk)
            elif entry.act == AuditEntry.Act.DETAIL_ERASED and detail.computed_digest() == entry.detail_digest:
                erased = gone.intersection(json.loads(detail.text)["entries"])
                gone -= erased
                yield from (Finding(pk, "detail erased", is_fault=False) for pk in sorted(erased))
            previous = entry.digest
        last_pk = batch[-1].pk
    yield from (Finding(pk, "its detail is gone, and no entry says that it was erased") for pk in sorted(gone))


def _check(entry: AuditEntry, previous: str, detail: AuditDetail | None) -> Iterator[Finding]:
    if entry.previous_digest != previous:
        yield Finding(entry.pk, "does not follow the entry before it")
    if entry.computed_digest() != entry.digest:
        yield Finding(entry.pk, "was changed")
    if detail is not None and detail.computed_digest() != entry.detail_digest:
        yield Finding(entry.pk, "its detail was changed")
