"""How far a member has read, and what they want to find again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.access import member_required
from members.actions import visit

from .. import visits
from ..forms import BookmarkForm
from ..models import Bookmark, Post, Thread
from .posts import page_url

BOOKMARKS_PER_PAGE = 50


@require_POST
@member_required
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """The member has seen a page of the thread, or says that they have read it all. Sent by the page itself too."""
    thread = get_object_or_404(Thread.objects.open_to(request.user), pk=pk)
    place = {name: _number(request.POST.get(name, "")) for name in ("page", "answer")}
    upto = _number(request.POST.get("upto", "")) or thread.last_seq
    visits.read(request.user, thread, upto=upto, **place)
    visit(request.user)
    if request.htmx:
        return HttpResponse(status=204)
    messages.success(request, _("Marked as read."))
    # Back to where they were.
    query = f"?answer={place['answer']}" if place["answer"] else f"?page={place['page']}" if place["page"] > 1 else ""
    return redirect(f"{thread.owner.get_absolute_url()}{query}")


@require_safe
@member_required
@never_cache
def first_new(request: HttpRequest, pk: int) -> HttpResponse:
    """To the oldest post that the member has not read; to the last page when there is none."""
    thread = get_object_or_404(Thread.objects.open_to(request.user), pk=pk)
    if post := visits.first_new(request.user, thread):
        return redirect(page_url(post))
    last = f"?page={thread.pages}" if thread.pages > 1 else ""
    return redirect(f"{thread.owner.get_absolute_url()}{last}#replies")


@require_safe
@member_required
@never_cache
def bookmarks(request: HttpRequest) -> HttpResponse:
    """The member's bookmarks, newest first. A text that cannot be read any more is named as that, and no more."""
    before = _number(request.GET.get("before", ""))
    mine = Bookmark.objects.filter(member=request.user)
    rows = list((mine.filter(pk__lt=before) if before else mine).order_by("-pk")[: BOOKMARKS_PER_PAGE + 1])
    older = rows[BOOKMARKS_PER_PAGE - 1].pk if len(rows) > BOOKMARKS_PER_PAGE else 0
    rows = rows[:BOOKMARKS_PER_PAGE]
    readable = Post.objects.readable_by(request.user).published().filter(pk__in=[row.post_id for row in rows])
    posts = {post.pk: post for post in readable.with_author().prefetch_related("thread__owner")}
    for row in rows:
        row.readable = posts.get(row.post_id)
    return render(request, "discussion/bookmarks.html", {"rows": rows, "older": older, "is_first": not before})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@never_cache
def bookmark(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a post, with a note; or change the note of one that is kept."""
    post = get_object_or_404(Post.objects.readable_by(request.user).published().select_related("thread"), pk=pk)
    kept = Bookmark.objects.filter(member=request.user, post=post).first()
    form = BookmarkForm(request.POST if request.method == "POST" else None, initial={"note": kept.note if kept else ""})
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"post": post, "form": form, "kept": kept}
        return render(request, "discussion/bookmark.html", context, status=status)
    Bookmark.objects.update_or_create(member=request.user, post=post, defaults=form.cleaned_data)
    messages.success(request, _("Kept in your bookmarks. Only you can see it."))
    return redirect(post)


@require_POST
@member_required
def drop_bookmark(request: HttpRequest, pk: int) -> HttpResponse:
    """Also of a text that cannot be read any more. Undoing it puts back the note."""
    kept = Bookmark.objects.filter(member=request.user, post=pk).first()
    if kept is None:
        raise Http404
    kept.delete()
    context = {"post": Post.objects.readable_by(request.user).published().filter(pk=pk).first(), "note": kept.note}
    return render(request, "discussion/bookmark_dropped.html", context) if context["post"] else redirect(_list())


def _list() -> str:
    return reverse("discussion:bookmarks")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
