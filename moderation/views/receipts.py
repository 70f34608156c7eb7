"""What an author reads about decisions, and what they can do: agree, keep the reasons, ask for a second look.

Nothing here asks whether the member may write: who is suspended reads, agrees and appeals like anybody.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members.access import member_required

from .. import actions
from ..forms_receipts import AppealForm
from ..messages import headline
from ..models import Decision
from ..statement_fields import fields, lines
from ..statements import Statement

DECISIONS_SHOWN = 30


@require_safe
@member_required
def decisions(request: HttpRequest) -> HttpResponse:
    """The member's own, the newest first. ?before= goes on after the last one shown."""
    own = _own(request).order_by("-pk")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 18:
        own = own.filter(pk__lt=int(before))
    rows = list(own.prefetch_related("sanctions")[: DECISIONS_SHOWN + 1])
    shown = rows[:DECISIONS_SHOWN]
    for row in shown:
        row.headline = headline(row)
    context = {"decisions": shown, "older": shown[-1].pk if len(rows) > DECISIONS_SHOWN else None}
    return _private(render(request, "moderation/decisions.html", context))


@require_safe
@member_required
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt, for the author alone: what was decided about which words, by which rule, and what now."""
    return _receipt(request, _found(request, pk))


@require_safe
@member_required
def statement(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The reasons to keep, as the Digital Services Act wants them stated."""
    stated = Statement.of(_found(request, pk))
    if kind == "json":
        response = JsonResponse(fields(stated), json_dumps_params={"indent": 2, "ensure_ascii": False})
    else:
        response = HttpResponse(lines(stated), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="decision-{pk}.{kind}"'
    return _private(response)


@require_POST
@member_required
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the version without the seller in place."""
    found = _found(request, pk)
    try:
        actions.agree(found, author=request.user)
    except actions.MovedMeanwhile:
        if Statement.of(_found(request, pk)).agreed:
            return redirect(found.subject)  # a second tap
        messages.error(request, _("The text was changed, or the decision taken back, since. Look at it again."))
        return redirect(found)
    messages.success(request, _("Thank you. Your story is visible now, without the details."))
    return redirect(found.subject)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a second look, once for each decision."""
    found = _found(request, pk)
    if not actions.may_appeal(found):
        return _cannot_appeal(request, found)
    # Not `request.POST or None`: a form sent with nothing in it is one with a mistake, not a fresh one.
    withdrawn = getattr(found, "appeal", None)
    initial = {"body": withdrawn.text} if withdrawn else {}
    form = AppealForm(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_valid():
        context = {"stated": Statement.of(found), "form": form}
        status = 422 if request.method == "POST" else 200
        return _private(render(request, "moderation/appeal.html", context, status=status))
    try:
        actions.appeal(found, author=request.user, text=form.cleaned_data["body"])
    except actions.CannotAppeal:
        return _cannot_appeal(request, _found(request, pk))
    messages.success(request, _("Thank you. Another person will look again; you will read the answer here."))
    return redirect(found)


@require_POST
@member_required
def withdraw_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second look back, once it was asked for. It can be asked for again."""
    found = _found(request, pk)
    waiting = getattr(found, "appeal", None)
    if waiting is None:
        raise Http404
    try:
        actions.withdraw_appeal(waiting)
        messages.success(request, _("You took it back. The decision stands; you can ask again."))
    except actions.AlreadyAnswered:
        messages.info(request, _("There is nothing to take back any more. Below you read what came of it."))
    return redirect(found)


def _cannot_appeal(request: HttpRequest, found: Decision) -> HttpResponse:
    """Say why on the receipt; what was typed stays there to be copied."""
    typed = request.POST.get("body", "").strip()
    if not typed:
        messages.info(request, _("There is nothing more to ask about this decision. Below you read what came of it."))
        return redirect(found)
    return _receipt(request, found, status=409, kept_text=typed)


def _receipt(request: HttpRequest, found: Decision, status: int = 200, **more) -> HttpResponse:
    context = {"stated": Statement.of(found), "decision": found, "subject": found.subject} | more
    return _private(render(request, "moderation/decision.html", context, status=status))


def _own(request: HttpRequest):
    return Decision.objects.told_to(request.user).select_related("case", "appeal")


def _found(request: HttpRequest, pk: int) -> Decision:
    return get_object_or_404(_own(request).select_related("content_type"), pk=pk)


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
