"""A thread: the numbered places where members write, under a question or an explainer."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ANSWERS_PER_PAGE = 20
REPLIES_SHOWN = 20  # of each answer on the thread's page; the rest stand at the answer's own address


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("Everyone")
    MEMBERS = "members", _("Members only")


class ThreadQuerySet(models.QuerySet):
    def open_to(self, reader):
        """Threads this reader may open. What becomes of each post in them, Post.objects.readable_by() says."""
        opened = self.filter(visible=True)
        if not reader.is_authenticated:
            return opened.filter(audience=Audience.EVERYONE)
        question = self.model._meta.get_field("posts").related_model.objects.filter(thread=models.OuterRef("pk"))
        return opened.filter(~models.Exists(question.questions_not_met_by(reader)))


class Thread(models.Model):
    """Counters and numbering. The owner is the topic or the article."""

    owner_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE, related_name="+")
    owner_id = models.PositiveBigIntegerField(null=True)
    owner = GenericForeignKey("owner_type", "owner_id")
    visible = models.BooleanField(_("visible"), default=True)
    audience = models.CharField(
        _("who can read it"),
        max_length=8,
        choices=Audience.choices,
        default=Audience.EVERYONE,
        db_default=Audience.EVERYONE,
    )
    locked = models.BooleanField(_("locked"), default=False, help_text=_("Readable, but nobody can write in it."))
    slowed_until = models.DateTimeField(
        _("slowed down until"), null=True, blank=True, help_text=_("Until then each member may write once in an hour.")
    )
    has_card = models.BooleanField(_("shows the status card"), default=False)
    last_answer_no = models.PositiveIntegerField(default=0, editable=False)
    last_published_answer_no = models.PositiveIntegerField(default=0, editable=False)
    last_seq = models.PositiveIntegerField(default=0, editable=False)
    last_alias_no = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    answers_count = models.PositiveIntegerField(default=0, editable=False)
    replies_count = models.PositiveIntegerField(default=0, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_type", "owner_id"], name="thread_owner_once")]

    def __str__(self):
        return f"thread {self.pk}"

    @property
    def posts_count(self) -> int:
        """Published answers and replies, the question not counted."""
        return self.answers_count + self.replies_count

    @property
    def is_slow(self) -> bool:
        """Each member may write once an hour."""
        return self.slowed_until is not None and self.slowed_until > timezone.now()

    def is_open_to(self, reader) -> bool:
        """By its own words, which cost no question. Whether its asker and the reader meet, open_to() says."""
        return self.visible and (self.audience == Audience.EVERYONE or reader.is_authenticated)

    @property
    def pages(self) -> int:
        return max(1, -(-self.last_published_answer_no // ANSWERS_PER_PAGE))

    def take_answer_place(self) -> tuple[int, int]:
        """Take the next answer's number and the next turn in what is new. Of two at once each gets its own."""
        return self._take("last_answer_no = last_answer_no + 1, last_seq = last_seq + 1")[:2]

    def take_turn(self) -> int:
        """Take the next turn in what is new, for a reply or for a text released late."""
        return self._take("last_seq = last_seq + 1")[1]

    def take_alias_number(self) -> int:
        """Take the number of the thread's next anonymous voice."""
        return self._take("last_alias_no = last_alias_no + 1")[2]

    def _take(self, changes: str) -> tuple[int, int, int]:
        # RETURNING saves a question; Django has no word for it. The UPDATE locks the row until commit.
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE discussion_thread SET {changes} WHERE id = %s "
                "RETURNING last_answer_no, last_seq, last_alias_no, audience",
                [self.pk],
            )
            answer_no, seq, alias_no, self.audience = cursor.fetchone()
        return answer_no, seq, alias_no


class ThreadOwner(models.Model):
    """What owns a thread: a topic or an article. The thread's posts ask and tell it these things."""

    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True

    reply_kind = "reply"  # how the detector calls what is written here: reply or comment

    @property
    def place_key(self) -> str:
        raise NotImplementedError(f"{type(self).__name__}.place_key")

    @property
    def thread_title(self) -> str:
        """The public title; never a hidden one."""
        raise NotImplementedError(f"{type(self).__name__}.thread_title")

    @classmethod
    def places(cls) -> list[tuple[str, str]]:
        """Key and title of every place of this kind, for whoever looks after some of them."""
        raise NotImplementedError(f"{cls.__name__}.places")

    def follow_keys(self, *, question: bool) -> list[str]:
        """What, beside the thread, is followed by those who want to hear of a question here, or of what is under it."""
        return []

    @property
    def search_key(self) -> tuple[str, int]:
        """Kind and key of its document, which the texts under it are parts of."""
        raise NotImplementedError(f"{type(self).__name__}.search_key")

    def search_facts(self) -> dict | None:
        """What search.index.document() is told of each text under it, as the database has it now.

        None while nobody may open the thread.
        """
        raise NotImplementedError(f"{type(self).__name__}.search_facts")

    def question_published(self, post, *, first: bool) -> None:
        """The thread's question became readable, or was replaced by a newer version."""
        raise NotImplementedError(f"{type(self).__name__}.question_published")

    def question_hidden(self, post) -> None:
        """The thread's question stopped being readable."""
        raise NotImplementedError(f"{type(self).__name__}.question_hidden")

    def post_published(self, post, *, first: bool) -> None:
        """An answer or a reply became readable. first: it never was before."""
        raise NotImplementedError(f"{type(self).__name__}.post_published")

    def post_hidden(self, post) -> None:
        """An answer or a reply stopped being readable."""
        raise NotImplementedError(f"{type(self).__name__}.post_hidden")

    def helpful_changed(self) -> None:
        """The asker marked an answer as helpful, or took it back."""
        raise NotImplementedError(f"{type(self).__name__}.helpful_changed")
