"""The name under which a member writes anonymously: one for each thread, so that no two threads can be joined."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models import Block

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


class AliasMuteQuerySet(models.QuerySet):
    def hides(self, reader, alias: str) -> models.Exists:
        """True of each row of an outer query whose `alias` the reader has muted."""
        return models.Exists(self.filter(member=reader.pk, alias=models.OuterRef(alias)))


class AliasMute(models.Model):
    """A reader does not want to read one anonymous voice of one thread. Whose it is they do not learn."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    alias = models.ForeignKey(ThreadAlias, on_delete=models.CASCADE, related_name="+")

    objects = AliasMuteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "alias"], name="alias_mute_once")]

    def __str__(self):
        return f"mute of alias {self.alias_id}"


def not_met_by(reader) -> models.Q:
    """True of rows with `author` and `alias` whose writer this reader does not meet: blocked, muted, or an alias muted.

    A block does not reach texts under an alias: what it hides would tell who wrote them.
    """
    under_their_name = models.Q(alias=None)
    return under_their_name & models.Q(Block.objects.hides(reader, "author")) | models.Q(
        AliasMute.objects.hides(reader, "alias")
    )
