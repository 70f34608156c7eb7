"""The desk: the queue and the case; and the author's receipt of a decision."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.access import member_required

from . import actions
from .access import for_desk, moderator_required
from .forms import DecisionForm
from .messages import headline, suggested_message
from .models import Case, Decision, Version
from .words import explain, labels_of

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


@require_http_methods(["GET", "HEAD", "POST"])
@moderator_required
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The text in its place with the reasons marked, and the decision."""
    found = get_object_or_404(Case.objects.select_related("author", "content_type"), pk=pk)
    if found.author_id == request.user.pk:
        messages.info(request, _("That case is about your own text. Another moderator decides about it."))
        return redirect("moderation:queue")
    if request.method != "POST":
        initial = {"version": found.version, "message": suggested_message(found)}
        return _case_page(request, found, DecisionForm(case=found, initial=initial))
    form = DecisionForm(request.POST, case=found)
    if not form.is_valid():
        return _case_page(request, found, form, status=422)
    try:
        actions.decide(found, form.order(), moderator=request.user)
    except actions.AlreadyDecided:
        found.refresh_from_db()
        messages.error(request, _("This case was decided, or its text changed, while you were reading. Look again."))
        return _case_page(request, found, form, status=409)
    messages.success(request, _("Decided. The author is told."))
    return redirect("moderation:queue")


def _case_page(request: HttpRequest, found: Case, form: DecisionForm, status: int = 200) -> HttpResponse:
    versions = for_desk(found, request.user)
    judged = next((version for version in versions if version.number == found.version), None)
    subject = found.subject
    context = {
        "case": found,
        "form": form,
        "subject": subject,
        "judged": judged,
        "why": explain(found.assessed, title=judged.title, body=judged.body) if judged else None,
        "public": subject if found.is_proposal else None,
        "versions": versions,
        "around": subject.context_for_desk() if subject else [],
        "reports": found.reports.all(),
        "decisions": found.decisions.select_related("moderator"),
        "earlier": Decision.objects.filter(author=found.author).exclude(case=found).order_by("-pk")[:5]
        if found.author_id
        else [],
        "section": "moderation",
    }
    response = render(request, "moderation/case.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


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
