"""What every text of a member has in common: an author, versions, a status."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from detector import Assessment

from .rule import Rule


class Status(models.TextChoices):
    PUBLISHED = "published", _("Published")
    HELD = "held", _("Held")
    RETURNED = "returned", _("Returned to its author")
    REMOVED = "removed", _("Removed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ERASED = "erased", _("Erased")


HIDDEN_FROM_OTHERS = (Status.HELD, Status.RETURNED)


class Version(models.Model):
    """One text as it was sent, with what the screen said of it. Never changed, only erased."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150, blank=True)
    body = models.TextField()
    html = models.TextField()
    outcome = models.CharField(max_length=10)
    assessment = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "number"], name="version_number_once"),
        ]

    def __str__(self):
        return f"version {self.number}"

    @property
    def assessed(self) -> Assessment:
        return Assessment.from_dict(self.assessment)


class ModeratedQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)

    def readable_by(self, reader):
        """Keep what `reader` may read on public pages, whatever their role."""
        raise NotImplementedError(f"{type(self).__name__}.readable_by")

    def with_byline(self):
        """All that `byline` asks, in the same question."""
        return self.select_related("author")

    def hidden_of(self, author):
        """The author's own held and returned texts; nobody else's list may use this."""
        if not author.is_authenticated:
            return self.none()
        return self.filter(author=author, status__in=HIDDEN_FROM_OTHERS)


class Moderated(models.Model):
    """A text that passes the screen. `title`, `body`, `html` are the public version, or, while the
    text was never public, its newest one. `proposal` is a newer version that waits for review."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="%(class)ss",
    )
    title = models.CharField(_("title"), max_length=150, blank=True)
    body = models.TextField(_("text"))
    html = models.TextField(editable=False)
    renderer = models.PositiveSmallIntegerField(default=0, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.HELD)
    outcome = models.CharField(max_length=10, blank=True, editable=False)  # of the screen, for this version
    version = models.PositiveIntegerField(_("version"), default=1)
    latest_version = models.PositiveIntegerField(default=1, editable=False)
    proposal = models.ForeignKey(Version, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # The rule a moderator named when the text was returned or removed; everyone reads it at the stub.
    rule = models.CharField(max_length=12, blank=True, editable=False)
    submission_key = models.CharField(max_length=36, blank=True, editable=False)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)

    objects = ModeratedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["author", "submission_key"],
                condition=~models.Q(submission_key=""),
                name="%(class)s_stored_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(body="") | models.Q(status=Status.ERASED), name="%(class)s_body_unless_erased"
            ),
            models.CheckConstraint(
                condition=models.Q(proposal=None) | models.Q(status=Status.PUBLISHED),
                name="%(class)s_proposal_only_when_published",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=False) | ~models.Q(status=Status.PUBLISHED),
                name="%(class)s_published_has_a_time",
            ),
        ]

    @property
    def is_held(self) -> bool:
        return self.status == Status.HELD

    @property
    def is_returned(self) -> bool:
        return self.status == Status.RETURNED

    @property
    def rule_label(self) -> str:
        return Rule(self.rule).label if self.rule else ""

    def version_numbered(self, number: int) -> Version:
        """Raises Version.DoesNotExist when it was erased."""
        return self.versions().get(number=number)

    def versions(self):
        kind = ContentType.objects.get_for_model(type(self))
        return Version.objects.filter(content_type=kind, object_id=self.pk)

    # What must happen in the rooms above, declared here and overridden there.

    @property
    def byline(self) -> str:
        """Who wrote it, as everybody reads it."""
        raise NotImplementedError(f"{type(self).__name__}.byline")

    @property
    def voice(self) -> str:
        """The key of the other name it was written under, as `alias:7`; nothing for the author's own name."""
        return ""

    @property
    def where(self) -> str:
        """How the detector calls the place: topic, reply or comment."""
        raise NotImplementedError(f"{type(self).__name__}.where")

    @property
    def place_key(self) -> str:
        """A stable name of the place for scopes and filters, as `board:treatments`."""
        raise NotImplementedError(f"{type(self).__name__}.place_key")

    @property
    def place_title(self) -> str:
        """What the desk calls the place."""
        raise NotImplementedError(f"{type(self).__name__}.place_title")

    @property
    def context_title(self) -> str:
        """Title the text is read under; for a question its own."""
        raise NotImplementedError(f"{type(self).__name__}.context_title")

    @property
    def parent_text(self) -> str:
        """The text this one answers, or nothing."""
        return ""

    def published(self, *, first: bool) -> None:
        """The text became readable. first: it never was before. Runs inside the transaction."""
        raise NotImplementedError(f"{type(self).__name__}.published")

    def revised(self, *, before: str) -> None:
        """The public version was replaced by another. before: its HTML. Runs inside the transaction."""
        raise NotImplementedError(f"{type(self).__name__}.revised")

    def hidden(self) -> None:
        """The text stopped being readable. Runs inside the transaction."""
        raise NotImplementedError(f"{type(self).__name__}.hidden")

    @classmethod
    def places(cls) -> list[tuple[str, str]]:
        """Key and title of every place that such texts can stand in."""
        raise NotImplementedError(f"{cls.__name__}.places")

    @property
    def reach(self) -> float:
        """How many are likely to read it, as a factor: 1 for an ordinary text."""
        return 1.0

    @property
    def leaves_a_line(self) -> bool:
        """Would everybody see, in its place, that it was removed?"""
        return self.published_at is not None

    def never_public(self) -> None:
        """Forget that the text was ever published: its release was undone. Runs inside the transaction."""
        raise NotImplementedError(f"{type(self).__name__}.never_public")

    def place_state(self) -> dict:
        """What a moderator can change about the place: {"has_card", "locked", "slowed_until"}, JSON-able."""
        raise NotImplementedError(f"{type(self).__name__}.place_state")

    def set_place_state(self, **state) -> None:
        """Change some of place_state()."""
        raise NotImplementedError(f"{type(self).__name__}.set_place_state")

    def context_for_desk(self) -> list["Moderated"]:
        """Neighbouring texts a moderator needs to judge this one, in reading order."""
        raise NotImplementedError(f"{type(self).__name__}.context_for_desk")


def words_of_key(key: str) -> str:
    """Of a place that has gone, or where nobody asks the database: `board:daily-life` is "Daily life"."""
    return key.partition(":")[2].replace("-", " ").capitalize() or key


def place_titles() -> dict[str, str]:
    """Every place by its key, as `board:treatments`. Two questions to the database, however many there are."""
    return {key: title for kind in Moderated.__subclasses__() for key, title in kind.places()}
