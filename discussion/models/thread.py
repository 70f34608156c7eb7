"""A thread: the numbered places where members write, under a question or an explainer."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

ANSWERS_PER_PAGE = 20
REPLIES_SHOWN = 20  # of each answer on the thread's page; the rest stand at the answer's own address


class ThreadQuerySet(models.QuerySet):
    def readable(self):
        """Threads everyone may open. What becomes of each post in them, Post.objects.readable_by() says."""
        return self.filter(visible=True)


class Thread(models.Model):
    """Counters and numbering. The owner is the topic or the article."""

    owner_type = models.ForeignKey(ContentType, null=True, on_delete=models.CASCADE, related_name="+")
    owner_id = models.PositiveBigIntegerField(null=True)
    owner = GenericForeignKey("owner_type", "owner_id")
    visible = models.BooleanField(_("visible"), default=True)
    locked = models.BooleanField(_("locked"), default=False, help_text=_("Readable, but nobody can write in it."))
    has_card = models.BooleanField(_("shows the status card"), default=False)
    last_answer_no = models.PositiveIntegerField(default=0, editable=False)
    last_published_answer_no = models.PositiveIntegerField(default=0, editable=False)
    last_seq = models.PositiveIntegerField(default=0, editable=False)
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
    def pages(self) -> int:
        return max(1, -(-self.last_published_answer_no // ANSWERS_PER_PAGE))

    def next_answer_no(self) -> int:
        """Take the next answer's place. Of two at once each gets its own: the UPDATE locks the row."""
        Thread.objects.filter(pk=self.pk).update(last_answer_no=F("last_answer_no") + 1)
        return Thread.objects.values_list("last_answer_no", flat=True).get(pk=self.pk)


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
