"""Text that was typed and not sent: a member's drafts, and a visitor's text until they have joined."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PENDING_FOR = timedelta(hours=24)


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Draft(models.Model):
    """A member's unsent text for a place they can write in, and the others that they typed there (drafts.texts)."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=60, help_text=_("What the form writes: ask, thread:7, answer:12, edit:33."))
    fields = models.JSONField(default=dict)
    # What other tabs or devices wrote here, the newest first.
    others = models.JSONField(null=True, blank=True)
    # The first of them: the release before knows no more than one, and may write it at the same time.
    other = models.JSONField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]
        constraints = [models.UniqueConstraint(fields=["member", "place"], name="one_draft_per_place")]

    def __str__(self):
        return f"draft of {self.place}"


class PendingTextQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(created_at__gt=timezone.now() - PENDING_FOR)

    def expired(self):
        return self.filter(created_at__lte=timezone.now() - PENDING_FOR)


class PendingText(models.Model):
    """A visitor's text, kept for a day under a token that only their signed cookie holds."""

    token = models.CharField(max_length=40, unique=True, default=new_token)
    place = models.CharField(max_length=60)
    fields = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = PendingTextQuerySet.as_manager()

    def __str__(self):
        return f"pending text of {self.place}"
