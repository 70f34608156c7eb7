"""What members are told in the app."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet):
    def told(self):
        """Without those that were taken back."""
        return self.filter(taken_back_at=None)

    def unread(self):
        return self.told().filter(read_at=None)

    def unread_first(self):
        """The newest unread ones, then the newest that were read."""
        return self.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")

    def mark_read(self) -> int:
        return self.unread().update(read_at=timezone.now())


class Notice(models.Model):
    """One plain sentence for one member, with the page it is about."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("Decision of a moderator")
        ANSWER = "answer", _("New reply")
        REPORT = "report", _("What became of a report")
        DESK = "desk", _("For moderators")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    # What the notice is about, so that it can be taken back when that stops being readable.
    about = models.CharField(max_length=60, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["member"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["taken_back_at"], condition=Q(taken_back_at__isnull=False), name="notice_taken_back"),
        ]

    def __str__(self):
        return self.text
