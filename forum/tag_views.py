"""Tags: suggestions while somebody asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from members import limits

from .forms import QuestionForm


@require_POST
def suggest_tags(request: HttpRequest) -> HttpResponse:
    """The boxes of the ask form for the text as it is now, as a fragment; nothing when the same are suggested."""
    limits.spend(request, "suggest")
    form = QuestionForm(request.POST)
    if form.tags_shown.suggested == request.POST.get("tags_suggested", ""):
        return HttpResponse(status=204)
    return render(request, "forum/tags/_suggested.html", {"field": form["tags"]})
