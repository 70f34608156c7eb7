"""Telling members, in the transaction of what is told, and taking back what stopped being readable."""

from .models import Notice, OutgoingMail


def tell(
    member_id: int, *, kind: str, text: str, url: str, about: str = "", mail_subject: str = "", mail_body: str = ""
) -> Notice:
    """Write a notice and, with a subject, a mail. The mail's link is `url`, on this site."""
    if mail_subject:
        OutgoingMail.objects.create(member_id=member_id, subject=mail_subject, body=mail_body, path=url, about=about)
    return Notice.objects.create(member_id=member_id, kind=kind, text=text, url=url, about=about)


def take_back(about: str) -> None:
    """Forget what was told about something that is no longer readable: notices, and mail not yet sent."""
    Notice.objects.filter(about=about).delete()
    OutgoingMail.objects.filter(about=about, sent_at=None).delete()
