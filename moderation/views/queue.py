"""The queue: open cases, the weightiest first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..access import moderator_required
from ..models import Case
from ..words import labels_of

CASES_SHOWN = 50
TABS = {
    "all": {},
    "held": {"is_hidden": True},
    "flagged": {"is_hidden": False, "score__gt": 0},
    "reported": {"reports_count__gt": 0},
}


@require_safe
@moderator_required
def queue(request: HttpRequest) -> HttpResponse:
    """Open cases, riskiest first; the same number of queries however many there are."""
    tab = request.GET.get("show", "all")
    if tab not in TABS:
        raise Http404
    cases = Case.objects.open().filter(**TABS[tab]).in_queue_order().select_related("author")
    rows = list(cases[: CASES_SHOWN + 1])
    for case in rows:
        case.labels = labels_of(case.codes)
    context = {
        "cases": rows[:CASES_SHOWN],
        "more": len(rows) > CASES_SHOWN,
        "tab": tab,
        "section": "moderation",
    }
    return render(request, "moderation/queue.html", context)
