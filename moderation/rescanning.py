"""Published texts screened again, after the detector, the policy or the providers changed.

Old hits become flags: the text stays public and a moderator looks. Nothing published vanishes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from detector import Assessment

from . import mentions
from .actions import cases
from .models import Case, Decision, Moderated, Rescan, Status
from .screening import assess_again

BATCH = 100  # texts in one transaction of the worker
SETTLED = (Decision.Act.RELEASE, Decision.Act.KEEP)


class AlreadyRunning(Exception):
    """One rescan at a time."""


@dataclass(frozen=True)
class Change:
    """What a rescan would do to one text. wrong: a moderator has looked at this version and let it stand."""

    subject: Moderated
    assessment: Assessment
    wrong: bool


def start(since: date) -> Rescan:
    """Leave a rescan for the worker. Raises AlreadyRunning."""
    with transaction.atomic():
        if Rescan.objects.filter(state=Rescan.State.RUNNING).exists():
            raise AlreadyRunning(str(Rescan.objects.get(state=Rescan.State.RUNNING)))
        return Rescan.objects.create(since=since, total=sum(texts.count() for texts in _texts(since)))


def cancel() -> bool:
    """Stop the one that runs, after the batch at hand. What it flagged stays flagged."""
    running = Rescan.objects.filter(state=Rescan.State.RUNNING)
    return bool(running.update(state=Rescan.State.CANCELLED, ended_at=timezone.now()))


def go_on() -> bool:
    """Do one batch of the rescan that runs, in one transaction. False when nothing is left to do."""
    with transaction.atomic():
        rescan = Rescan.objects.select_for_update().filter(state=Rescan.State.RUNNING).first()
        if rescan is None:
            return False
        batch = _next_batch(rescan)
        read = [(subject, assess_again(subject)) for subject in batch]
        for subject, assessment in read:
            mentions.keep_only(subject, assessment)
        mentions.note_again(read)
        flagged = sum(_flag(subject, assessment) for subject, assessment in read)
        at = {"subject_type": rescan.subject_type, "last_pk": batch[-1].pk if batch else rescan.last_pk}
        ended = {} if batch else {"state": Rescan.State.DONE, "ended_at": timezone.now()}
        Rescan.objects.filter(pk=rescan.pk, state=Rescan.State.RUNNING).update(
            read=rescan.read + len(batch), flagged=rescan.flagged + flagged, **at, **ended
        )
        return bool(batch)


def would_change(since: date, **given) -> Iterator[Change]:
    """What a rescan would flag, without doing it. given: providers or rules to try."""
    for texts in _texts(since):
        for subject in texts.select_related("author").iterator(chunk_size=BATCH):
            assessment = assess_again(subject, **given)
            if assessment.flagged and not Case.objects.open_about(subject).exists():
                yield Change(subject, assessment, wrong=_is_settled(subject))


def _kinds() -> list[type[Moderated]]:
    return sorted(
        (kind for kind in Moderated.__subclasses__() if not kind._meta.abstract),
        key=lambda kind: kind._meta.label_lower,
    )


def _texts(since: date) -> list[QuerySet]:
    start_of_day = timezone.make_aware(datetime.combine(since, time.min))
    return [
        kind._base_manager.filter(status=Status.PUBLISHED, published_at__gte=start_of_day).order_by("pk")
        for kind in _kinds()
    ]


def _next_batch(rescan: Rescan) -> list[Moderated]:
    """Texts after the last one read, of this kind or of the next kinds."""
    for texts in _texts(rescan.since):
        label = texts.model._meta.label_lower
        if label < rescan.subject_type:
            continue
        after = rescan.last_pk if label == rescan.subject_type else 0
        if batch := list(texts.filter(pk__gt=after).select_related("author")[:BATCH]):
            rescan.subject_type = label
            return batch
    return []


def _flag(subject: Moderated, assessment: Assessment) -> bool:
    """Open a case if the text would be flagged or held now, and nobody has settled this very version."""
    if not assessment.flagged or Case.objects.open_about(subject).exists() or _is_settled(subject):
        return False
    cases.open_for_rescan(subject, assessment)
    return True


def _is_settled(subject: Moderated) -> bool:
    return Decision.objects.about(subject).filter(version=subject.version, act__in=SETTLED).exists()
