"""What an author reads about a decision, and what they can do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from members.access import member_required

from ..messages import headline
from ..models import Decision, Version
from ..words import explain


@require_safe
@member_required
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt, for the author alone: what was decided about which words, by which rule, and what now."""
    found = get_object_or_404(Decision.objects.select_related("content_type"), pk=pk, author=request.user)
    version = Version.objects.filter(
        content_type=found.content_type, object_id=found.object_id, number=found.version
    ).first()
    context = {
        "decision": found,
        "headline": headline(found),
        "version": version,
        "why": explain(version.assessed, title=version.title, body=version.body) if version else None,
        "subject": found.subject,
    }
    return render(request, "moderation/decision.html", context)
