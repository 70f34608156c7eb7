"""Who wants news by mail, what was sent, and to whom it still has to go."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.models import Article

# After a failed or lost attempt the next one waits this long; after the last, the mail is given up.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
STOPPED_KEPT_FOR = timedelta(days=30)  # so that somebody who stopped by mistake can undo it


class SubscriberQuerySet(models.QuerySet):
    def active(self):
        return self.filter(stopped_at=None)

    def count_who_want(self, articles: list[Article]) -> int:
        """How many of them get a mail with at least one of these."""
        themes = {article.theme for article in articles}
        chosen = self.order_by().values_list("topics").annotate(number=Count("pk"))
        return sum(number for topics, number in chosen if not topics or themes.intersection(topics))

    def forgettable(self):
        return self.filter(stopped_at__lte=timezone.now() - STOPPED_KEPT_FOR)


class Subscriber(models.Model):
    """An address whose owner has confirmed it. Of one that nobody confirmed, nothing is stored.

    topics: themes of explainers; none means all.
    """

    email = models.EmailField(_("e-mail address"))
    topics = models.JSONField(_("topics"), default=list, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [models.UniqueConstraint(Lower("email"), name="subscriber_once")]

    def __str__(self):
        return self.masked

    @property
    def masked(self) -> str:
        """The address as staff may see it: enough to answer its owner, too little to write to."""
        name, _at, domain = self.email.partition("@")
        return f"{name[:1]}…@{domain[:1]}…{domain[domain.rfind('.') :]}"

    def wants(self, article: Article) -> bool:
        return not self.topics or article.theme in self.topics


class IssueQuerySet(models.QuerySet):
    def sent(self):
        return self.exclude(sent_at=None).order_by("-number")

    def being_sent(self):
        return self.filter(sent_at__isnull=False, all_listed=False)


class Issue(models.Model):
    """One newsletter: an introduction and explainers. number and sent_at come with the sending, once."""

    title = models.CharField(_("title"), max_length=100, help_text=_("Stands on the web page, not in the mail's subject."))
    introduction = models.TextField(_("introduction"), help_text=_("Plain text. An empty line begins a new paragraph."))
    articles = models.ManyToManyField(Article, verbose_name=_("articles"), related_name="+")
    number = models.PositiveIntegerField(_("number"), null=True, editable=False, unique=True)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    # How far the worker came in writing a delivery for each subscriber.
    listed_up_to = models.PositiveBigIntegerField(default=0, editable=False)
    all_listed = models.BooleanField(default=False, editable=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["-number", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number=None, sent_at=None) | Q(number__isnull=False, sent_at__isnull=False),
                name="issue_numbered_when_sent",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("newsletter:issue", args=[self.number or 0, slugify(self.title) or "issue"])

    def readable_articles(self) -> list[Article]:
        """Those that everyone may read today: one that was withdrawn drops out."""
        return list(self.articles.readable().order_by("theme", "order", "title"))


class DeliveryQuerySet(models.QuerySet):
    def due(self):
        waiting = self.filter(sent_at=None, due_at__lte=timezone.now(), attempts__lt=len(WAITS))
        return waiting.order_by("due_at", "pk")

    def given_up(self):
        return self.filter(sent_at=None, attempts__gte=len(WAITS))


class Delivery(models.Model):
    """One issue for one subscriber. A worker claims it by a conditional UPDATE; a killed one leaves it due again."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="deliveries")
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["issue", "subscriber"], name="delivery_once")]
        indexes = [models.Index(fields=["due_at"], condition=Q(sent_at=None), name="delivery_unsent")]

    def __str__(self):
        return f"delivery {self.pk}"

    def claim(self) -> bool:
        """Take it for one attempt. Of two workers at the same moment exactly one gets True."""
        due_again_at = timezone.now() + WAITS[self.attempts]
        mine = Delivery.objects.filter(pk=self.pk, sent_at=None, attempts=self.attempts)
        taken = mine.update(due_at=due_again_at, attempts=self.attempts + 1)
        self.attempts += taken
        return bool(taken)
