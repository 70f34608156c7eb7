"""A case: the text in its place with the reasons marked, and the decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import actions
from ..access import for_desk, moderator_required
from ..forms import DecisionForm
from ..messages import suggested_message
from ..models import Case, Decision
from ..words import explain


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
