"""Which texts speak of a provider of the list, so that one clinic's many voices are seen together."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .provider import Provider


class ProviderMention(models.Model):
    """praises: the text was flagged, so it steers somebody there; else it asks, tells or warns."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="mentions")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_was_young = models.BooleanField(default=False, help_text=_("A new member when it was written."))
    praises = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, help_text=_("Since when the text has said so."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "content_type", "object_id"], name="mention_once"),
        ]
        indexes = [models.Index(fields=["provider", "-created_at"], name="mention_timeline")]

    def __str__(self):
        return f"mention {self.pk}"


class MentionSearch(models.Model):
    """Texts that were there before an entry of the list counted are searched for it, batch by batch, by the worker.

    Each text is read with the whole list: when the newest search is done, so are those that began before it.
    """

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="searches")
    subject_type = models.CharField(max_length=100, blank=True, help_text=_("The kind of text it is at."))
    last_pk = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-id"], condition=models.Q(done_at=None), name="mention_search_waiting")]

    def __str__(self):
        return f"search {self.pk}"


class ProviderAlert(models.Model):
    """Several young accounts praise one provider. Open until a moderator has looked at the timeline."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="alerts")
    accounts = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider"], condition=models.Q(closed_at=None), name="one_open_alert_per_provider"
            ),
        ]

    def __str__(self):
        return f"alert {self.pk}"
