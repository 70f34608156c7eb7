"""While somebody asks: what is similar, and the end of an ask that something there already answers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from discussion import drafts, pending
from members import limits
from search import index
from search.reader import Reader

from . import answering
from .models import Topic
from .similar import similar_for

ASK = "ask"


@require_POST
@sensitive_post_parameters()
def similar(request: HttpRequest) -> HttpResponse:
    """What is like the text that is being typed, as a fragment; nothing when the same is shown."""
    limits.spend(request, "similar")
    found = similar_for(request)
    if found.names == request.POST.get("similar_shown", ""):
        return HttpResponse(status=204)
    return render(request, "forum/ask/_while_typing.html", {"similar": found})


@require_POST
@sensitive_post_parameters()
def answered(request: HttpRequest) -> HttpResponse:
    """Something there answers the question: what this form holds is forgotten, and its asker led there."""
    limits.spend(request, "similar")
    what = request.POST.get("answered_by", "")
    url = _address(what, request.user)
    answering.count(what, request.POST.getlist("shown"))
    response = redirect(url)
    if request.user.is_authenticated:
        drafts.drop(
            request.user, place=ASK, fields=drafts.fields_of(request.POST), seen=request.POST.get("seen", "")
        )
        messages.success(request, _("Good that it is answered. Your question was not posted."))
    elif (kept := pending.peek(request)) and kept.place == ASK:
        pending.forget(request, response)
    return response


def _address(what: str, reader) -> str:
    """Where `topic:7` or `article:3` stands. Raises Http404 for what this reader may not open."""
    kind, _sep, number = what.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        raise Http404
    if kind == "topic":
        topic = Topic.objects.open_to(reader).select_related("board").filter(pk=int(number)).first()
        if topic:
            return topic.get_absolute_url()
    elif kind == "article":
        document = index.get(kind, int(number))
        if document and Reader.of(reader).may_find(document):
            return document.url
    raise Http404
