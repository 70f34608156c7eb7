"""One decision about several cases: choose it, see what it would do to each, confirm, read what became of each."""

import uuid

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import actions
from ..access import desk_required
from ..foresight import REFUSALS, Foreseen, consequence, foresee, why_not
from ..forms_queue import GroupForm
from ..models import Case, Decision, Rule

MOST = 50  # cases in one decision


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@desk_required
def group(request: HttpRequest) -> HttpResponse:
    """Cases are named as `7:2`, the second version of case 7, or as `7`, whatever version it holds now."""
    asked = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(asked, request.user)
    if not chosen:
        messages.warning(request, _("Choose at least one case first, with the box before its words."))
        return redirect("moderation:queue")
    cases = [case for case, _version in chosen]
    step = request.POST.get("step", "")
    if step not in ("preview", "confirm"):
        # Nothing was typed yet, or the preview made them think again.
        return _form_page(request, chosen, GroupForm(cases=cases, initial={"group_key": uuid.uuid4()} | asked.dict()))
    form = GroupForm(request.POST, cases=cases)
    if not form.is_valid():
        return _form_page(request, chosen, form, status=422)
    if step == "confirm":
        done = [_decide(case, form.order(version), request.user) for case, version in chosen]
        return _render(request, "done.html", done)
    foreseen = [foresee(case, form.order(version), moderator=request.user) for case, version in chosen]
    rule = dict(Rule.choices).get(form.cleaned_data["rule"], "")
    return _render(request, "preview.html", foreseen, form=form, rule=rule)


def _chosen(asked: QueryDict, moderator) -> list[tuple[Case, int]]:
    """The cases of the moderator's places among those asked for, each with the version they saw, in queue order."""
    versions: dict[int, int | None] = {}
    for value in asked.getlist("case")[:MOST]:
        pk, _sign, version = value.partition(":")
        if pk.isdecimal() and len(pk) < 19:
            versions[int(pk)] = int(version) if version.isdecimal() else None
    cases = Case.objects.in_places_of(moderator).filter(pk__in=versions).in_queue_order()
    cases = cases.select_related("author", "content_type", "claimed_by")
    return [(case, versions[case.pk] or case.version) for case in cases]


def _decide(case: Case, order: actions.Order, moderator) -> Foreseen:
    """Each case by itself: one that cannot be decided stops no other. Sending the same form twice is harmless."""
    mine = Decision.objects.filter(case=case, group_key=order.group_key, moderator=moderator)
    try:
        actions.decide(case, order, moderator=moderator)
    except REFUSALS as refusal:
        if not mine.exists():
            case.refresh_from_db()
            return Foreseen(case, order.version, cannot=why_not(case, order, refusal))
    except ObjectDoesNotExist:
        return Foreseen(case, order.version, cannot=_("The text was erased."))
    return Foreseen(case, order.version, will=consequence(case, order.act))


def _form_page(request: HttpRequest, chosen: list, form: GroupForm, status: int = 200) -> HttpResponse:
    context = {"chosen": chosen, "form": form, "section": "moderation"}
    return render(request, "moderation/group/form.html", context, status=status)


def _render(request: HttpRequest, page: str, foreseen: list[Foreseen], **more) -> HttpResponse:
    context = {
        "possible": [one for one in foreseen if one.will],
        "impossible": [one for one in foreseen if one.cannot],
        "section": "moderation",
    }
    return render(request, f"moderation/group/{page}", context | more)
