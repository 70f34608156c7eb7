"""Explainers, who answers for them, and the references they rest on."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from discussion.models import ThreadOwner


class Contributor(models.Model):
    """Somebody who wrote or reviewed, as they are named on the page."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    profession = models.CharField(_("profession"), max_length=120, blank=True)
    about = models.TextField(_("about"), blank=True)
    interests = models.TextField(_("declared interests"), blank=True)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Reference(models.Model):
    """A source, with what decides how much it can show."""

    class Kind(models.TextChoices):
        LABORATORY = "laboratory", _("Laboratory study")
        ANIMAL = "animal", _("Animal study")
        CASE_REPORT = "case-report", _("Case report")
        CASE_SERIES = "case-series", _("Case series")
        UNCONTROLLED = "uncontrolled-trial", _("Trial without a control group")
        CONTROLLED = "controlled-trial", _("Trial with a control group")
        REVIEW = "review", _("Review")
        SYSTEMATIC_REVIEW = "systematic-review", _("Systematic review")
        SURVEY = "survey", _("Survey or register study")
        GUIDELINE = "guideline", _("Guideline")
        REGULATOR = "regulator", _("Regulator")
        COURT = "court", _("Court")
        LAW = "law", _("Law")
        REGISTRY = "registry", _("Trial registry")
        ORGANISATION = "organisation", _("Organisation")

    key = models.CharField(
        _("key"),
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]\d{1,3}$", _("A capital letter and up to three digits, for example R4."))],
        help_text=_("Texts cite it as [key], for example [R4]."),
    )
    authors = models.CharField(_("authors"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=400, blank=True)
    source = models.CharField(_("published in"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    doi = models.CharField(_("DOI"), max_length=120, blank=True)
    pmid = models.CharField(_("PMID"), max_length=12, blank=True)
    pmcid = models.CharField(_("PMCID"), max_length=14, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    people = models.PositiveIntegerField(_("people studied"), null=True, blank=True)
    controls = models.BooleanField(_("had a control group"), null=True, blank=True)
    about_psoriasis = models.BooleanField(_("about psoriasis"), default=False)
    treatments = models.JSONField(
        _("treatments it tested"),
        default=list,
        blank=True,
        help_text=_("Only in explainers about these treatments does it count as evidence."),
    )
    sells = models.CharField(_("authors or sponsor sell the treatment"), max_length=400, blank=True)
    checked = models.CharField(_("what was checked"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["key"]

    def __str__(self):
        return f"{self.key}: {self.title or self.source}"

    @property
    def links(self) -> list[tuple[str, str]]:
        """(address, address as it is shown) of the places where it can be read."""
        places = []
        if self.doi:
            places.append(f"doi.org/{self.doi}")
        if self.pmid:
            places.append(f"pubmed.ncbi.nlm.nih.gov/{self.pmid}/")
        if self.pmcid:
            places.append(f"pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/")
        return [(f"https://{place}", place.rstrip("/")) for place in places]

    @property
    def authors_and_title(self) -> str:
        """As "Cheng L, Wang S, et al. Human cells for psoriasis." """
        return " ".join(f"{part.rstrip('.')}." for part in (self.authors, self.title) if part)

    @property
    def says_controls(self) -> bool:
        """Whether the kind's own name says if there was a control group."""
        return self.kind in (self.Kind.CONTROLLED, self.Kind.UNCONTROLLED)

    @property
    def reports_others(self) -> bool:
        """A review counts people whom the studies it reviews count too."""
        return self.kind in (self.Kind.REVIEW, self.Kind.SYSTEMATIC_REVIEW)

    @property
    def year_apart(self) -> int | None:
        """The year, where the words of `source` do not say it."""
        return self.year if self.year and str(self.year) not in self.source else None


class ArticleQuerySet(models.QuerySet):
    def readable(self):
        """What everyone may read: published, and not before its time."""
        return self.filter(status=Article.Status.PUBLISHED, published_at__lte=timezone.now())


DERIVED = ("html", "in_short_html", "contents", "evidence", "people_studied", "minutes", "renderer")


class Article(ThreadOwner):
    """An explainer. `body` is the editors' HTML, `html` what readers get: cleaned, linked, numbered."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    class Theme(models.TextChoices):
        LIVING = "living", _("Living with psoriasis")
        TREATMENTS = "treatments", _("Treatments")
        ARTHRITIS = "arthritis", _("Arthritis")
        RESEARCH = "research", _("Research")
        SAFETY = "safety", _("Safety")

    class Evidence(models.TextChoices):
        """How much is known of a treatment, from the least to the most."""

        LABORATORY = "laboratory", _("laboratory or animals only")
        FEW_PEOPLE = "few-people", _("a few people")
        SMALL_TRIALS = "small-trials", _("small trials")
        LARGE_TRIALS = "large-trials", _("large trials")
        MANY_TRIALS = "many-trials", _("many trials together")

    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    theme = models.CharField(_("theme"), max_length=12, choices=Theme.choices)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    summary = models.CharField(_("summary"), max_length=200, help_text=_("One sentence, for lists and search engines."))
    in_short = models.TextField(_("in short"), blank=True, help_text=_("Three lines, one point each."))
    body = models.TextField(_("text"), help_text=_("Cite a reference by its key in brackets, for example [R4]."))
    questions = models.TextField(_("questions for your dermatologist"), blank=True, help_text=_("One on each line."))
    register_keys = models.JSONField(_("register keys"), default=list, blank=True)
    author = models.ForeignKey(
        Contributor, verbose_name=_("author"), on_delete=models.PROTECT, related_name="articles_written"
    )
    reviewer = models.ForeignKey(
        Contributor,
        verbose_name=_("medical reviewer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles_reviewed",
    )
    reviewed_on = models.DateField(_("medically reviewed on"), null=True, blank=True)
    review_due = models.DateField(_("due for review"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)
    # Derived when the article is saved through articles.actions.store().
    html = models.TextField(editable=False, blank=True)
    in_short_html = models.JSONField(editable=False, default=list)
    contents = models.JSONField(editable=False, default=list)
    references = models.ManyToManyField(Reference, through="Citation", related_name="articles", editable=False)
    evidence = models.CharField(editable=False, max_length=20, blank=True, choices=Evidence.choices)
    people_studied = models.PositiveIntegerField(
        editable=False, null=True, help_text=_("In the largest single study, because reports count the same people.")
    )
    minutes = models.PositiveSmallIntegerField(editable=False, default=1)
    renderer = models.PositiveSmallIntegerField(editable=False, default=0)
    history = HistoricalRecords(excluded_fields=[*DERIVED, "thread", "updated_at"])

    objects = ArticleQuerySet.as_manager()

    reply_kind = "comment"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(published_at__isnull=False),
                name="article_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewer=None, reviewed_on=None)
                | models.Q(reviewer__isnull=False, reviewed_on__isnull=False),
                name="article_review_has_reviewer_and_day",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.slug])

    @property
    def is_review_overdue(self) -> bool:
        return self.review_due < timezone.localdate()

    @property
    def is_readable(self) -> bool:
        """Whether everyone may read it now; of many rows, ask readable()."""
        # A form that is sent back holds an article whose status is chosen and whose time is not set yet.
        is_out = self.status == self.Status.PUBLISHED and self.published_at is not None
        return is_out and self.published_at <= timezone.now()

    @property
    def in_short_lines(self) -> list[str]:
        return _lines(self.in_short)

    @property
    def question_lines(self) -> list[str]:
        return _lines(self.questions)

    @property
    def evidence_step(self) -> int:
        """1 to 5, or 0 where nothing was counted."""
        return self.Evidence.values.index(self.evidence) + 1 if self.evidence else 0

    @property
    def place_key(self) -> str:
        return f"article:{self.slug}"

    @classmethod
    def places(cls) -> list[tuple[str, str]]:
        return [
            (f"article:{slug}", title) for slug, title in cls.objects.order_by("title").values_list("slug", "title")
        ]

    @property
    def thread_title(self) -> str:
        return self.title

    @property
    def search_key(self) -> tuple[str, int]:
        from .indexing import KIND

        return KIND, self.pk

    def search_facts(self) -> dict | None:
        readable = Article.objects.readable().filter(pk=self.pk).exists()
        return {"of": self.search_key} if readable else None

    def question_published(self, *args, **kwargs) -> None:
        raise TypeError("An article's thread has no question.")

    question_hidden = helpful_changed = question_published

    def post_published(self, post, *, first: bool) -> None:
        """The thread's own counters are all an article shows."""

    def post_hidden(self, post) -> None:
        """See post_published()."""


class Citation(models.Model):
    """The number a reference has on an article's page."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="citations")
    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="citations")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "reference"], name="citation_once"),
            models.UniqueConstraint(fields=["article", "number"], name="citation_number_once"),
        ]

    def __str__(self):
        return f"{self.number}. {self.reference}"


class EarlierAddress(models.Model):
    """A slug that an article had before. Links to it still arrive."""

    slug = models.SlugField(max_length=120, unique=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="earlier_addresses")

    def __str__(self):
        return self.slug


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
