"""The desk in numbers, for moderators, and what of it everyone may read."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import demotion, looks, sheets, transparency
from .. import figures as numbers
from ..access import moderator_required
from ..models import Case, DemotedRule

CASES_SHOWN = 50


@require_safe
@moderator_required
def figures(request: HttpRequest) -> HttpResponse:
    days = _days(request)
    context = {
        "groups": numbers.of(days),
        "days": days,
        "periods": numbers.PERIODS,
        "demoted": DemotedRule.objects.in_force().order_by("name"),
        "may_lift": request.user.is_site_admin,
        "section": "moderation",
    }
    return _kept_by_nobody(render(request, "moderation/figures.html", context))


@require_safe
@moderator_required
def figure_cases(request: HttpRequest) -> HttpResponse:
    """The cases behind one number, by the same access as everything about cases; hidden words stand on theirs only."""
    days = _days(request)
    found = numbers.cases_of(numbers.of(days), request.GET.get("of", ""))
    before = request.GET.get("before", "")
    if found is None or before and not (before.isascii() and before.isdigit()):
        raise Http404
    name, of = found
    shown = sorted((pk for pk in of if not before or pk < int(before)), reverse=True)
    page = shown[:CASES_SHOWN]
    own = set(Case.objects.filter(author=request.user).values_list("pk", flat=True))
    cases = Case.objects.in_places_of(request.user).exclude(author=request.user).filter(pk__in=page).order_by("-pk")
    hidden = {case.pk for case in looks.hidden_ones(cases)}
    context = {
        "name": name,
        "days": days,
        "number": len(of),
        "own": len(own & set(of)),
        "cases": [(case, "" if case.pk in hidden else case.excerpt) for case in cases],
        "next": page[-1] if len(shown) > CASES_SHOWN else None,
        "is_first": not before,
        "section": "moderation",
    }
    return _kept_by_nobody(render(request, "moderation/figure_cases.html", context))


@require_POST
@moderator_required
def lift_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """An admin lets a demoted rule hold texts again."""
    if not request.user.is_site_admin:
        raise Http404
    rule = get_object_or_404(DemotedRule, pk=pk)
    if demotion.lift(rule, by=request.user):
        messages.success(request, _("The rule holds texts again. It is judged by the cases from now on."))
    else:
        messages.info(request, _("Somebody else has lifted it already."))
    return redirect("moderation:figures")


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/transparency.html", {"months": transparency.months()})


@require_safe
def public_csv(request: HttpRequest) -> HttpResponse:
    # Not streamed: a short table, which the visitors' cache can keep.
    table = "".join(sheets.lines(transparency.sheet(transparency.months())))
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="moderation-in-numbers.csv"'
    return response


def _days(request: HttpRequest) -> int:
    days = request.GET.get("days", str(numbers.PERIODS[1]))
    if days not in map(str, numbers.PERIODS):
        raise Http404
    return int(days)


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
