"""The screen's policy: data with versions. A version is never changed, only followed by another."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
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
    in_shadow = models.BooleanField(_("in shadow"), default=False, db_default=False, editable=False)
    shadow_read_up_to = models.PositiveBigIntegerField(
        default=0, db_default=0, editable=False, help_text=_("In shadow: the last version of a text that it has read.")
    )
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
            models.UniqueConstraint(
                fields=["in_shadow"], condition=models.Q(in_shadow=True), name="one_policy_in_shadow"
            ),
        ]

    def __str__(self):
        return f"policy {self.number}"

    def clean(self):
        if wrong := problems(self.rules):
            raise ValidationError({"rules": wrong})


class ShadowResult(models.Model):
    """What the policy in shadow would have made of a text, where that differs from the one in force."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="shadow_results")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)
    outcome_in_force = models.CharField(max_length=10)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["policy", "content_type", "object_id", "version"], name="shadowed_once"),
        ]

    def __str__(self):
        return f"shadow result {self.pk}"


class DemotedRuleQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(lifted_at=None)


class DemotedRule(models.Model):
    """A rule of the screen that was wrong too often: what it would hold is flagged instead, until an admin lifts it."""

    name = models.CharField(_("rule"), max_length=60, unique=True)
    right = models.PositiveIntegerField(_("upheld"))
    decided = models.PositiveIntegerField(_("decided"))
    demoted_at = models.DateTimeField(_("since"), default=timezone.now)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = DemotedRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("demoted rule")
        verbose_name_plural = _("demoted rules")

    def __str__(self):
        return self.name
