"""A case: the text in its place with the reasons marked, and the decision."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import actions
from ..access import desk_required
from ..casepage import context_of, fresh_form, preview
from ..forms import DecisionForm
from ..models import Case, Decision

PAGE, DECISION = "moderation/case.html", "moderation/case/_decision.html"


def of_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the case itself: of a place the moderator looks after, and without a side taken in it.

    What they reported they may read once it was decided, never what is said of their own text.
    """

    @wraps(view)
    @desk_required
    def wrapped(request: HttpRequest, pk: int, **kwargs) -> HttpResponse:
        cases = Case.objects.in_places_of(request.user).select_related("author", "content_type", "claimed_by")
        found = get_object_or_404(cases, pk=pk)
        is_own = found.author_id == request.user.pk
        if is_own or found.is_open and not actions.may_decide(found, request.user):
            messages.info(request, actions.why_not_theirs(found, request.user))
            return redirect("moderation:queue")
        return view(request, found, **kwargs)

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@of_case
def case(request: HttpRequest, found: Case) -> HttpResponse:
    """The page, the decision, and on the way to it the preview and the texts to start from."""
    if request.method != "POST":
        return show(request, found)
    form = DecisionForm(request.POST, case=found, taken_by_other="why" in request.POST)
    if "use" in request.POST:
        return _form_again(request, found, form.typed_with_template(), template_used=True)
    valid = form.is_valid()
    if "preview" in request.POST:
        if "act" not in form.cleaned_data:
            return show(request, found, form=form, status=422, template=_piece(request))
        return _form_again(request, found, form.typed(), **preview(found, form, request.user))
    if not valid and found.is_open:
        return show(request, found, form=form, status=422)
    return _decide(request, found, form)


def show(request: HttpRequest, found: Case, *, status: int = 200, template: str = PAGE, **given) -> HttpResponse:
    """The page of the case, or a piece of it. given: see casepage.context_of()."""
    response = render(request, template, context_of(found, request.user, **given), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _decide(request: HttpRequest, found: Case, form: DecisionForm) -> HttpResponse:
    try:
        if form.is_valid() and form.cleaned_data.get("why"):
            actions.take_over(found, request.user, why=form.cleaned_data["why"])
        if not found.is_open:
            raise actions.AlreadyDecided(f"{found} was decided")
        decision = actions.decide(found, form.order(), moderator=request.user)
    except actions.NotAllowed as refused:
        form.add_error(None, str(refused))
        return show(request, found, form=form, status=422)
    except actions.Claimed:
        found.refresh_from_db()
        again = DecisionForm(case=found, initial=form.typed(), taken_by_other=True)
        return show(request, found, form=again, keeps_form=True, status=409)
    except actions.AlreadyDecided:
        found.refresh_from_db()
        typed = form.typed()
        kept = "" if found.is_open else "\n\n".join(typed.get(name) or "" for name in ("message", "reason")).strip()
        given = {"form": fresh_form(found, **typed), "too_late": True, "kept_text": kept}
        return show(request, found, status=409, **given)
    messages.success(request, _said(decision))
    return redirect("moderation:queue")


def _said(decision: Decision) -> str:
    if decision.author_id is None:
        return _("Decided.")
    if decision.act == Decision.Act.KEEP and not decision.message.strip():
        return _("Decided. The text stays as it is.")
    return _("Decided. The author is told.")


def _form_again(request: HttpRequest, found: Case, typed: dict, **given) -> HttpResponse:
    taken = "why" in request.POST
    # Judged is what was shown: a newer text is for the decision itself to find.
    form = DecisionForm(case=found, initial=typed, taken_by_other=taken)
    return show(request, found, form=form, keeps_form=taken, template=_piece(request), **given)


def _piece(request: HttpRequest) -> str:
    return DECISION if request.htmx else PAGE
