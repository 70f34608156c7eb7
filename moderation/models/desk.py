"""How moderators work together: notes in a case, what each has skipped, filters, templates, places."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .case import Case
from .moderated import words_of_key
from .rule import Rule


class CaseNote(models.Model):
    """A word among moderators inside a case. The author never reads it."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        ESCALATION = "escalation", _("Asks for an admin")
        TAKEOVER = "takeover", _("Took over")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NOTE)
    text = models.CharField(_("note"), max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.kind} {self.pk}"


class CaseSkip(models.Model):
    """This moderator would rather leave the case to others; it leaves their queue only."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="skips")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="skipped_once")]

    def __str__(self):
        return f"skip {self.pk}"


class SavedFilter(models.Model):
    """A view of the queue that a moderator comes back to. query: as in the address, without the question mark."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="queue_filters")
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=300)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["member", "name"], name="filter_name_once")]

    def __str__(self):
        return self.name


class ReplyTemplate(models.Model):
    """A message a moderator can start from. Its variables are filled in before it is shown for editing."""

    VARIABLES = ("author", "place", "words", "rule")

    name = models.CharField(_("name"), max_length=60, unique=True)
    rule = models.CharField(_("rule"), max_length=12, choices=Rule.choices, blank=True)
    concern = models.CharField(
        _("for a worry about a person"), max_length=10, choices=Case.Concern.choices, blank=True, default=""
    )
    text = models.TextField(_("text"), max_length=2000, help_text=_("May hold {author}, {place}, {words} and {rule}."))

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        ordering = ["rule", "name"]

    def __str__(self):
        return self.name


class ModeratorScope(models.Model):
    """A place that a board moderator looks after, by its key, as `board:treatments`."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="moderated_places")
    place_key = models.CharField(_("place"), max_length=100, help_text=_("As board:treatments or article:slug."))

    class Meta:
        verbose_name = _("moderated place")
        verbose_name_plural = _("moderated places")
        constraints = [models.UniqueConstraint(fields=["member", "place_key"], name="scope_once")]

    def __str__(self):
        return f"{self.member}: {words_of_key(self.place_key)}"
