"""What is approved where, from which source and when it was read; and the glossary."""

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One product, for one illness, in one jurisdiction, as one dated source has it."""

    class Jurisdiction(models.TextChoices):
        US = "US", _("United States")
        EU = "EU", _("European Union")
        UK = "UK", _("United Kingdom")
        CA = "CA", _("Canada")
        AU = "AU", _("Australia")

    class Status(models.TextChoices):
        NOT_APPROVED = "not-approved", _("Not approved")
        NONE_FOUND = "none-found", _("No approval found")
        IN_TRIALS = "in-trials", _("In trials")
        APPROVED_OTHER = "approved-other", _("Approved for another illness")
        APPROVED = "approved", _("Approved")

    key = models.SlugField(_("key"), db_index=True, help_text=_("Articles name the row by this key."))
    product = models.CharField(_("product or treatment"), max_length=120)
    indication = models.CharField(_("illness"), max_length=120)
    jurisdiction = models.CharField(_("where"), max_length=2, choices=Jurisdiction.choices)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    statement = models.TextField(_("statement"), help_text=_("One plain sentence, no more than the source carries."))
    source = models.CharField(_("source"), max_length=300)
    source_reference = models.CharField(_("reference key"), max_length=10, blank=True)
    as_of = models.DateField(_("date of the source"))
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    review_by = models.DateField(_("check again by"))
    verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register entries")
        ordering = ["product", "indication", "jurisdiction"]
        constraints = [
            models.UniqueConstraint(fields=["key", "jurisdiction"], name="register_entry_once"),
        ]

    def __str__(self):
        return f"{self.product}, {self.indication}, {self.jurisdiction}"

    def get_absolute_url(self) -> str:
        return f"{reverse('register:status')}#{self.key}"

    @property
    def is_overdue(self) -> bool:
        return self.review_by < timezone.localdate()

    @property
    def stands_as_of(self) -> date | None:
        """The day the status stands for. That something was not found was true on no day but that of the look."""
        if not self.verified:
            return None
        return self.checked_on if self.status == self.Status.NONE_FOUND else self.as_of


class Term(models.Model):
    """A word of the glossary with its plain meaning."""

    slug = models.SlugField(_("slug"), unique=True)
    term = models.CharField(_("term"), max_length=80)
    aliases = models.JSONField(
        _("word forms"), default=list, blank=True, help_text=_("Forms as they appear in texts, as a JSON list.")
    )
    definition = models.TextField(_("definition"), max_length=400)
    more = models.TextField(_("more"), blank=True)
    see = models.JSONField(_("explainers to read"), default=list, blank=True)

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term"]

    def __str__(self):
        return self.term

    def get_absolute_url(self) -> str:
        return f"{reverse('register:glossary')}#{self.slug}"
