"""Cases: the texts that somebody has to look at."""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from detector import Assessment

EXCERPT_LENGTH = 200
CLAIM_LASTS = timedelta(minutes=10)  # without a sign of life
ACCOUNT = "account"  # the place of a case about a member instead of a text


class AboutSubjectQuerySet(models.QuerySet):
    def about(self, subject):
        kind = ContentType.objects.get_for_model(type(subject))
        return self.filter(content_type=kind, object_id=subject.pk)


class CaseQuerySet(AboutSubjectQuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def in_queue_order(self):
        """Worries about a person first. Then by due_at, in which waiting counts as much as weight: nothing starves."""
        return self.order_by("-concern_rank", "due_at", "pk")

    def in_places_of(self, moderator):
        """All cases for a moderator, those of their places for a board moderator."""
        if moderator.is_moderator:
            return self
        return self.filter(place_key__in=moderator.moderated_places.values("place_key"))

    def impartial(self, moderator):
        """Without texts in which they have a side: their own, one they reported, one whose appeal they lost."""
        reports, appeals = (apps.get_model("moderation", name).objects for name in ("Report", "Appeal"))
        this = models.OuterRef("content_type"), models.OuterRef("object_id")
        reported = models.Exists(reports.of_text(*this).filter(reporter=moderator))
        lost = models.Exists(appeals.lost_about(*this).filter(decision__moderator=moderator))
        return self.exclude(author=moderator).filter(~reported, ~lost)

    def waiting_for(self, moderator):
        """Open, in their places, theirs to decide; with is_skipped, to filter by what they left to others."""
        skips = apps.get_model("moderation", "CaseSkip").objects
        is_skipped = models.Exists(skips.filter(case=models.OuterRef("pk"), member=moderator))
        return self.open().in_places_of(moderator).impartial(moderator).alias(is_skipped=is_skipped)

    def to_decide(self, moderator):
        """The moderator's queue, without what they have skipped."""
        return self.waiting_for(moderator).filter(is_skipped=False)

    def after(self, case):
        """What comes behind this case in queue order, also when it is closed by now."""
        behind = models.Q(due_at__gt=case.due_at) | models.Q(due_at=case.due_at, pk__gt=case.pk)
        less_urgent = models.Q(concern_rank__lt=case.concern_rank)
        return self.filter(less_urgent | models.Q(behind, concern_rank=case.concern_rank))

    def naming(self, provider):
        """About texts that speak of this provider of the list (its id)."""
        mentions = apps.get_model("moderation", "ProviderMention").objects
        same_text = {"content_type": models.OuterRef("content_type"), "object_id": models.OuterRef("object_id")}
        return self.filter(models.Exists(mentions.filter(provider=provider, **same_text)))

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
    # Of a text under another name: its key, and what everybody reads. The desk sees that instead of the author's name.
    voice = models.CharField(max_length=40, blank=True, default="", db_default="")
    written_as = models.CharField(max_length=40, blank=True, default="", db_default="")
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
    appeals_count = models.PositiveIntegerField(default=0, db_default=0)
    # The parts of the priority, each shown: see actions.ranking.
    severity = models.FloatField(default=0, db_default=0)
    reach = models.FloatField(default=0, db_default=0)
    confidence = models.FloatField(default=0, db_default=0)
    risk = models.FloatField(default=0)  # severity × reach × confidence
    due_at = models.DateTimeField(
        db_default=Now(), help_text=_("Earlier the weightier the case is and the longer it waits.")
    )
    detected_by = models.CharField(
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text=_("The rule of the screen that opened it, if any."),
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="claimed_cases"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    claim_seen_at = models.DateTimeField(null=True, blank=True, help_text=_("Last sign of life of whoever claimed it."))
    escalated_at = models.DateTimeField(null=True, blank=True)
    first_looked_at = models.DateTimeField(null=True, blank=True)
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
            models.Index(fields=["-concern_rank", "due_at"], condition=models.Q(closed_at=None), name="case_due"),
            models.Index(fields=["closed_at"], name="case_closed"),
        ]

    def __str__(self):
        return f"case {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:case", args=[self.pk])

    @property
    def assessed(self) -> Assessment:
        return Assessment.from_dict(self.assessment)

    @property
    def byline(self) -> str:
        """Who wrote it, as far as the desk may know: authors.py says what else that is."""
        if self.voice:
            return self.written_as
        return self.author.username if self.author else _g("former member")

    @property
    def doubts_public_text(self) -> bool:
        """Beside the edit that waits, the visible text itself was flagged or reported."""
        return self.is_proposal and (self.public_in_question or self.reports_count > 0)

    @property
    def is_about_account(self) -> bool:
        """A suspension without a text: there is nothing to decide in it but an appeal."""
        return self.place_key == ACCOUNT

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def claim_holder(self):
        """Who works on the case now; None when nobody does, or has shown no sign of life for a while."""
        if self.claimed_by_id is None or self.claim_seen_at is None:
            return None
        return self.claimed_by if timezone.now() - self.claim_seen_at < CLAIM_LASTS else None
