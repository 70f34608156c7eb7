"""New explainers, and whom they are told to."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from notifications.models import Notice
from notifications.subjects import Described, Subject, ToTell

from .models import Article

ALL = "articles"  # what those follow who want to hear of every new one


class ArticleSubject(Subject):
    def find(self, pk: int) -> Article | None:
        return Article.objects.readable().filter(pk=pk).first()

    def opens_at(self, pk: int) -> datetime | None:
        """Of one that was published for a later time; if it is read a moment too late, that time is over."""
        published = Article.objects.filter(pk=pk, status=Article.Status.PUBLISHED)
        return published.values_list("published_at", flat=True).first()

    def url_of(self, pk: int) -> str:
        return reverse("articles:number", args=[pk])

    def to_tell(self, article: Article) -> ToTell:
        return ToTell(keys={ALL: Notice.Kind.ARTICLE})

    def readers(self, article: Article, among: list[int]) -> set[int]:
        return set(get_user_model().objects.filter(pk__in=among, is_active=True).values_list("pk", flat=True))

    def open_to(self, reader) -> QuerySet:
        # By the database's clock: the question may be built once and asked for days.
        return Article.objects.filter(status=Article.Status.PUBLISHED, published_at__lte=Now())

    def described(self, pks: list[int], reader) -> dict[int, Described]:
        titles = Article.objects.readable().filter(pk__in=pks).values_list("pk", "title")
        return {pk: Described(title=title) for pk, title in titles}
