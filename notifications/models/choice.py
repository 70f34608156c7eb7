"""What each member wants to be told, and how."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .notice import Notice

Kind = Notice.Kind


class When(models.TextChoices):
    AT_ONCE = "at-once", _("At once")
    DAILY = "daily", _("Once a day, all in one")
    WEEKLY = "weekly", _("Once a week, all in one")
    NEVER = "never", _("Never")


DIGESTS = (When.DAILY, When.WEEKLY)
# By mail, for whoever has chosen nothing. Kinds that are missing here cannot be chosen: decisions and the desk's news
# are told as their senders say.
MAILED = {
    Kind.MENTION: When.AT_ONCE,
    Kind.REPLY: When.AT_ONCE,
    Kind.ANSWER: When.AT_ONCE,
    Kind.THREAD: When.DAILY,
    Kind.MEMBER: When.DAILY,
    Kind.TOPIC: When.DAILY,
    Kind.ARTICLE: When.DAILY,
    Kind.REPORT: When.NEVER,
}


class Choice(models.Model):
    """What a member chose for one kind. Without a row the kind is told in the app, and mailed as MAILED says."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    in_app = models.BooleanField(default=True)
    mail = models.CharField(max_length=8, choices=When.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="choice_once")]

    def __str__(self):
        return f"{self.kind}: {self.mail}"


class Preferences(models.Model):
    """What a member chose for all kinds. Without a row: as the fields' defaults say."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="notice_preferences"
    )
    # Whoever writes in a thread hears what others write there.
    follow_own = models.BooleanField(default=True)
    titles_in_mail = models.BooleanField(default=False)
    # Full hours of the member's own clock. From 22 to 7 goes over midnight.
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(23)])
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(23)])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False, quiet_from__lte=23, quiet_until__lte=23)
                & ~Q(quiet_from=models.F("quiet_until")),
                name="preferences_quiet_hours",
            )
        ]

    def __str__(self):
        return f"preferences of member {self.member_id}"


class Digest(models.Model):
    """A member has notices that wait for their daily or weekly mail. The row goes when that mail is written."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    every = models.CharField(max_length=8, choices=[(when.value, when.label) for when in DIGESTS])
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "every"], name="digest_once")]

    def __str__(self):
        return f"{self.every} digest of member {self.member_id}"
