"""One decision about several cases: choose it, see what it would do to each, confirm, read what became of each."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import looks
from ..access import desk_required
from ..actions import why_not_theirs
from ..foresight import Foreseen
from ..forms_group import GroupForm
from ..grouping import Chosen, decide_all, foresee_all
from ..models import Case, Rule

MOST = 50  # cases in one decision


@dataclass(frozen=True)
class Choice:
    """The cases of this decision, those that are too many for it, and why some are not for this moderator."""

    now: Chosen
    later: Chosen
    not_theirs: list[tuple[int, str]]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@desk_required
def group(request: HttpRequest) -> HttpResponse:
    """Cases are named as `7:2`, the second version of case 7, or as `7`, whatever version it holds now."""
    asked = request.POST if request.method == "POST" else request.GET
    choice = _chosen(asked, request.user)
    for number, why in choice.not_theirs:
        messages.warning(request, _("Case %(number)d is left out. %(why)s") % {"number": number, "why": why})
    if not choice.now:
        if not choice.not_theirs:
            messages.warning(request, _("Choose at least one case first, with the box before its words."))
        return redirect("moderation:queue")
    cases = [case for case, _version in choice.now]
    step = request.POST.get("step", "")
    if step not in ("preview", "confirm"):
        # Nothing was typed yet, or the preview made them think again, or a text to start from is wanted.
        form = GroupForm(cases=cases, initial={"group_key": uuid.uuid4(), "days": 7} | asked.dict())
        if step == "use":
            form = GroupForm(cases=cases, initial=form.typed_with_template())
        return _form_page(request, choice, form, template_used=step == "use")
    form = GroupForm(request.POST, cases=cases)
    if not form.is_valid():
        return _form_page(request, choice, form, status=422)
    if step == "confirm":
        return _render(request, "done.html", decide_all(choice.now, form, moderator=request.user), choice)
    foreseen = foresee_all(choice.now, form, moderator=request.user)
    looks.note((case for case, _version in choice.now), request.user)
    rule = dict(Rule.choices).get(form.cleaned_data["rule"], "")
    return _render(request, "preview.html", foreseen, choice, form=form, rule=rule)


def _chosen(asked: QueryDict, moderator) -> Choice:
    """The cases of the moderator's places among those asked for, each with the version they saw, in queue order.

    What was too many for the decision before comes along in `later`.
    """
    now, not_theirs = _named(asked.getlist("case"), moderator)
    later = _named(asked.getlist("later"), moderator)[0] if now else []
    return Choice(now[:MOST], now[MOST:] + later, not_theirs)


def _named(values: list[str], moderator) -> tuple[Chosen, list[tuple[int, str]]]:
    """Those that the moderator may decide, and why not the others: of these nothing else is shown."""
    versions: dict[int, int | None] = {}
    for value in values:
        pk, _sign, version = value.partition(":")
        if pk.isdecimal() and len(pk) < 19:
            versions[int(pk)] = int(version) if version.isdecimal() else None
    cases = Case.objects.in_places_of(moderator).filter(pk__in=versions).in_queue_order()
    cases = list(cases.select_related("author", "content_type", "claimed_by"))
    theirs = set(Case.objects.filter(pk__in=versions).impartial(moderator).values_list("pk", flat=True))
    not_theirs = [case for case in cases if case.pk not in theirs][:MOST]
    mine = [(case, versions[case.pk] or case.version) for case in cases if case.pk in theirs]
    return mine, [(case.pk, why_not_theirs(case, moderator)) for case in not_theirs]


def _form_page(request: HttpRequest, choice: Choice, form: GroupForm, status: int = 200, **more) -> HttpResponse:
    looks.note((case for case, _version in choice.now), request.user)
    context = {"chosen": choice.now, "later": choice.later, "most": MOST, "form": form, "section": "moderation"}
    return render(request, "moderation/group/form.html", context | more, status=status)


def _render(request: HttpRequest, page: str, foreseen: list[Foreseen], choice: Choice, **more) -> HttpResponse:
    context = {
        "possible": [one for one in foreseen if one.will],
        "impossible": [one for one in foreseen if one.cannot],
        "later": choice.later,
        "most": MOST,
        "section": "moderation",
    }
    return render(request, f"moderation/group/{page}", context | more)
