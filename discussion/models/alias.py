"""The name under which a member writes anonymously: one for each thread, so that no two threads can be joined."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .thread import Thread


class ThreadAlias(models.Model):
    """label: what everybody reads instead of the name, as "Anonymous 2". The same for all posts in the thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="aliases")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "member"], name="alias_once"),
            models.UniqueConstraint(fields=["thread", "number"], name="alias_number_once"),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return _("Anonymous %(number)s") % {"number": self.number}


class AliasMute(models.Model):
    """A reader does not want to read one anonymous voice of one thread. Whose it is they do not learn."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    alias = models.ForeignKey(ThreadAlias, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "alias"], name="alias_mute_once")]

    def __str__(self):
        return f"mute of alias {self.alias_id}"
