"""What members are told: a notice in the app and, for some kinds, a mail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)


class Notice(models.Model):
    """One plain sentence for one member, with the page it is about."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("Decision of a moderator")
        ANSWER = "answer", _("New reply")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    # What the notice is about, so that it can be taken back when that stops being readable.
    about = models.CharField(max_length=60, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["member"], condition=models.Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self):
        return self.text


class OutgoingMail(models.Model):
    """A mail written in the transaction of what it tells; sent later, once, unless cancelled before."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mails")
    subject = models.CharField(max_length=150)
    body = models.TextField()
    path = models.CharField(max_length=300)
    about = models.CharField(max_length=60, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(sent_at=None), name="mail_unsent"),
        ]

    def __str__(self):
        return f"mail {self.pk}"
