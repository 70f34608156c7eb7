"""Tags: their list, what is asked with one, and suggestions while somebody asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from members import limits

from .forms import QuestionForm
from .lists import OfTag, page_of
from .models import Tag, Topic


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    return render(request, "forum/tags.html", {"tags": Tag.objects.offered(), "section": "forum"})


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    page = page_of(request, Topic.objects.open_to(request.user), OfTag(found))
    return render(request, "forum/tag.html", {"tag": found, "section": "forum", **page})


@require_POST
def suggest_tags(request: HttpRequest) -> HttpResponse:
    """The boxes of the ask form for the text as it is now, as a fragment; nothing when the same are suggested."""
    limits.spend(request, "suggest")
    form = QuestionForm(request.POST)
    if form.tags_shown.suggested == request.POST.get("tags_suggested", ""):
        return HttpResponse(status=204)
    return render(request, "forum/tags/_suggested.html", {"field": form["tags"]})
