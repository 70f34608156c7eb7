"""Writes the daily and weekly mails into the outbox. What they tell is chosen again when they are sent (letters.py)."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from . import choices, words
from .models import Digest, Notice, OutgoingMail, When

BATCH = 100  # digests of one call
# What waited for longer, because such mails were switched off meanwhile, is no news.
REACHES_BACK = timedelta(days=14)


def write_due() -> int:
    """One mail for each member whose day or week is over; returns how many were written."""
    due = Digest.objects.filter(due_at__lte=timezone.now()).select_related("member").order_by("due_at", "pk")
    return sum(_write(digest) for digest in due[:BATCH])


def _write(digest: Digest) -> bool:
    with transaction.atomic():
        # Of two workers at once one deletes the row. Killed before the end, it leaves the row and no mail.
        if not Digest.objects.filter(pk=digest.pk, due_at=digest.due_at).delete()[0]:
            return False
        notices = _waiting(digest)
        numbers = list(notices.values_list("pk", flat=True))
        if not numbers:
            return False
        with override(digest.member.language):
            subject, body = words.digest(digest.every)
        mail = OutgoingMail.objects.create(
            member=digest.member, kind=digest.every, subject=subject, body=body, path=reverse("notifications:list")
        )
        Notice.objects.filter(pk__in=numbers).update(mail=mail, for_digest=False)
    return True


def _waiting(digest: Digest):
    """Those of the kinds that come this way now, and those that somebody has since chosen to get at once."""
    chosen = choices.all_of(digest.member_id)
    kinds = [kind for kind, choice in chosen.items() if choice.mail in (digest.every, When.AT_ONCE)]
    since = timezone.now() - REACHES_BACK
    waiting = Notice.objects.unread().filter(
        member=digest.member, for_digest=True, kind__in=kinds, created_at__gt=since
    )
    return waiting.order_by()
