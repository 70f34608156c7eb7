"""A text on its way: admitted, revised, withdrawn."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

import rendering
from detector import Assessment

from .. import mentions, messages
from ..models import HIDDEN_FROM_OTHERS, AuditEntry, Case, Moderated, Status, Version
from . import cases

SILENT_EDITS_FOR = timedelta(minutes=30)
MAY_BE_EDITED = (Status.PUBLISHED, *HIDDEN_FROM_OTHERS)
MAY_BE_ERASED = (Status.REMOVED, Status.WITHDRAWN)


class MovedMeanwhile(Exception):
    """The text is no longer in the state the act was meant for."""


class StaleEdit(Exception):
    """The edit started from an older version than the newest one."""


def admit(subject: Moderated, assessment: Assessment) -> None:
    """Store a new, unsaved text with the outcome of its screen: published, or held with a case."""
    with transaction.atomic():
        if assessment.outcome == "hold":
            subject.status = Status.HELD
        else:
            subject.status, subject.published_at = Status.PUBLISHED, timezone.now()
        subject.renderer = rendering.VERSION
        subject.outcome = assessment.outcome
        subject.version = subject.latest_version = 1
        subject.save(force_insert=True)
        version = _store_version(subject, subject.title, subject.body, subject.html, assessment)
        if subject.status == Status.PUBLISHED:
            subject.published(first=True)
        mentions.note(subject, assessment)
        if assessment.flagged or assessment.concerns:
            cases.open_for_screen(subject, version, assessment)


def revise(subject: Moderated, *, title: str, body: str, html: str, assessment: Assessment, based_on: int) -> Version:
    """Store an edit: public at once, or, when it would be held, waiting while the old text stays public.

    based_on: number of the newest version the author saw.
    Raises StaleEdit when there is a newer one, MovedMeanwhile when the text can no longer be edited.
    """
    with transaction.atomic():
        if subject.status not in MAY_BE_EDITED:
            raise MovedMeanwhile(f"{subject!r} is {subject.status}")
        old_status, number = subject.status, based_on + 1
        claimed = _rows(subject).filter(status=old_status, latest_version=based_on).update(latest_version=number)
        if not claimed:
            subject.refresh_from_db(fields=["status", "latest_version"])
            raise StaleEdit(number) if subject.latest_version != based_on else MovedMeanwhile(subject.status)
        subject.latest_version = number
        version = _store_version(subject, title, body, html, assessment)
        if assessment.outcome != "hold":
            _make_public(subject, version)
        elif old_status == Status.PUBLISHED:
            _update(subject, proposal=version)
        else:
            _update(subject, status=Status.HELD, **_text_of(version))
        if subject.proposal_id != version.pk:
            mentions.keep_only(subject, assessment)  # else both speak: the public text and the edit that waits
        mentions.note(subject, assessment)
        if assessment.flagged or assessment.concerns:
            cases.open_for_screen(subject, version, assessment)
        else:
            cases.settle_for(subject, version)
        return version


def withdraw(subject: Moderated) -> None:
    """Take a text back, at its author's wish. Its case closes; the desk keeps the copy in it.

    Raises MovedMeanwhile when it was removed, erased or withdrawn before.
    """
    with transaction.atomic():
        move(subject, MAY_BE_EDITED, Status.WITHDRAWN)
        mentions.forget(subject)
        if case := Case.objects.open_about(subject).first():
            messages.tell_reporters_of_withdrawal(case)
            cases.close_for(subject, because="withdrawn")


def erase(subject: Moderated) -> None:
    """Forget what a text nobody can read any more said: its words and versions, and what desk and log copied of it.

    Raises MovedMeanwhile unless it was removed or withdrawn.
    """
    with transaction.atomic():
        nothing = {"status": Status.ERASED, "title": "", "body": "", "html": ""}
        if not _rows(subject).filter(status__in=MAY_BE_ERASED).update(**nothing):
            raise MovedMeanwhile(f"{subject!r} is neither removed nor withdrawn")
        cases.forget_text(subject)
        _set(subject, nothing)
        subject.versions().delete()
        mentions.forget(subject)
        AuditEntry.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).erase_details(
            subject=subject, because="retention"
        )


def withdraw_proposal(subject: Moderated) -> None:
    """Take back an edit that waits; the public text stays as it is."""
    with transaction.atomic():
        drop_proposal(subject)
        cases.proposal_gone(subject)


def drop_proposal(subject: Moderated) -> None:
    """Forget the edit that waits. Raises MovedMeanwhile when there is none."""
    if not _rows(subject).filter(status=Status.PUBLISHED, proposal__isnull=False).update(proposal=None):
        raise MovedMeanwhile(f"{subject!r} has no waiting edit")
    subject.proposal = None


def apply_version(subject: Moderated, version: Version, *, expected: str) -> None:
    """Make `version` the public text of a subject that is `expected`. For the desk's release."""
    if subject.status != expected:
        raise MovedMeanwhile(f"{subject!r} is {subject.status}")
    _publish(subject, version)


