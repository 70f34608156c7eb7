"""The queue: what waits for this moderator, the weightiest first."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from .. import actions
from ..access import desk_required
from ..foresight import why_claimed
from ..forms_queue import TABS, FilterForm, QueueForm, SaveFilterForm
from ..models import Case, Provider, ProviderMention, SavedFilter, place_titles
from ..models.case import CLAIM_LASTS
from ..priority import name_of_place, parts_of
from ..words import labels_of

CASES_SHOWN = 50


@require_safe
@never_cache
@desk_required
def queue(request: HttpRequest) -> HttpResponse:
    """Open cases by tab, place and provider; the same number of queries however many there are."""
    view = _view(request.GET)
    if request.htmx:
        return render(request, "moderation/queue/_list.html", _list(request, view))
    return render(request, "moderation/queue.html", _page(request, view))


@require_POST
@never_cache
@desk_required
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Claim, let go, skip or take back one case of the list, and show the list again."""
    if act not in ACTS:
        raise Http404
    view = _view(QueryDict(request.POST.get("view", "")))
    case = get_object_or_404(Case.objects.in_places_of(request.user).impartial(request.user), pk=pk)
    try:
        ACTS[act](case, request.user)
    except actions.Claimed as claimed:
        messages.error(request, why_claimed(claimed))
    except actions.NotYours as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, DONE[act]() if case.is_open else _("It was decided meanwhile."))
    if request.htmx:
        return render(request, "moderation/queue/_answer.html", _list(request, view))
    return redirect(f"{reverse('moderation:queue')}?{view.here}")


@require_POST
@never_cache
@desk_required
def save_filter(request: HttpRequest) -> HttpResponse:
    """Give the present view a name, for this moderator alone."""
    view = _view(QueryDict(request.POST.get("view", "")))
    form = SaveFilterForm(request.POST, instance=SavedFilter(member=request.user, query=view.query()))
    if not form.is_valid():
        return render(request, "moderation/queue.html", _page(request, view) | {"form": form}, status=422)
    form.save()
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('moderation:queue')}?{view.query()}")


@require_POST
@desk_required
def delete_filter(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(SavedFilter, pk=pk, member=request.user).delete()
    messages.success(request, _("The saved view is deleted."))
    return redirect("moderation:queue")


ACTS = {"claim": actions.claim, "let-go": actions.let_go, "skip": actions.skip, "take-back": actions.unskip}
DONE = {
    "claim": lambda: _("You work on it now."),
    "let-go": lambda: _("Others can take it now."),
    "skip": lambda: _("Skipped. It waits for the others, and under “Skipped”."),
    "take-back": lambda: _("It is back in your queue."),
}


def _view(asked: QueryDict) -> QueueForm:
    form = QueueForm(asked)
    if not form.is_valid():
        raise Http404
    return form


def _tabs(moderator) -> dict[str, Q]:
    """Which cases stand under each tab; the counts come from the same conditions."""
    mine = Q(claimed_by=moderator, claim_seen_at__gt=timezone.now() - CLAIM_LASTS)
    left = {
        "all": Q(),
        "held": Q(is_hidden=True, appeals_count=0),
        "flagged": Q(is_hidden=False, score__gt=0),
        "reported": Q(reports_count__gt=0),
        "appeals": Q(appeals_count__gt=0),
        "mine": mine,
    }
    return {name: condition & Q(is_skipped=False) for name, condition in left.items()} | {"skipped": Q(is_skipped=True)}


def _list(request: HttpRequest, view: QueueForm) -> dict:
    """The tabs with their counts, and a page of cases."""
    tabs = _tabs(request.user)
    waiting = Case.objects.waiting_for(request.user)
    if place := view.cleaned_data["place"]:
        waiting = waiting.filter(place_key=place)
    if provider := view.cleaned_data["provider"]:
        waiting = waiting.naming(provider)
    counts = waiting.aggregate(**{name: Count("pk", filter=condition) for name, condition in tabs.items()})
    cases = waiting.filter(tabs[view.tab]).in_queue_order()
    if after := view.cleaned_data["after"]:
        cases = cases.after(get_object_or_404(Case.objects.in_places_of(request.user), pk=after))
    rows = list(cases.select_related("author", "claimed_by").defer("assessment")[: CASES_SHOWN + 1])
    for case in rows:
        case.labels = labels_of(case.codes)
        case.parts = parts_of(case)
    more = len(rows) > CASES_SHOWN
    return {
        "view": view,
        "tabs": [(TABS[name], counts[name], view.query(show=name), name == view.tab) for name in tabs],
        "cases": rows[:CASES_SHOWN],
        "next": view.query(after=rows[CASES_SHOWN - 1].pk) if more else "",
    }


def _page(request: HttpRequest, view: QueueForm) -> dict:
    """The list with what stands around it: ways to narrow it, and views that were saved."""
    waiting = Case.objects.waiting_for(request.user)
    places = waiting.values_list("place_key", flat=True).distinct()
    mentions = ProviderMention.objects.filter(
        Exists(waiting.filter(content_type=OuterRef("content_type"), object_id=OuterRef("object_id"))),
        provider=OuterRef("pk"),
    )
    filter_form = FilterForm(
        initial=view.cleaned_data | {"show": view.tab},
        places=_named({*places, view.cleaned_data["place"]} - {""}),
        providers=list(Provider.objects.filter(Exists(mentions)).only("name")),
    )
    listed = _list(request, view)
    if not (view.cleaned_data["place"] or view.cleaned_data["provider"]):
        listed["desk_open_cases"] = listed["tabs"][0][1]  # the header counts the same
    return listed | {
        "filter_form": filter_form,
        "saved": request.user.queue_filters.all(),
        "looks_after": _looks_after(request.user),
        "form": SaveFilterForm(),
        "section": "moderation",
    }


def _looks_after(moderator) -> list[str] | None:
    """The places of a board moderator; nothing for whoever looks after all of them."""
    if moderator.is_moderator:
        return None
    return [name for _key, name in _named(moderator.moderated_places.values_list("place_key", flat=True))]


def _named(keys: Iterable[str]) -> list[tuple[str, str]]:
    titles = place_titles()
    return sorted(((key, name_of_place(key, titles)) for key in keys), key=lambda place: place[1].casefold())
