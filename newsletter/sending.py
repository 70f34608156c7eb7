"""What the worker does for the newsletter: list whom an issue goes to, send it, forget who stopped."""

import logging

from django.db import transaction
from django.utils import timezone

from . import letters
from .models import WAITS, Delivery, Issue, Subscriber

logger = logging.getLogger(__name__)
LISTED_AT_ONCE = 500
SENT_AT_ONCE = 50  # so that a worker told to stop does so soon


def go_on() -> int:
    """List the next subscribers of issues being sent, then send what is due; return how many mails left."""
    for issue in Issue.objects.being_sent():
        _list_next(issue)
    return _send_due()


def forget_stopped() -> None:
    Subscriber.objects.forgettable().delete()


def _list_next(issue: Issue) -> None:
    """Those who had confirmed when it was sent. Two workers, or a second start, write the same rows once."""
    with transaction.atomic():
        wanted = Subscriber.objects.active().filter(pk__gt=issue.listed_up_to, confirmed_at__lte=issue.sent_at)
        batch = list(wanted.order_by("pk").values_list("pk", flat=True)[:LISTED_AT_ONCE])
        rows = [Delivery(issue=issue, subscriber_id=pk) for pk in batch]
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)
        at = Issue.objects.filter(pk=issue.pk, listed_up_to=issue.listed_up_to)
        if len(batch) < LISTED_AT_ONCE:
            at.update(all_listed=True)
        else:
            at.update(listed_up_to=batch[-1])


def _send_due() -> int:
    """Ends at the first failure: it is most often the mail server's, and the rest waits for the next call."""
    sent = 0
    for delivery in Delivery.objects.due().select_related("subscriber", "issue")[:SENT_AT_ONCE]:
        if not delivery.claim():
            continue
        message = None if delivery.subscriber.stopped_at else letters.for_delivery(delivery)
        if message is None:
            delivery.delete()
            continue
        try:
            message.send()
        except Exception as error:
            # The error's own text may carry the address; its kind is enough for the log.
            log = logger.warning if delivery.attempts < len(WAITS) else logger.error
            log("%s was not sent (%s), attempt %s", delivery, type(error).__name__, delivery.attempts)
            break
        Delivery.objects.filter(pk=delivery.pk).update(sent_at=timezone.now())
        sent += 1
    return sent
