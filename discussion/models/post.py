"""A post: the question (answer_no 0), an answer (reply_no 0) or a reply to an answer."""

import math

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from members.models import Role
from members.visitor import met_as
from moderation.models import Moderated, ModeratedQuerySet, Status
from rendering.quotes import without_quotes

from .alias import ThreadAlias, not_met_by
from .thread import ANSWERS_PER_PAGE, REPLIES_SHOWN, Audience, Thread, ThreadOwner

QUESTION = models.Q(answer_no=0)
WAS_PUBLIC = models.Q(published_at__isnull=False)
MOST_ON_PAGE = 1 + ANSWERS_PER_PAGE * (1 + REPLIES_SHOWN)
# Everyone sees that something stood here; withdrawn and unanswered texts leave nothing, nor do those never shown.
# An erased text is shown like before: one that was removed still names its rule.
STUBS = WAS_PUBLIC & (
    models.Q(status=Status.REMOVED)
    | models.Q(status=Status.ERASED) & ~models.Q(rule="")
    | models.Q(status__in=[Status.WITHDRAWN, Status.ERASED], replies_count__gt=0, reply_no=0)
)


class PostQuerySet(ModeratedQuerySet):
    def readable_by(self, reader):
        """Keep what `reader` may read: published texts in threads open to them, and their own held ones.

        Being a moderator changes nothing here: the desk reads hidden texts through for_desk(), which audits.
        """
        readable = models.Q(status=Status.PUBLISHED, thread__visible=True)
        if not reader.is_authenticated:
            return self.filter(readable, thread__audience=Audience.EVERYONE).met_by(reader)
        readable |= models.Q(status__in=[Status.HELD, Status.RETURNED], author=reader)
        question = Post.objects.filter(thread=models.OuterRef("thread"))
        return self.filter(readable, ~models.Exists(question.questions_not_met_by(reader))).met_by(reader)

    def met_by(self, reader):
        """Without the texts of members that a block or a mute keeps from this reader, and of muted aliases."""
        member = met_as(reader)
        return self.filter(~not_met_by(member)) if member else self

    def questions_not_met_by(self, reader):
        """Of these posts the questions whose asker does not meet the reader: with them the whole topic goes."""
        return self.filter(QUESTION, not_met_by(reader))

    def to_index(self):
        """What the worker writes into the index of texts. Questions are written by their owner."""
        return self.filter(status=Status.PUBLISHED, answer_no__gt=0)

    def shown_in(self, thread, reader, *, page: int = 0):
        """What an open thread, or one page of it, shows to `reader`: readable posts, and stubs without their text."""
        shown = (
            models.Q(status=Status.PUBLISHED)
            | STUBS
            | (QUESTION & WAS_PUBLIC & ~models.Q(status__in=[Status.HELD, Status.RETURNED]))
        )
        if reader.is_authenticated:
            # Of a removed one its author alone finds the decision in its place, if nobody else ever saw it.
            shown |= models.Q(status__in=[Status.HELD, Status.RETURNED, Status.REMOVED], author=reader)
        posts = self.filter(pk__in=self._on_page(thread, page)) if page else self.filter(thread=thread)
        return posts.met_by(reader).filter(shown).with_author().order_by("answer_no", "reply_no")

    def with_author(self):
        """Author, alias and the mark beside the name, in the same question. No mark tells of an alias whose it is."""
        roles = get_user_model().groups.through.objects.filter(
            member_id=models.OuterRef("author_id"), group__name__in=[Role.MODERATOR, Role.ADMIN]
        )
        staff = models.Q(author__is_staff=True) & (models.Q(author__is_superuser=True) | models.Exists(roles))
        return self.select_related("author", "alias").annotate(
            by_moderator=models.ExpressionWrapper(staff & models.Q(alias=None), output_field=models.BooleanField())
        )

    def with_byline(self):
        return self.select_related("author", "alias")

    def _on_page(self, thread, number: int):
        """Numbers of what stands on a page of a thread, each found by its place in the thread's index of places.

        They are few, and the limit says so: PostgreSQL takes every tenth post of a thread for a question, and would
        read all members rather than look up those of the page.
        """
        first = (number - 1) * ANSWERS_PER_PAGE + 1
        places = self.model.objects.filter(
            thread=thread, answer_no__in=[0, *range(first, first + ANSWERS_PER_PAGE)], reply_no__lte=REPLIES_SHOWN
        )
        return places.values("pk")[:MOST_ON_PAGE]


