"""Questions that were not asked, because what was there already answered them."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class AskEndedQuerySet(models.QuerySet):
    def count_one(self, day, what: str) -> None:
        """One more on this day. Of two at once each counts."""
        row, made = self.get_or_create(day=day, what=what, defaults={"times": 1})
        if not made:
            self.filter(pk=row.pk).update(times=F("times") + 1)


class AskEnded(models.Model):
    """How often something ended a question on a day. Nothing of the question itself is kept, nor who asked."""

    day = models.DateField(_("day"))
    what = models.CharField(_("what answered it"), max_length=40, help_text=_("As topic:7 or article:3."))
    times = models.PositiveIntegerField(_("times"), default=0)

    objects = AskEndedQuerySet.as_manager()

    class Meta:
        verbose_name = _("question answered before it was asked")
        verbose_name_plural = _("questions answered before they were asked")
        ordering = ["-day", "-times", "what"]
        constraints = [models.UniqueConstraint(fields=["day", "what"], name="ask_ended_once_a_day")]

    def __str__(self):
        return f"{self.what}: {self.times}"
