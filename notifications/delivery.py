"""Sending the outbox. The table is the queue: nothing else has to survive for a mail to leave.

A worker takes a mail by a conditional UPDATE that also says when it is due again, sends it, and
marks it sent. Killed in between, it leaves a mail that falls due again by itself. Killed in the
instant between the mail server's "accepted" and the mark, it sends the mail a second time, with
the same Message-ID, by which mail programs know it as the same mail.
"""

import logging
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

from .letters import Letter, letter_for, not_before
from .models import WAITS, OutgoingMail

logger = logging.getLogger(__name__)
BATCH = 50  # so that a worker told to stop does so soon


def deliver_due_mail() -> int:
    """Send what is due, oldest first, at most BATCH mails; return how many were sent.

    Ends at the first failure: it is most often the mail server's, and the rest waits for the next call.
    """
    sent = 0
    for mail in OutgoingMail.objects.due().select_related("member__notice_preferences")[:BATCH]:
        if not mail.member.email or not mail.member.is_active:
            mail.delete()  # nobody to send it to any more
        elif later := not_before(mail):
            mail.postpone(later)
        elif mail.claim():
            try:
                sent += _send(mail)
            except Exception as error:
                # The error's own text may carry the address; its kind is enough for the log.
                _log_failure(mail, type(error).__name__)
                break
    return sent


def _send(mail: OutgoingMail) -> bool:
    """False when there is nothing to say any more."""
    with translation.override(mail.member.language):
        letter = letter_for(mail)
    if letter is None:
        mail.delete()
        return False
    _message(mail, letter).send()
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    return True


def _message(mail: OutgoingMail, letter: Letter) -> EmailMessage:
    with translation.override(mail.member.language):
        text = render_to_string("notifications/mail.txt", {"mail": mail, "letter": letter})
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {
        "Message-ID": f"<mail-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S}@{domain}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(letter.subject, text, to=[mail.member.email], headers=headers | letter.headers)


def _log_failure(mail: OutgoingMail, kind: str) -> None:
    if mail.attempts < len(WAITS):
        logger.warning("%s was not sent (%s), attempt %s of %s", mail, kind, mail.attempts, len(WAITS))
    else:
        logger.error("%s was not sent (%s) and is given up after %s attempts", mail, kind, mail.attempts)
