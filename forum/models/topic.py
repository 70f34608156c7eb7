"""Topics. A topic is the place of one question; its texts are posts of its thread."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from discussion.models import Audience, ThreadAlias, ThreadOwner, not_met_by

from .board import Board
from .tag import Tag, TopicTag


class TopicQuerySet(models.QuerySet):
    def open_to(self, reader):
        """Topics this reader may open: the question is public, or a stub that still has answers."""
        topics = self.filter(visible=True)
        if not reader.is_authenticated:
            return topics.filter(audience=Audience.EVERYONE)
        return topics.filter(~not_met_by(reader))

    def with_row(self):
        """All that a row of a list says, in the same question."""
        return self.select_related("board", "author", "alias", "thread")

    def latest_first(self):
        return self.order_by("-last_activity_at", "-pk")


class Topic(ThreadOwner):
    """Title, slug and author are the public ones, copied from the question when it is published."""

    board = models.ForeignKey(Board, verbose_name=_("board"), on_delete=models.PROTECT, related_name="topics")
    title = models.CharField(_("title"), max_length=150, blank=True)
    slug = models.SlugField(_("slug"), max_length=160, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="topics")
    alias = models.ForeignKey(ThreadAlias, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # A copy of the thread's, for lists.
    audience = models.CharField(
        max_length=8, choices=Audience.choices, default=Audience.EVERYONE, db_default=Audience.EVERYONE, editable=False
    )
    # Replies written since then were written for members.
    members_since = models.DateTimeField(null=True, editable=False)
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), through=TopicTag, blank=True, related_name="topics")
    visible = models.BooleanField(_("visible"), default=False)
    question_gone = models.BooleanField(default=False, help_text=_("The question was withdrawn or removed."))
    answered = models.BooleanField(_("has an answer that helped"), default=False)
    answers_count = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    last_activity_at = models.DateTimeField(_("last activity"), auto_now_add=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        indexes = [
            models.Index(
                fields=["board", "-last_activity_at", "-id"], condition=models.Q(visible=True), name="topic_board"
            ),
            models.Index(fields=["-last_activity_at", "-id"], condition=models.Q(visible=True), name="topic_latest"),
            models.Index(
                fields=["-created_at", "-id"],
                condition=models.Q(visible=True, answers_count=0),
                name="topic_unanswered",
            ),
            models.Index(
                fields=["board", "-created_at", "-id"],
                condition=models.Q(visible=True, answers_count=0),
                name="topic_board_unanswered",
            ),
            models.Index(fields=["-created_at", "-id"], condition=models.Q(visible=True), name="topic_newest"),
            models.Index(
                fields=["board", "-created_at", "-id"], condition=models.Q(visible=True), name="topic_board_newest"
            ),
        ]

    def __str__(self):
        return self.thread_title or f"topic {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("forum:topic", args=[self.board.slug, self.pk, self.public_slug])

    @property
    def public_slug(self) -> str:
        return self.slug if self.visible and not self.question_gone and self.slug else "question"

    @property
    def thread_title(self) -> str:
        if self.question_gone:
            return gettext("Removed question")
        return self.title

    @property
    def byline(self) -> str:
        """Who asked, as everybody reads it; nothing when the question is gone or its author left."""
        if self.question_gone:
            return ""
        if self.alias_id:
            return self.alias.label
        return self.author.username if self.author else ""

    @property
    def place_key(self) -> str:
        return f"board:{self.board.slug}"

    @classmethod
    def places(cls) -> list[tuple[str, str]]:
        return [(f"board:{slug}", name) for slug, name in Board.objects.values_list("slug", "name")]

    def follow_keys(self, *, question: bool) -> list[str]:
        if not question:
            return []
        return [f"board:{self.board_id}", *(f"tag:{pk}" for pk in self.tags.values_list("pk", flat=True))]

    @property
    def search_key(self) -> tuple[str, int]:
        from ..indexing import KIND

        return KIND, self.pk

    def search_facts(self) -> dict | None:
        from .. import indexing

        return indexing.facts(self)

    def question_published(self, post, *, first: bool) -> None:
        from .. import actions

        actions.question_published(self, post, first=first)

    def question_hidden(self, post) -> None:
        from .. import actions

        actions.question_hidden(self, post)

    def post_published(self, post, *, first: bool) -> None:
        from .. import actions

        actions.post_published(self, post, first=first)

    def post_hidden(self, post) -> None:
        from .. import actions

        actions.post_hidden(self, post)

    def helpful_changed(self) -> None:
        from .. import actions

        actions.recount_helpful(self)
