"""Cases, the reports that join them and the decisions that close them."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from detector import Assessment

from .rule import Rule

EXCERPT_LENGTH = 200


class AboutSubjectQuerySet(models.QuerySet):
    def about(self, subject):
        kind = ContentType.objects.get_for_model(type(subject))
        return self.filter(content_type=kind, object_id=subject.pk)


class CaseQuerySet(AboutSubjectQuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def riskiest_first(self):
        return self.order_by("-concern_rank", "-risk", "opened_at", "pk")

    def open_about(self, subject):
        return self.open().about(subject)

    def open_for(self, subject, **fields) -> tuple["Case", bool]:
        """The subject's one open case, made when there is none. Two at once get the same one."""
        if case := self.open_about(subject).first():
            return case, False
        kind = ContentType.objects.get_for_model(type(subject))
        try:
            # An inner atomic: PostgreSQL would otherwise spoil the caller's transaction.
            with transaction.atomic():
                return self.create(content_type=kind, object_id=subject.pk, **fields), True
        except IntegrityError:
            return self.open_about(subject).get(), False


class Case(models.Model):
    """One text that somebody has to look at, with copies of what the queue shows."""

    class Concern(models.TextChoices):
        NONE = "", _("None")
        HARM = "harm", _("Harm after an unapproved product")
        CRISIS = "crisis", _("Somebody may be in crisis")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    version = models.PositiveIntegerField(help_text=_("The newest version in question."))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="cases_about"
    )
    place_key = models.CharField(max_length=100, db_index=True)
    place_title = models.CharField(max_length=200)
    excerpt = models.CharField(max_length=EXCERPT_LENGTH)
    is_hidden = models.BooleanField(default=False, help_text=_("Nobody but the author can read the text in question."))
    is_proposal = models.BooleanField(default=False, help_text=_("An edit waits while the old text stays public."))
    public_in_question = models.BooleanField(
        default=False, help_text=_("While an edit waits: the visible text was flagged before.")
    )
    assessment = models.JSONField(default=dict, blank=True, help_text=_("What the screen says of this version."))
    codes = models.JSONField(default=list, blank=True, help_text=_("Codes of the detector's reasons."))
    score = models.FloatField(default=0)
    concern = models.CharField(max_length=10, choices=Concern.choices, default=Concern.NONE, blank=True)
    concern_rank = models.PositiveSmallIntegerField(default=0)
    reports_count = models.PositiveIntegerField(default=0)
    risk = models.FloatField(default=0)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=20, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=models.Q(closed_at=None),
                name="one_open_case_per_subject",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-concern_rank", "-risk", "opened_at"],
                condition=models.Q(closed_at=None),
                name="case_queue",
            ),
        ]

    def __str__(self):
        return f"case {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:case", args=[self.pk])

    @property
    def assessed(self) -> Assessment:
        return Assessment.from_dict(self.assessment)

    @property
    def doubts_public_text(self) -> bool:
        """Beside the edit that waits, the visible text itself was flagged or reported."""
        return self.is_proposal and (self.public_in_question or self.reports_count > 0)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="one_report_per_member_and_case")]

    def __str__(self):
        return f"report {self.pk}"


class Decision(models.Model):
    """What a moderator decided about one version, and what the author was told."""

    class Act(models.TextChoices):
        RELEASE = "release", _("Release")
        KEEP = "keep", _("Leave it as it is")
        RETURN = "return", _("Return to its author")
        REMOVE = "remove", _("Remove")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    version = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="decisions_about"
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="decisions_made"
    )
    act = models.CharField(max_length=10, choices=Act.choices)
    rule = models.CharField(max_length=12, choices=Rule.choices, blank=True)
    reason = models.CharField(max_length=500, help_text=_("For the log; the author reads the message."))
    message = models.TextField(blank=True)
    is_proposal = models.BooleanField(default=False)
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = AboutSubjectQuerySet.as_manager()

    def __str__(self):
        return f"decision {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:decision", args=[self.pk])
