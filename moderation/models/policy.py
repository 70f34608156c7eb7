"""The screen's policy: data with versions. A version is never changed, only followed by another."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from detector.policy_check import problems


class Policy(models.Model):
    """One version of the rules by which a reading becomes an outcome. At most one is in force.

    Without any the detector's own standing policy counts.
    """

    number = models.PositiveIntegerField(_("version"), unique=True, editable=False)
    rules = models.JSONField(_("rules"), help_text=_("The same shape as the detector's own policy."))
    note = models.CharField(_("what changed, and why"), max_length=300)
    in_force = models.BooleanField(_("in force"), default=False, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["in_force"], condition=models.Q(in_force=True), name="one_policy_in_force"),
        ]

    def __str__(self):
        return f"policy {self.number}"

    def clean(self):
        if wrong := problems(self.rules):
            raise ValidationError({"rules": wrong})
