"""Telling members, in the transaction of what is told, and taking back what stopped being readable."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone

from . import choices, words
from .models import DIGESTS, MAILED, Digest, Notice, OutgoingMail, Telling, When


def to_be_told(subject_type: str, subject_id: int, *, due_at: datetime | None = None) -> None:
    """A text became readable, or will at `due_at`: a worker tells whoever wants to know (telling.py). One statement.

    Told of again, as after an undone release, it starts anew; members who have a notice of it get no second one.
    """
    row = Telling(subject_type=subject_type, subject_id=subject_id, due_at=due_at or timezone.now())
    Telling.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["subject_type", "subject_id"],
        update_fields=["position", "due_at", "attempts", "last_error", "taken_back_at"],
    )


def tell(
    member_id: int, *, kind: str, text: str, url: str, about: str = "", mail_subject: str = "", mail_body: str = ""
) -> Notice:
    """Tell one member one thing, now. With a subject it is mailed, whatever they chose; otherwise as they chose.

    The mail's link is `url`, on this site.
    """
    notice = Notice(member_id=member_id, kind=kind, text=text, url=url, about=about)
    if mail_subject:
        notice.mail = _mail(member_id, kind, mail_subject, mail_body, url, about)
    elif kind in MAILED:
        _mail_as_chosen(notice)
    notice.save()
    return notice


def _mail_as_chosen(notice: Notice) -> None:
    choice = choices.of(notice.member_id, notice.kind)
    notice.in_app, notice.for_digest = choice.in_app, choice.mail in DIGESTS
    if choice.mail == When.NEVER:
        return
    member = get_user_model().objects.select_related("notice_preferences").get(pk=notice.member_id)
    if choice.mail == When.AT_ONCE:
        subject, body = words.mail_at_once(notice.kind)
        notice.mail = _mail(member.pk, notice.kind, subject, body, notice.url, notice.about)
    else:
        due_at = choices.digest_at(member, choice.mail)
        Digest.objects.bulk_create([Digest(member=member, every=choice.mail, due_at=due_at)], ignore_conflicts=True)


def _mail(member_id: int, kind: str, subject: str, body: str, path: str, about: str) -> OutgoingMail:
    return OutgoingMail.objects.create(
        member_id=member_id, kind=kind, subject=subject, body=body, path=path, about=about
    )


def take_back(about: str) -> None:
    """It is no longer readable: who was not told yet is not told, notices vanish, mail not yet sent stays where it is.

    First what is still to be told: that waits for a worker who writes notices of it now, and stops the next.
    """
    now = timezone.now()
    _tellings(about).filter(taken_back_at=None).update(taken_back_at=now)
    Notice.objects.told().filter(about=about).update(taken_back_at=now)
    OutgoingMail.objects.filter(about=about, sent_at=None, taken_back_at=None).update(taken_back_at=now)


def put_back(about: str) -> None:
    """It is readable again: what was told and taken back counts as before, what waited goes on."""
    _tellings(about).exclude(taken_back_at=None).update(taken_back_at=None, attempts=0, due_at=timezone.now())
    Notice.objects.filter(about=about).update(taken_back_at=None)
    OutgoingMail.objects.filter(about=about, sent_at=None).update(taken_back_at=None)


def was_mailed(about: str) -> bool:
    """Has a mail about it left already?"""
    return OutgoingMail.objects.filter(about=about, sent_at__isnull=False).exists()


def was_read(about: str) -> set[int]:
    """The members who have read a notice about it."""
    return set(Notice.objects.filter(about=about, read_at__isnull=False).values_list("member_id", flat=True))


def was_told(about: str) -> bool:
    """Does a notice about it stand?"""
    return Notice.objects.told().filter(about=about).exists()


def _tellings(about: str):
    subject_type, _colon, number = about.partition(":")
    return Telling.objects.filter(subject_type=subject_type, subject_id=int(number) if number.isdigit() else 0)
