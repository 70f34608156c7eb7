"""The one-click stop of the newsletter (RFC 8058)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.unsubscribe import Stoppable

from .models import Delivery, Subscriber

WHAT = "newsletter"


class NewsletterMail(Stoppable):
    """whom: the subscriber's number."""

    def name(self, what: str, whom: str) -> str:
        return _("the newsletter")

    def is_stopped(self, what: str, whom: str) -> bool:
        return not Subscriber.objects.active().filter(pk=_number(whom)).exists()

    def stop(self, what: str, whom: str) -> str:
        active = Subscriber.objects.active().filter(pk=_number(whom))
        if not active.update(stopped_at=timezone.now()):
            return ""
        Delivery.objects.filter(subscriber=_number(whom), sent_at=None).delete()
        return "stopped"

    def resume(self, what: str, whom: str, before: str) -> None:
        if before == "stopped":
            Subscriber.objects.filter(pk=_number(whom)).update(stopped_at=None)


def _number(whom: str) -> int:
    return int(whom) if whom.isascii() and whom.isdigit() and len(whom) < 18 else 0
