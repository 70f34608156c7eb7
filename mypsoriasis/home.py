"""The first page: what this is, what is known, where to ask."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Article
from forum.models import Board, Topic

EXPLAINERS_SHOWN, TOPICS_SHOWN = 3, 5


def home(request: HttpRequest) -> HttpResponse:
    topics = Topic.objects.readable().select_related("board", "author", "thread")
    context = {
        "explainers": Article.objects.readable().order_by("-published_at", "order")[:EXPLAINERS_SHOWN],
        "recent": topics.latest_first()[:TOPICS_SHOWN],
        "unanswered": topics.filter(answers_count=0).order_by("-created_at")[:TOPICS_SHOWN],
        "boards": Board.objects.all(),
    }
    return render(request, "home.html", context)
