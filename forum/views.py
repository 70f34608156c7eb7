"""Boards, topics and asking. Nothing here reads a text that its reader may not see."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from discussion.compose import compose, new_answer_form
from discussion.models import Audience
from discussion.pages import requested_page
from register.models import Entry
from search.reader import Reader
from search.similar import related

from .changes import may_change
from .helpful import lifted
from .lists import LATEST, NEWEST, page_of, with_new, with_tags
from .lists import unanswered as waiting
from .models import Board, Tag, Topic
from .reading import tags_shown, topic_with_place
from .structured import structured_data

RELATED_SHOWN = 3
CARD_KEY = "msc-psoriasis"


@require_safe
def forum_index(request: HttpRequest) -> HttpResponse:
    latest = Topic.objects.open_to(request.user).latest_first().with_row()
    context = {
        "boards": Board.objects.counted_for(request.user),
        "latest": with_tags(with_new(latest[:10], request.user)),
        "section": "forum",
    }
    return render(request, "forum/index.html", context)


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Board, slug=slug)
    page = page_of(request, place.topics.open_to(request.user), LATEST)
    return render(request, "forum/board.html", {"board": place, "section": "forum", **page})


@require_safe
def unanswered(request: HttpRequest) -> HttpResponse:
    """Questions nobody has answered, newest first; of one board, with one tag, or both."""
    boards, tags = list(Board.objects.all()), list(Tag.objects.all())
    board, tag = _chosen(boards, request.GET.get("board", "")), _chosen(tags, request.GET.get("tag", ""))
    topics = waiting(Topic.objects.open_to(request.user), tag)
    page = page_of(request, topics.filter(board=board) if board else topics, NEWEST)
    chosen = {name: row.slug for name, row in (("board", board), ("tag", tag)) if row}
    context = {
        "boards": boards,
        "tags": tags,
        "board": board,
        "tag": tag,
        "kept": urlencode(chosen),
        "section": "forum",
    }
    return render(request, "forum/unanswered.html", context | page)


@require_safe
def topic(request: HttpRequest, board: str, pk: int, slug: str = "") -> HttpResponse:
    """The question with one page of answers. Who may read it is settled before any redirect: a slug tells a title."""
    found = topic_with_place(pk)
    if found is None or not (found.thread.is_open_to(request.user) or _is_author(request, found)):
        raise Http404
    found.thread.owner = found
    page = requested_page(request, found.thread)
    if page.question is None and not (found.visible and found.question_gone):
        # Held; or its asker and the reader do not meet. Settled before any redirect: the slug tells the title.
        raise Http404
    if (board, slug) != (found.board.slug, found.public_slug):
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(
            found.get_absolute_url() + query, permanent=found.visible and found.audience == Audience.EVERYONE
        )
    context = {
        "topic": found,
        "thread": found.thread,
        "page": page,
        "section": "forum",
        "card": _card(found),
        "related": _related(found, request.user),
        "helpful": lifted(found, page, request.user),
        "tags": tags_shown(found),
        "is_asker": _is_author(request, found),
        "may_change": _may_change(request, found),
        "form": new_answer_form(request, page),
        "structured": structured_data(found, page, request.build_absolute_uri(found.get_absolute_url())),
    }
    return render(request, "forum/topic.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    given: dict[str, object] = {}
    if board := Board.objects.filter(slug=request.GET.get("board", "")).first():
        given["board"] = board.pk
    if tag := Tag.objects.offered().filter(slug=request.GET.get("tag", "")).first():
        given["tags"] = [tag]
    return compose(request, "ask", given=given)


def _chosen(rows: list, slug: str):
    """The row of this address; None for none. Raises Http404 when there is no such row."""
    found = next((row for row in rows if row.slug == slug), None)
    if slug and found is None:
        raise Http404
    return found


def _is_author(request: HttpRequest, found: Topic) -> bool:
    return request.user.is_authenticated and found.author_id == request.user.pk


def _may_change(request: HttpRequest, found: Topic) -> bool:
    return request.user.is_authenticated and may_change(found, request.user)


def _card(found: Topic) -> list[Entry]:
    return list(Entry.objects.filter(key=CARD_KEY)) if found.thread.has_card else []


def _related(found: Topic, reader) -> dict:
    """Explainers and other questions about the same, as {"article": […], "topic": […]}."""
    wanted = {"article": RELATED_SHOWN, "topic": RELATED_SHOWN}
    this = (("topic", found.pk),)
    return related(found.title, wanted=wanted, reader=Reader.of(reader), without=this) if found.title else {}
