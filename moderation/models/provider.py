"""The list of providers the screen knows by name. Staff only, never a public blacklist."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ProviderQuerySet(models.QuerySet):
    def in_force(self):
        """Entries a second person approved and that are not overdue for review."""
        return self.exclude(approved_by=None).filter(review_by__gte=timezone.localdate())


class Provider(models.Model):
    """A provider with public evidence. It counts for the screen once a second person approved it."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    domains = models.JSONField(_("web domains"), default=list, blank=True)
    phones = models.JSONField(_("phone numbers"), default=list, blank=True)
    handles = models.JSONField(_("handles"), default=list, blank=True)
    evidence = models.TextField(_("public evidence"), help_text=_("A court or regulator record that can be cited."))
    evidence_date = models.DateField(_("date of the evidence"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("added by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_by = models.DateField(_("check again by"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("added_by")),
                name="provider_approved_by_another",
            ),
            models.CheckConstraint(condition=~models.Q(evidence=""), name="provider_has_evidence"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_in_force(self) -> bool:
        """Whether the screen knows it now; of many rows, ask in_force()."""
        return self.approved_by_id is not None and self.review_by >= timezone.localdate()

    def clean(self):
        for field in ("aliases", "domains", "phones", "handles"):
            value = getattr(self, field)
            if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
                raise ValidationError({field: _('Write a list of texts, as ["one", "two"].')})
