"""Decisions: what a moderator did about one version, and what its author was told."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .case import AboutSubjectQuerySet, Case
from .moderated import Status
from .rule import Rule
from .sanction import Sanction

UNDO_WITHIN = timedelta(days=30)


class DecisionQuerySet(AboutSubjectQuerySet):
    def standing(self):
        return self.filter(undone_at=None)

    def about_texts(self):
        """Without what an admin decided about an account alone."""
        return self.exclude(act=Decision.Act.SUSPEND)

    def told_to(self, author):
        """What the author reads of, as messages.is_told() says: a mere look would only tell that somebody reported."""
        left_as_it_is = [Decision.Act.KEEP, Decision.Act.CARD]
        looked_only = models.Q(act__in=left_as_it_is, before__status=Status.PUBLISHED, message="")
        sanctioned = Sanction.objects.filter(decision=models.OuterRef("pk"))
        return self.filter(author=author).exclude(looked_only & ~models.Exists(sanctioned))


class Decision(models.Model):
    """What a moderator decided about one version, and what the author was told."""

    class Act(models.TextChoices):
        RELEASE = "release", _("Release")
        CARD = "card", _("Release with the status card")
        KEEP = "keep", _("Leave it as it is")
        MASK = "mask", _("Keep the story, drop the seller")
        RETURN = "return", _("Return to its author")
        REMOVE = "remove", _("Remove")
        SUSPEND = "suspend", _("Suspend from writing, without a text")

    class ThreadAct(models.TextChoices):
        LOCK = "lock", _("Lock the thread")
        SLOW = "slow", _("Slow the thread down")

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
    thread_act = models.CharField(max_length=10, choices=ThreadAct.choices, blank=True, default="", db_default="")
    # Of a decision that masks: the number of the version without the seller, which the author may agree to.
    masked_version = models.PositiveIntegerField(null=True, blank=True)
    # What undo puts back.
    before = models.JSONField(default=dict, blank=True, db_default={})
    # Decided together with others, in one act.
    group_key = models.CharField(max_length=36, blank=True, default="", db_default="")
    decided_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["decided_at"], name="decision_time")]

    def __str__(self):
        return f"decision {self.pk}"

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None

    @property
    def is_about_account(self) -> bool:
        """An admin suspended the member without a text: the subject is the member."""
        return self.act == self.Act.SUSPEND

    @property
    def may_be_undone(self) -> bool:
        """At the desk. An admin lifts what an admin imposed."""
        return not self.is_undone and not self.is_about_account and timezone.now() - self.decided_at < UNDO_WITHIN

    def get_absolute_url(self) -> str:
        return reverse("moderation:decision", args=[self.pk])
