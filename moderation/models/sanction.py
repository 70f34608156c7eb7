"""What a decision can mean for its author beside the text: a warning, a strike, a suspension."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SanctionQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(models.Q(expires_at=None) | models.Q(expires_at__gt=timezone.now()), undone_at=None)

    def strikes(self):
        return self.filter(kind=Sanction.Kind.STRIKE)

    def suspensions(self):
        return self.filter(kind=Sanction.Kind.SUSPEND)


class Sanction(models.Model):
    """Part of a decision; undone with it. A warning counts for nothing, a strike until it expires."""

    class Kind(models.TextChoices):
        WARN = "warn", _("A warning, without a strike")
        STRIKE = "strike", _("A strike")
        SUSPEND = "suspend", _("A suspension from writing")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sanctions")
    # Null when an admin suspended somebody without a case.
    decision = models.ForeignKey("moderation.Decision", null=True, on_delete=models.CASCADE, related_name="sanctions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    weight = models.PositiveSmallIntegerField(default=0, help_text=_("Of a strike: 1 to 3."))
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="strike") | models.Q(weight__range=(1, 3), expires_at__isnull=False),
                name="strike_has_weight_and_end",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="suspend") | models.Q(expires_at__isnull=False), name="suspension_has_an_end"
            ),
        ]
        indexes = [models.Index(fields=["member", "kind"], condition=models.Q(undone_at=None), name="sanction_member")]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def counts(self) -> bool:
        """As SanctionQuerySet.in_force() says of rows."""
        return self.undone_at is None and not self.is_over
