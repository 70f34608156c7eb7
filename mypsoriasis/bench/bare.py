"""The two bare views: one that does nothing, one that does no more than a page of posts must."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from discussion.models import Post


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def twenty_posts(request: HttpRequest, thread: int) -> HttpResponse:
    """One query, one template."""
    posts = Post.objects.filter(thread=thread).select_related("author").order_by("answer_no", "reply_no")[:20]
    return render(request, "twenty_posts.html", {"posts": posts})


urlpatterns = [path("empty/", empty), path("posts/<int:thread>/", twenty_posts)]
