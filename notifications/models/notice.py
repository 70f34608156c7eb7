"""What members are told in the app."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .mail import OutgoingMail

NOTICES_KEPT_FOR = timedelta(days=365)


class NoticeQuerySet(models.QuerySet):
    def told(self):
        """Without those that were taken back."""
        return self.filter(taken_back_at=None)

    def unread(self):
        return self.told().filter(read_at=None)

    def mark_read(self) -> int:
        return self.unread().update(read_at=timezone.now())


class Notice(models.Model):
    """Something one member is told: a plain sentence, and the page it is about.

    A notice about a text names it (subject_type, subject_id); what the member reads is made of what they may read of it
    at that moment (notifications/words.py). `text` is then a sentence that tells nothing of it.
    """

    class Kind(models.TextChoices):
        """Strongest first: of the reasons to tell a member about a text, the first counts."""

        MENTION = "mention", _("Mention")
        REPLY = "reply", _("Reply to the member")
        ANSWER = "answer", _("Reply to the member's question")
        THREAD = "thread", _("In a topic the member follows")
        MEMBER = "member", _("By somebody the member follows")
        TOPIC = "topic", _("New question where the member follows")
        ARTICLE = "article", _("New explainer")
        DECISION = "decision", _("Decision of a moderator")
        REPORT = "report", _("What became of a report")
        DESK = "desk", _("For moderators")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    # What the notice is about, so that it can be taken back when that stops being readable.
    about = models.CharField(max_length=60, blank=True, db_index=True)
    # The text it is about, by the name of its room's subject (notifications/subjects.py) and its number.
    subject_type = models.CharField(max_length=10, blank=True, default="", db_default="")
    subject_id = models.PositiveBigIntegerField(null=True, blank=True)
    # Notices of one thread stand in one row of the list, as `thread:7`.
    place = models.CharField(max_length=40, blank=True, default="", db_default="")
    in_app = models.BooleanField(default=True, db_default=True)  # False: it is for a mail alone
    for_digest = models.BooleanField(default=False, db_default=False)  # it waits for the member's next digest
    # The mail that tells it, while there is one.
    mail = models.ForeignKey(OutgoingMail, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            # Of other notices subject_id is empty, and nothing equals that.
            models.UniqueConstraint(fields=["member", "subject_type", "subject_id"], name="notice_once"),
        ]
        indexes = [
            models.Index(fields=["member"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["taken_back_at"], condition=Q(taken_back_at__isnull=False), name="notice_taken_back"),
            models.Index(fields=["member"], condition=Q(for_digest=True), name="notice_for_digest"),
            models.Index(fields=["created_at"], name="notice_age"),
        ]

    def __str__(self):
        return f"notice {self.pk}: {self.kind}"
