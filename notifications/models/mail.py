"""The outbox: mail is written with what it tells and sent by a worker."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# After a failed or lost attempt the next one waits this long; after the last, the mail is given up.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
SENT_KEPT_FOR = timedelta(days=7)
GIVEN_UP_KEPT_FOR = timedelta(days=30)
TAKEN_BACK_KEPT_FOR = timedelta(days=40)  # longer than a decision can be undone


class OutgoingMailQuerySet(models.QuerySet):
    def due(self):
        waiting = self.filter(sent_at=None, taken_back_at=None, due_at__lte=timezone.now(), attempts__lt=len(WAITS))
        return waiting.order_by("due_at", "pk")

    def given_up(self):
        return self.filter(sent_at=None, taken_back_at=None, attempts__gte=len(WAITS))

    def in_state(self, state: str):
        return {
            "waiting": self.filter(sent_at=None, taken_back_at=None, attempts__lt=len(WAITS)),
            "given-up": self.given_up(),
            "sent": self.filter(sent_at__isnull=False),
            "taken-back": self.filter(sent_at=None, taken_back_at__isnull=False),
        }[state]

    def try_again(self) -> int:
        return self.given_up().update(attempts=0, due_at=timezone.now())

    def forgettable(self):
        """Sent, taken back or given up, long enough ago to be of no more use."""
        now = timezone.now()
        return self.filter(
            Q(sent_at__lte=now - SENT_KEPT_FOR)
            | Q(sent_at=None, taken_back_at__lte=now - TAKEN_BACK_KEPT_FOR)
            | Q(sent_at=None, attempts__gte=len(WAITS), created_at__lte=now - GIVEN_UP_KEPT_FOR)
        )


class OutgoingMail(models.Model):
    """A mail written in the transaction of what it tells; sent later, once, unless taken back before."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mails")
    # A kind of notice, or daily or weekly: what the member's choices, and the link that stops such mails, go by.
    kind = models.CharField(max_length=10, blank=True, default="", db_default="")
    subject = models.CharField(max_length=150)
    body = models.TextField()
    path = models.CharField(max_length=300)
    about = models.CharField(max_length=60, blank=True, db_index=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Nobody sends it before. A worker that takes the mail moves this into the future first, so a
    # worker that dies with it delays the mail and loses nothing.
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    STATES = ("waiting", "given-up", "sent", "taken-back")

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at=None), name="mail_unsent"),
        ]

    def __str__(self):
        return f"mail {self.pk}"

    @property
    def state(self) -> str:
        if self.sent_at:
            return "sent"
        if self.taken_back_at:
            return "taken-back"
        return "waiting" if self.attempts < len(WAITS) else "given-up"

    def postpone(self, due_at) -> None:
        """Without an attempt, unless somebody took it meanwhile."""
        OutgoingMail.objects.filter(pk=self.pk, sent_at=None, attempts=self.attempts).update(due_at=due_at)

    def take_in(self) -> bool:
        """Let one more notice be told by it, in the transaction that writes the notice. False when a worker has it.

        From now on it speaks of no text alone: what it tells is asked of its notices when it is sent.
        """
        waiting = OutgoingMail.objects.filter(pk=self.pk, sent_at=None, taken_back_at=None, attempts=0)
        return bool(waiting.update(about=""))

    def claim(self) -> bool:
        """Take the mail for one attempt. Of two workers at the same moment exactly one gets True."""
        due_again_at = timezone.now() + WAITS[self.attempts]
        taken = OutgoingMail.objects.filter(
            pk=self.pk, sent_at=None, taken_back_at=None, attempts=self.attempts
        ).update(due_at=due_again_at, attempts=self.attempts + 1)
        self.attempts += taken
        return bool(taken)
