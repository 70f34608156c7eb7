"""An author's answer to a decision: another moderator looks again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case
from .decision import Decision

LONGEST = 2000  # characters


class AppealQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(decided_at=None, withdrawn_at=None)

    def lost_about(self, content_type, object_id):
        """Those about a text that overturned a decision: whoever made that one has lost."""
        about_it = {"decision__content_type": content_type, "decision__object_id": object_id}
        return self.filter(outcome=Appeal.Outcome.OVERTURNED, **about_it)


class Appeal(models.Model):
    """One for each decision. It waits in a case of its own, or in the text's open one.

    Its author may withdraw it while it waits, and ask again.
    """

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("The decision stands")
        OVERTURNED = "overturned", _("The decision is taken back")

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="appeals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="appeals")
    text = models.TextField(_("why it should be looked at again"), max_length=LONGEST)
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reply = models.TextField(blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text=_("For the log."))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_at=None, outcome="")
                | models.Q(decided_at__isnull=False) & ~models.Q(outcome=""),
                name="appeal_decided_with_outcome",
            ),
        ]
        indexes = [models.Index(fields=["case"], condition=models.Q(decided_at=None), name="appeal_waiting")]

    def __str__(self):
        return f"appeal {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.decided_at is None and self.withdrawn_at is None
