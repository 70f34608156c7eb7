"""A rescan on its way: published texts screened again, batch by batch, by the worker."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rescan(models.Model):
    """Where it stands is in the row, so that a killed worker goes on where it was."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")

    since = models.DateField(_("texts published since"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    subject_type = models.CharField(max_length=100, blank=True, help_text=_("The kind of text it is at."))
    last_pk = models.PositiveBigIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    flagged = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=models.Q(state="running"), name="one_rescan_at_a_time"),
        ]

    def __str__(self):
        return f"rescan {self.pk}: {self.state}, {self.read} of {self.total} read, {self.flagged} flagged"
