"""What the worker does again and again, for people to see whether it does."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A worker that is busy or was just restarted is not late yet.
LATE_AFTER = timedelta(minutes=2)


class JobRun(models.Model):
    """How the last runs of one of the worker's jobs went. With several workers the last one that wrote counts."""

    name = models.CharField(_("job"), max_length=100, unique=True)
    every = models.PositiveIntegerField(_("every so many seconds"))
    last_started_at = models.DateTimeField(_("last started"), null=True)
    last_ended_at = models.DateTimeField(_("last ended"), null=True)
    last_result = models.CharField(_("result"), max_length=80, blank=True, help_text=_("What the job says it did."))
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    last_failed_at = models.DateTimeField(_("last failed"), null=True)
    # The kind of the error, never its words: they could hold somebody's.
    last_error = models.CharField(_("last error"), max_length=80, blank=True)
    next_due_at = models.DateTimeField(_("next due"), null=True)

    class Meta:
        verbose_name = _("job of the worker")
        verbose_name_plural = _("jobs of the worker")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def is_late(self) -> bool:
        """Nobody came to run it: probably no worker is there."""
        return self.next_due_at is not None and self.next_due_at < timezone.now() - LATE_AFTER
