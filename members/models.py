"""Members: an account, its pseudonym and its standing."""

from datetime import timedelta

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .names import KEY_LENGTH, MAX_LENGTH, name_key, validate_name
from .roles import Role

NEW_FOR = timedelta(days=7)
NEW_UNTIL_POSTS = 5
TRUSTED_AFTER = timedelta(days=90)
TRUSTED_FROM_POSTS = 30
SAME_VISIT = timedelta(minutes=30)  # between two pages
TERMS_VERSION = "2026-11"


class NameKeyField(models.CharField):
    """The folded form of the username, kept beside it so that the database can refuse an imitation."""

    def pre_save(self, model_instance, add):
        key = name_key(model_instance.username)
        setattr(model_instance, self.attname, key)
        return key


class MemberQuerySet(models.QuerySet):
    def named_like(self, name: str):
        """Members whose name a reader could take for this one, themselves included: at most one."""
        return self.filter(username_key=name_key(name))

    def with_email(self, email: str) -> "Member | None":
        """The member this address belongs to. Compared letter by letter, all small as they are stored:
        a database's own idea of case would let one address pass for another."""
        email = self.model.objects.normalize_email(email)
        confirmed = self.filter(emailaddress__email=email, emailaddress__verified=True)
        return confirmed.first() or self.filter(email=email).first()


class MemberManager(UserManager.from_queryset(MemberQuerySet)):
    """Without a password, which is the rule, an account signs in by e-mail codes and passkeys alone."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return (email or "").strip().lower()


class Member(AbstractUser):
    """Somebody with an account. The pseudonym is public, everything else is not."""

    first_name = None
    last_name = None
    username = models.CharField(
        _("name on the site"),
        max_length=MAX_LENGTH,
        unique=True,
        validators=[validate_name],
        help_text=_("Everybody can read it. Do not use your real name."),
        error_messages={"unique": _("This name is taken. Choose another.")},
    )
    username_key = NameKeyField(max_length=KEY_LENGTH, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), blank=True, db_index=True)
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC")
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Optional, for help lines."))
    language = models.CharField(_("language"), max_length=10, default="en")
    # Consent to keep what they write about their health, and the rules, are agreed to together, by joining.
    agreed_at = models.DateTimeField(_("agreed to the rules at"), null=True, blank=True)
    agreed_terms = models.CharField(_("version of the rules agreed to"), max_length=20, blank=True)
    published_posts = models.PositiveIntegerField(_("published posts"), default=0, editable=False)
    suspended_until = models.DateTimeField(_("suspended until"), null=True, blank=True)
    visited_at = models.DateTimeField(null=True, editable=False)
    visited_before_at = models.DateTimeField(null=True, editable=False)  # the end of the visit before this one

    objects = MemberManager()
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="member_email_once"),
        ]

    def __str__(self):
        return self.username

    def get_absolute_url(self):
        return reverse("members:profile", args=[self.username])

    def get_full_name(self):
        return self.username

    def get_short_name(self):
        return self.username

    @property
    def account_days(self) -> int:
        return (timezone.now() - self.date_joined).days

    @property
    def is_new(self) -> bool:
        return timezone.now() - self.date_joined < NEW_FOR or self.published_posts < NEW_UNTIL_POSTS

    @property
    def standing(self) -> str:
        """What the screen is told about the author: new, member or trusted."""
        if self.is_new:
            return "new"
        old_enough = timezone.now() - self.date_joined >= TRUSTED_AFTER
        return "trusted" if old_enough and self.published_posts >= TRUSTED_FROM_POSTS else "member"

    @property
    def last_visit_at(self):
        """When the visit before this one ended; None for a member's first."""
        now_here = self.visited_at and timezone.now() - self.visited_at < SAME_VISIT
        return self.visited_before_at if now_here else self.visited_at

    @property
    def is_suspended(self) -> bool:
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    @cached_property
    def roles(self) -> frozenset[str]:
        """Names of the member's groups. Only staff have any, so others cost no query."""
        return frozenset(self.groups.values_list("name", flat=True)) if self.is_staff else frozenset()

    @property
    def is_moderator(self) -> bool:
        may_decide = self.is_superuser or bool(self.roles & {Role.MODERATOR, Role.ADMIN})
        return self.is_active and self.is_staff and may_decide

    @property
    def is_board_moderator(self) -> bool:
        """May enter the desk for the places in moderation.ModeratorScope only."""
        return self.is_active and self.is_staff and not self.is_moderator and Role.BOARD_MODERATOR in self.roles

    @property
    def is_site_admin(self) -> bool:
        return self.is_active and self.is_staff and (self.is_superuser or Role.ADMIN in self.roles)


class FormerName(models.Model):
    """A name that a member had. Texts of others still mention it, so nobody else may be taken for its holder.

    It leads nowhere: who gave up a name that said too much is not to be found by it.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="former_names")
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    given_up_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"former name of member {self.member_id}"


class BlockQuerySet(models.QuerySet):
    def between(self, member):
        """Blocks by this member and of this member: they hide both from each other."""
        return self.filter(models.Q(member=member) | models.Q(other=member, kind=Block.Kind.BLOCK))

    def keep_apart(self, member, other) -> bool:
        """May `member` know nothing of `other`, who blocked them?"""
        return self.filter(member=other, other=member, kind=Block.Kind.BLOCK).exists()

    def hides(self, reader, author: str) -> models.Exists:
        """True of each row of an outer query whose `author` and the reader do not meet."""
        other = models.OuterRef(author)
        mine, theirs = models.Q(member=reader.pk, other=other), models.Q(member=other, other=reader.pk)
        return models.Exists(self.filter(mine | theirs & models.Q(kind=Block.Kind.BLOCK)))


class Block(models.Model):
    """One member does not want to meet another. Silent: the other is never told.

    A block hides each from the other, everywhere; a mute hides the other from this member alone. Texts written
    anonymously are out of its reach, for hiding them would tell who wrote them.
    """

    class Kind(models.TextChoices):
        BLOCK = "block", _("blocked")
        MUTE = "mute", _("muted")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocks")
    other = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "other"], name="block_once"),
            models.CheckConstraint(condition=~models.Q(member=models.F("other")), name="block_nobody_blocks_themselves"),
        ]

    def __str__(self):
        return f"{self.kind} by member {self.member_id}"
