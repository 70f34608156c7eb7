"""The first page: what this is, what is known, where to ask."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article
from forum.lists import with_new
from forum.models import Board, Topic
from register.models import Entry

from .activity import since_last_visit

EXPLAINERS_SHOWN, TOPICS_SHOWN = 3, 5
ON_A_ROW = ("title", "slug", "summary", "minutes", "reviewed_on", "reviewer", "reviewer__name")
# The treatment that people are offered most; the page says of it what the register says, and no more.
STATUS_KEY = "msc-psoriasis"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    topics = Topic.objects.open_to(request.user).with_row()
    context = {
        "status": list(Entry.objects.filter(key=STATUS_KEY)),
        "explainers": _newest_explainers(),
        "recent": with_new(topics.latest_first()[:TOPICS_SHOWN], request.user),
        "unanswered": topics.filter(answers_count=0, question_gone=False).order_by("-created_at", "-pk")[:TOPICS_SHOWN],
        "fresh": since_last_visit(request.user) if request.user.is_authenticated else [],
        "boards": Board.objects.counted_for(request.user),
    }
    return render(request, "home.html", context)


def _newest_explainers() -> list[Article]:
    newest = Article.objects.readable().select_related("reviewer").order_by("-published_at", "order")
    # Lists need none of the long texts.
    return newest.only(*ON_A_ROW)[:EXPLAINERS_SHOWN]
