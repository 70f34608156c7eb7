"""A topic's own pages for whoever asked it: its tags, who can read it, and what a visitor sees of it."""

from copy import copy

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from discussion.models import Audience, Post
from members import limits
from members.access import may_write, member_required
from members.second_factor import ask_for_proof
from members.visitor import AsVisitor

from . import changes
from .forms import AudienceForm, TopicTagsForm
from .models import Topic
from .views import topic as topic_page

ABOVE = b'<header class="site-header">'  # where the bar goes: the way past all that repeats stays the first link


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def change_tags(request: HttpRequest, pk: int) -> HttpResponse:
    topic = _changeable(request, pk)
    if (way := _staff_way(request, topic)) is not None:
        return way
    form = TopicTagsForm(_sent(request), topic=topic, question=_question(topic, request.user))
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, "forum/change_tags.html", topic, form)
    may_write(request.user)
    limits.spend(request, "edit", member=request.user)
    changes.change_tags(topic, form.cleaned_data["tags"], by=request.user)
    messages.success(request, _("The tags are saved."))
    return redirect(topic)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def change_audience(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspended members may do it too: it is how to keep one's words from the public."""
    topic = _changeable(request, pk)
    if (way := _staff_way(request, topic)) is not None:
        return way
    form = AudienceForm(_sent(request), topic=topic, by_asker=_is_asker(request, topic))
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, "forum/change_audience.html", topic, form)
    limits.spend(request, "edit", member=request.user)
    try:
        changes.change_audience(topic, by=request.user, **form.cleaned_data)
    except changes.WrittenForMembers:
        messages.error(request, _("Somebody has replied for members meanwhile, so it stays for members."))
        return redirect("forum:change_audience", pk=pk)
    said = {Audience.MEMBERS: _("Only members can read it now."), Audience.EVERYONE: _("Everyone can read it now.")}
    messages.success(request, said[form.cleaned_data["audience"]])
    return redirect(topic)


@require_safe
@member_required
def as_visitor(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that a visitor gets, below a bar that says so; or that a visitor finds nothing there.

    Whom the member does not meet, they do not meet here either.
    """
    topic = get_object_or_404(Topic.objects.select_related("board", "thread"), pk=pk)
    if not _may_open(request, topic):
        raise Http404
    visitor = _as_sent_by_visitor(request, topic.get_absolute_url())
    try:
        response = topic_page(visitor, topic.board.slug, topic.pk, topic.public_slug)
    except Http404:
        response = render(request, "forum/as_visitor.html", {"topic": topic, "section": "forum"})
    else:
        bar = render_to_string("forum/as_visitor/_bar.html", {"topic": topic}).strip()
        response.content = response.content.replace(ABOVE, bar.encode() + ABOVE, 1)
    response.headers["Cache-Control"] = "no-store"
    return response


def _as_sent_by_visitor(request: HttpRequest, address: str) -> HttpRequest:
    """The same request at this address, without anything that tells who sent it."""
    visitor = copy(request)
    visitor.user, visitor.COOKIES, visitor.session = AsVisitor(request.user), {}, None
    visitor.path = visitor.path_info = address
    return visitor


def _sent(request: HttpRequest) -> QueryDict | None:
    # An empty form is a form too: it takes all tags away.
    return request.POST if request.method == "POST" else None


def _changeable(request: HttpRequest, pk: int) -> Topic:
    topic = get_object_or_404(Topic.objects.select_related("board", "thread"), pk=pk)
    if not _may_open(request, topic) or not changes.may_change(topic, request.user):
        raise Http404
    return topic


def _may_open(request: HttpRequest, topic: Topic) -> bool:
    return _is_asker(request, topic) or Topic.objects.open_to(request.user).filter(pk=topic.pk).exists()


def _is_asker(request: HttpRequest, topic: Topic) -> bool:
    return topic.author_id == request.user.pk


def _staff_way(request: HttpRequest, topic: Topic) -> HttpResponse | None:
    """Whoever changes a topic that is not theirs acts as staff."""
    return None if _is_asker(request, topic) else ask_for_proof(request)


def _question(topic: Topic, reader) -> Post | None:
    """What tags are suggested from: nothing that this reader may not read."""
    return Post.objects.readable_by(reader).filter(thread=topic.thread_id, answer_no=0).first()


def _form_page(request: HttpRequest, template: str, topic: Topic, form) -> HttpResponse:
    context = {
        "topic": topic,
        "form": form,
        "section": "forum",
        "by_asker": _is_asker(request, topic),
        "closed": changes.written_for_members(topic),
    }
    return render(request, template, context, status=422 if request.method == "POST" else 200)
