"""Explainers for everyone: their index and their pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from discussion.compose import new_answer_form
from discussion.pages import requested_page
from register.models import Entry
from register.status import status_box
from search.reader import Reader
from search.similar import related

from .models import Article, EarlierAddress
from .structured import structured_data

RELATED_SHOWN = 3
ON_A_CARD = ("title", "slug", "theme", "summary", "minutes", "reviewed_on", "review_due", "updated_at")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All explainers, or those of one theme: ?theme=research."""
    readable = Article.objects.readable()
    chosen = request.GET.get("theme", "")
    if chosen and chosen not in Article.Theme.values:
        raise Http404
    used = set(readable.order_by().values_list("theme", flat=True).distinct())
    articles = readable.filter(theme=chosen) if chosen else readable
    context = {
        "articles": articles.only(*ON_A_CARD),
        "themes": [theme for theme in Article.Theme if theme in used or theme == chosen],
        "chosen": Article.Theme(chosen) if chosen else None,
        "section": "articles",
    }
    return render(request, "articles/index.html", context)


@require_safe
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """To the explainer, by an address that says nothing of it: mails use it."""
    return redirect(get_object_or_404(Article.objects.readable(), pk=pk))


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """An explainer with a page of its comments. An earlier address leads to the present one."""
    found = Article.objects.readable().select_related("thread", "author", "reviewer").filter(slug=slug).first()
    if found is None:
        return _moved(request, slug)
    thread = found.thread
    thread.owner = found
    page = requested_page(request, thread)
    comments = {
        "thread": thread,
        "page": page,
        "form": new_answer_form(request, page),
        "is_asker": False,
    }
    return render(request, "articles/article.html", page_context(request, found) | comments)


def page_context(request: HttpRequest, found: Article) -> dict:
    """What an explainer's page shows besides its comments."""
    citations = list(found.citations.select_related("reference"))
    address = request.build_absolute_uri(found.get_absolute_url())
    return {
        "article": found,
        "citations": citations,
        "status": _status(found),
        "related": _questions(found, request.user),
        "address": address,
        "structured": structured_data(found, [citation.reference for citation in citations], address),
        "section": "articles",
    }


def _questions(found: Article, reader) -> list:
    return related(found.title, wanted={"topic": RELATED_SHOWN}, reader=Reader.of(reader))["topic"]


def _status(found: Article):
    keys = found.register_keys
    return status_box(keys, Entry.objects.filter(key__in=keys)) if keys else None


def _moved(request: HttpRequest, slug: str) -> HttpResponse:
    earlier = EarlierAddress.objects.select_related("article").filter(slug=slug).first()
    if earlier is None or not earlier.article.is_readable:
        raise Http404
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(earlier.article.get_absolute_url() + query, permanent=True)
