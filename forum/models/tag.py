"""Tags: words from our list, and the topics they stand at."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class TagQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(offered=True)


class Tag(models.Model):
    """A word from our list: a treatment, a part of the body or a theme. Members choose from it and add none."""

    class Theme(models.TextChoices):
        TREATMENT = "treatment", _("Treatments")
        BODY = "body", _("Parts of the body")
        LIFE = "life", _("Themes")

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    theme = models.CharField(_("kind"), max_length=10, choices=Theme.choices)
    synonyms = models.TextField(
        _("synonyms"),
        blank=True,
        help_text=_("Other words for it, one on each line. They find the tag and suggest it."),
    )
    # Not deleted: a topic keeps the tags it has.
    offered = models.BooleanField(
        _("offered"),
        default=True,
        db_default=True,
        help_text=_("Members can choose it. Without it the tag stays where it is, and comes to no other topic."),
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["theme", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("forum:tag", args=[self.slug])

    @property
    def words(self) -> list[str]:
        """Its name and its synonyms."""
        return [self.name, *(line.strip() for line in self.synonyms.splitlines() if line.strip())]


class TopicTag(models.Model):
    """A tag of a topic. Its index reads a tag's topics newest first, however many there are."""

    topic = models.ForeignKey("Topic", on_delete=models.CASCADE)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE)

    class Meta:
        db_table = "forum_topic_tags"  # it began as Django's own table of Topic.tags
        unique_together = [("topic", "tag")]
        indexes = [models.Index(fields=["tag", "-topic"], name="topic_tag_newest")]

    def __str__(self):
        return f"tag {self.tag_id} of topic {self.topic_id}"
