"""Telling members, in the transaction of what is told, and taking back what stopped being readable."""

from django.utils import timezone

from .models import Notice, OutgoingMail


def tell(
    member_id: int, *, kind: str, text: str, url: str, about: str = "", mail_subject: str = "", mail_body: str = ""
) -> Notice:
    """Write a notice and, with a subject, a mail. The mail's link is `url`, on this site."""
    if mail_subject:
        OutgoingMail.objects.create(member_id=member_id, subject=mail_subject, body=mail_body, path=url, about=about)
    return Notice.objects.create(member_id=member_id, kind=kind, text=text, url=url, about=about)


def take_back(about: str) -> None:
    """What was told is no longer readable: its notices vanish, mail not yet sent stays where it is."""
    now = timezone.now()
    Notice.objects.told().filter(about=about).update(taken_back_at=now)
    OutgoingMail.objects.filter(about=about, sent_at=None, taken_back_at=None).update(taken_back_at=now)


def put_back(about: str) -> None:
    """It is readable again: what was told and taken back counts as before, mail that waited goes out."""
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
