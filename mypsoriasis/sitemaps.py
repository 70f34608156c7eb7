"""What search engines may read: standing pages, articles, boards, and topics in parts of equal cost."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from articles.models import Article
from forum.models import Board, Tag, Topic

from .pages import PAGES

# Topics are divided by their number, so that no part counts or skips rows.
TOPICS_IN_A_PART = 5000
MOST_PARTS = 50_000  # no list of lists may be longer
STANDING = (
    "home",
    "articles:index",
    "forum:index",
    "forum:unanswered",
    "forum:tags",
    "register:glossary",
    "register:status",
    "register:check",
    "moderation:transparency",
    *PAGES,
)
IN_A_LIST = ("slug", "visible", "question_gone", "last_activity_at", "board", "board__slug")
XML = "application/xml"


class Place(NamedTuple):
    url: str
    changed_at: datetime | None = None


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of lists."""
    newest = Topic.objects.aggregate(newest=Max("pk"))["newest"] or 0
    urls = [reverse("sitemap_pages")]
    urls += [reverse("sitemap_topics", args=[part]) for part in range(1, _part_of(newest) + 1)]
    context = {"urls": [request.build_absolute_uri(url) for url in urls]}
    return render(request, "sitemap/index.xml", context, content_type=XML)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Everything but topics: what editors write stays within one list."""
    return _answer(request, [*_standing(), *_articles(), *_boards(), *_tags()])


@require_safe
def topics(request: HttpRequest, part: int) -> HttpResponse:
    if not 1 <= part <= MOST_PARTS:
        raise Http404
    first = (part - 1) * TOPICS_IN_A_PART + 1
    rows = Topic.objects.open_to(AnonymousUser()).filter(question_gone=False, pk__range=(first, first + TOPICS_IN_A_PART - 1))
    rows = rows.select_related("board").only(*IN_A_LIST).order_by("pk")
    if not rows:
        raise Http404
    return _answer(request, [Place(topic.get_absolute_url(), topic.last_activity_at) for topic in rows])


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


def _standing() -> Iterator[Place]:
    return (Place(reverse(name)) for name in STANDING)


def _articles() -> Iterator[Place]:
    rows = Article.objects.readable().only("slug", "updated_at")
    return (Place(article.get_absolute_url(), article.updated_at) for article in rows)


def _boards() -> Iterator[Place]:
    return (Place(board.get_absolute_url()) for board in Board.objects.all())


def _tags() -> Iterator[Place]:
    return (Place(tag.get_absolute_url()) for tag in Tag.objects.offered())


def _part_of(pk: int) -> int:
    return -(-pk // TOPICS_IN_A_PART)


def _answer(request: HttpRequest, places: list[Place]) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    context = {"site": site, "places": places}
    return render(request, "sitemap/places.xml", context, content_type=XML)


urlpatterns = [
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-pages.xml", pages, name="sitemap_pages"),
    path("sitemap-topics-<int:part>.xml", topics, name="sitemap_topics"),
    path("robots.txt", robots, name="robots"),
]
