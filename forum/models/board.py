"""Shelves for questions."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class BoardQuerySet(models.QuerySet):
    def counted_for(self, reader):
        """With `questions`: how many of them this reader may know of."""
        members = models.F("members_topics_count") if reader.is_authenticated else models.Value(0)
        return self.annotate(questions=models.F("topics_count") + members)


class Board(models.Model):
    """A shelf for questions of one kind."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("what belongs here"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # Two counters, so that visitors learn nothing of what they may not read. Members are shown the sum.
    topics_count = models.PositiveIntegerField(default=0, editable=False)
    members_topics_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["order", "name"]
        constraints = [
            # /forum/ask/ is the form, so no board may take its address.
            models.CheckConstraint(condition=~models.Q(slug="ask"), name="ask_is_no_board"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("forum:board", args=[self.slug])