class Post(Moderated):
    """Its place (thread, answer_no, reply_no) is given once and never changes."""

    # The constraints below begin with the thread. A third index misleads PostgreSQL into reading all of a long one.
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts", db_index=False)
    # Written anonymously: nobody but the author and, audited, an admin learns whose it is.
    alias = models.ForeignKey(ThreadAlias, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    answer_no = models.PositiveIntegerField()
    reply_no = models.PositiveIntegerField(default=0)
    published_seq = models.PositiveIntegerField(null=True, editable=False)
    last_reply_no = models.PositiveIntegerField(default=0, editable=False)
    replies_count = models.PositiveIntegerField(default=0, editable=False)
    helpful_to_asker = models.BooleanField(_("marked helpful by the asker"), default=False)
    # The worker has still to write it into the index of texts.
    index_due = models.BooleanField(default=True, db_default=True, editable=False)
    helpful_count = models.PositiveIntegerField(default=0, editable=False)
    thanks_count = models.PositiveIntegerField(default=0, editable=False)
    me_too_count = models.PositiveIntegerField(default=0, editable=False)
    support_count = models.PositiveIntegerField(default=0, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta(Moderated.Meta):
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint(fields=["thread", "answer_no", "reply_no"], name="post_place_once"),
            models.UniqueConstraint(fields=["thread", "published_seq"], name="post_turn_once"),
            models.CheckConstraint(
                condition=models.Q(title="") | models.Q(answer_no=0), name="post_only_a_question_has_a_title"
            ),
            models.CheckConstraint(
                condition=models.Q(reply_no=0) | models.Q(answer_no__gt=0), name="post_no_reply_to_a_question"
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-created_at"], name="post_author"),
            models.Index(
                fields=["id"],
                condition=models.Q(index_due=True, status="published", answer_no__gt=0),
                name="post_index_due",
            ),
            # A handful in a thread of thousands.
            models.Index(
                fields=["thread", "answer_no"], condition=models.Q(helpful_to_asker=True), name="post_helpful"
            ),
        ]

    def __str__(self):
        return f"post {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("discussion:post", args=[self.pk])

    sources = None  # discussion.quoting.Sources: what its reader may see of what it quotes, set by pages.prepare()

    @property
    def shown_html(self) -> SafeString:
        """The text with its quotations filled in for the reader it was prepared for, and without them for others."""
        return self.sources.shown(self.html) if self.sources else without_quotes(self.html)

    @property
    def byline(self) -> str:
        """Who wrote it, as everybody reads it."""
        if self.alias_id:
            return self.alias.label
        return self.author.username if self.author else _g("Former member")

    @property
    def voice(self) -> str:
        return f"alias:{self.alias_id}" if self.alias_id else ""

    @property
    def is_question(self) -> bool:
        return self.answer_no == 0

    @property
    def is_answer(self) -> bool:
        return self.answer_no > 0 and self.reply_no == 0

    @property
    def page(self) -> int:
        return max(1, -(-self.answer_no // ANSWERS_PER_PAGE))

    @property
    def answer(self) -> "Post":
        """The answer a reply belongs to."""
        return Post.objects.get(thread=self.thread_id, answer_no=self.answer_no, reply_no=0)

    def take_reply_place(self) -> int:
        """Take the next reply's number under this answer. Of two at once each gets its own."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE discussion_post SET last_reply_no = last_reply_no + 1 WHERE id = %s RETURNING last_reply_no",
                [self.pk],
            )
            return cursor.fetchone()[0]

    # What moderation asks.

    @property
    def where(self) -> str:
        return "topic" if self.is_question else self.thread.owner.reply_kind

    @property
    def place_key(self) -> str:
        return self.thread.owner.place_key

    @property
    def place_title(self) -> str:
        # A question that was never public has a title only in itself.
        return self.thread.owner.thread_title or self.title

    @property
    def context_title(self) -> str:
        return self.title if self.is_question else self.thread.owner.thread_title

    @property
    def parent_text(self) -> str:
        """What a reply answers: its answer; what an answer answers: the question. Public texts only."""
        if self.is_question:
            return ""
        answer_no = self.answer_no if self.reply_no else 0
        parent = Post.objects.published().filter(thread=self.thread_id, answer_no=answer_no, reply_no=0).first()
        return f"{parent.title}\n{parent.body}".strip() if parent else ""

    def context_for_desk(self) -> list["Post"]:
        around = Post.objects.published().filter(thread=self.thread_id).exclude(pk=self.pk)
        nearby = models.Q(answer_no=0) | models.Q(answer_no=self.answer_no, reply_no__lte=REPLIES_SHOWN)
        return list(around.filter(nearby).with_byline().order_by("answer_no", "reply_no"))

    @property
    def reach(self) -> float:
        """A question stands in lists, and a long thread has many readers."""
        readers = 1 + min(math.log10(1 + self.thread.posts_count), 3) / 3
        return round(readers * (1.5 if self.is_question else 1.0), 2)

    @property
    def leaves_a_line(self) -> bool:
        # Without answers the whole topic goes with its question.
        return super().leaves_a_line and (not self.is_question or self.thread.answers_count > 0)

    @classmethod
    def places(cls) -> list[tuple[str, str]]:
        return [place for owner in ThreadOwner.__subclasses__() for place in owner.places()]

    def never_public(self) -> None:
        Post.objects.filter(pk=self.pk).update(published_at=None, published_seq=None)
        self.published_at = self.published_seq = None

    def place_state(self) -> dict:
        thread = Thread.objects.get(pk=self.thread_id)
        slowed = thread.slowed_until.isoformat() if thread.slowed_until else None
        return {"has_card": thread.has_card, "locked": thread.locked, "slowed_until": slowed}

    def set_place_state(self, **state) -> None:
        if slowed := state.get("slowed_until"):
            state["slowed_until"] = parse_datetime(slowed)
        Thread.objects.filter(pk=self.thread_id).update(**state)

    def published(self, *, first: bool) -> None:
        from ..actions import counting

        counting.published(self, first=first)

    def revised(self, *, before: str) -> None:
        from ..actions import counting

        counting.revised(self, before=before)

    def hidden(self) -> None:
        from ..actions import counting

        counting.hidden(self)


class Reaction(models.Model):
    """One kind word of one member about one post."""

    class Kind(models.TextChoices):
        HELPFUL = "helpful", _("Helpful")
        THANKS = "thanks", _("Thank you")
        ME_TOO = "me_too", _("Me too")
        SUPPORT = "support", _("Sending support")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "member", "kind"], name="reaction_once"),
        ]

    def __str__(self):
        return f"{self.kind} on post {self.post_id}"
