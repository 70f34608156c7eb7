"""Reports: what members say should not stand."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case


class ReportQuerySet(models.QuerySet):
    def of_text(self, content_type, object_id):
        """In whichever case of the text they waited."""
        return self.filter(case__content_type=content_type, case__object_id=object_id)


class Report(models.Model):
    """A member says a text should not stand. The author never learns who."""

    class Reason(models.TextChoices):
        PROMOTION = "promotion", _("It promotes a clinic or a product")
        HARM = "harm", _("It could hurt somebody")
        RESPECT = "respect", _("It is unkind or hateful")
        PRIVACY = "privacy", _("It shows private details")
        CRISIS = "crisis", _("I am worried about the person who wrote it")
        OTHER = "other", _("Something else")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reports_made"
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # The decision whose outcome the reporter was told, once.
    answered_by = models.ForeignKey(
        "moderation.Decision", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports_answered"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="one_report_per_member_and_case")]

    def __str__(self):
        return f"report {self.pk}"