def move(subject: Moderated, old: tuple[str, ...], new: str, *, rule: str = "") -> None:
    """Take a text out of view. Raises MovedMeanwhile if it is in none of the old states.

    A conditional UPDATE for each state, not a row lock: SQLite has none, and of two at once one must
    lose. What the text was is known by the UPDATE that found it, not by what was read before.
    """
    for status in old:
        changes = {"status": new, "proposal": None, "rule": rule}
        if _rows(subject).filter(status=status).update(**changes):
            _set(subject, changes)
            if status == Status.PUBLISHED:
                subject.hidden()
            return
    raise MovedMeanwhile(f"{subject!r} is none of {', '.join(old)}")


def add_version(subject: Moderated, *, title: str, body: str, html: str, assessment: Assessment) -> Version:
    """Store a version that is nobody's public text yet. Raises MovedMeanwhile when another was stored meanwhile."""
    number = subject.latest_version + 1
    if not _rows(subject).filter(latest_version=subject.latest_version).update(latest_version=number):
        raise MovedMeanwhile(f"{subject!r} has a newer version")
    subject.latest_version = number
    return _store_version(subject, title, body, html, assessment)


def restore(subject: Moderated, before: dict) -> None:
    """Put status and text back to what they were before a decision. before: what actions.desk noted then."""
    was, target = subject.status, before["status"]
    changes = _text_of(subject.version_numbered(before["version"])) | {
        "status": target, "rule": before["rule"], "outcome": before["outcome"], "proposal_id": before["proposal"],
        "latest_version": before["latest_version"],
    }  # fmt: skip
    was_version, html = subject.version, subject.html
    if not _rows(subject).filter(status=was, version=was_version).update(**changes):
        raise MovedMeanwhile(f"{subject!r} is no longer {was}")
    _set(subject, changes)
    if target == Status.PUBLISHED and was != Status.PUBLISHED:
        subject.published(first=False)
    elif target == Status.PUBLISHED and was_version != subject.version:
        subject.revised(before=html)
    elif was == Status.PUBLISHED and target != Status.PUBLISHED:
        subject.hidden()
    if not before["was_public"] and subject.published_at:
        subject.never_public()


def _make_public(subject: Moderated, version: Version) -> None:
    if subject.published_at and timezone.now() - subject.created_at > SILENT_EDITS_FOR:
        _update(subject, edited_at=timezone.now())
    _publish(subject, version)


def _publish(subject: Moderated, version: Version) -> None:
    was_public, first = subject.status == Status.PUBLISHED, subject.published_at is None
    html = subject.html
    changes = _text_of(version) | {"status": Status.PUBLISHED, "proposal": None, "rule": ""}
    if first:
        changes["published_at"] = timezone.now()
    if not _rows(subject).filter(status=subject.status).update(**changes):
        raise MovedMeanwhile(f"{subject!r} is no longer {subject.status}")
    _set(subject, changes)
    if was_public:
        subject.revised(before=html)
    else:
        subject.published(first=first)


def _text_of(version: Version) -> dict:
    return {
        "title": version.title,
        "body": version.body,
        "html": version.html,
        "renderer": rendering.VERSION,
        "outcome": version.outcome,
        "version": version.number,
    }


def _store_version(subject: Moderated, title: str, body: str, html: str, assessment: Assessment) -> Version:
    return Version.objects.create(
        subject=subject,
        number=subject.latest_version,
        title=title,
        body=body,
        html=html,
        outcome=assessment.outcome,
        assessment=assessment.to_dict(),
    )


def _rows(subject: Moderated):
    return type(subject)._base_manager.filter(pk=subject.pk)


def _update(subject: Moderated, **changes) -> None:
    _rows(subject).update(**changes)
    _set(subject, changes)


def _set(subject: Moderated, changes: dict) -> None:
    for name, value in changes.items():
        setattr(subject, name, value)
