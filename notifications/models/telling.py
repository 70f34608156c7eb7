"""Texts that became readable and that somebody may want to hear of."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# After a failed or lost attempt the next one waits this long; after the last it is given up.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 8 * 60, 24 * 60))


class TellingQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(taken_back_at=None, attempts__lt=len(WAITS))

    def due(self):
        return self.waiting().filter(due_at__lte=timezone.now()).order_by("due_at", "pk")

    def given_up(self):
        return self.filter(taken_back_at=None, attempts__gte=len(WAITS))

    def in_state(self, state: str):
        rows = {"waiting": self.waiting(), "given-up": self.given_up()}
        return rows[state] if state in rows else self.exclude(taken_back_at=None)

    def try_again(self) -> int:
        """Those given up start anew, from where they were."""
        return self.given_up().update(attempts=0, due_at=timezone.now())


class Telling(models.Model):
    """One text to be told of. A worker writes the notices in batches, notes here how far it came, and deletes the row.

    position: the last follower who was told; followers are told in the order of their numbers.
    """

    subject_type = models.CharField(max_length=10)
    subject_id = models.PositiveBigIntegerField()
    position = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    # A worker that takes the row moves this into the future first, and knows its own claim by it.
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The kind of the last error, never its words: they could hold somebody's.
    last_error = models.CharField(max_length=80, blank=True, default="")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = TellingQuerySet.as_manager()

    STATES = ("waiting", "given-up", "taken-back")

    class Meta:
        verbose_name = _("text to be told of")
        verbose_name_plural = _("texts to be told of")
        constraints = [models.UniqueConstraint(fields=["subject_type", "subject_id"], name="telling_once")]
        indexes = [models.Index(fields=["due_at"], condition=Q(taken_back_at=None), name="telling_waiting")]

    def __str__(self):
        return f"telling of {self.about}"

    @property
    def about(self) -> str:
        return f"{self.subject_type}:{self.subject_id}"

    @property
    def state(self) -> str:
        if self.taken_back_at:
            return "taken-back"
        return "waiting" if self.attempts < len(WAITS) else "given-up"

    def claim(self) -> bool:
        """Take it for one attempt. Of two workers at the same moment exactly one gets True."""
        due_again_at = timezone.now() + WAITS[self.attempts]
        if not self._mine().update(due_at=due_again_at, attempts=self.attempts + 1):
            return False
        self.due_at, self.attempts = due_again_at, self.attempts + 1
        return True

    def hold(self) -> bool:
        """Lock the claimed row until the transaction ends. False when it was taken back, or another worker has it."""
        return bool(self._mine().update(attempts=self.attempts))

    def told_up_to(self, position: int) -> None:
        """A batch is written. The next may come at once, and what failed before counts no more."""
        self._mine().update(position=position, attempts=0, due_at=timezone.now(), last_error="")

    def told(self) -> None:
        self._mine().delete()

    def postpone(self, due_at) -> None:
        self._mine().update(attempts=0, due_at=due_at)

    def set_aside(self) -> None:
        """It is not readable: as if it had been taken back."""
        self._mine().update(attempts=0, taken_back_at=timezone.now())

    def failed(self, error: Exception) -> None:
        self._mine().update(last_error=type(error).__name__[:80])

    def _mine(self):
        return Telling.objects.filter(
            pk=self.pk, due_at=self.due_at, attempts=self.attempts, position=self.position, taken_back_at=None
        )
