"""What is done in a case beside deciding: claims, notes, skipping, asking an admin, undo, answers to appeals."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions, authors
from ..access import desk_required, moderator_required
from ..casepage import claim_state
from ..forms import AnswerForm, EscalateForm, NoteForm, ShowAuthorForm, TakeOverForm, UndoForm
from ..models import Appeal, Case, Decision
from .case import of_case, show


@require_POST
@of_case
def claim(request: HttpRequest, found: Case) -> HttpResponse:
    """Sent by the page when it is opened and every two minutes after, or by a button."""
    try:
        actions.claim(found, request.user)
    except (actions.Claimed, actions.NotYours):
        pass  # the page, or the piece of it, says who has it, or who answers
    if not request.htmx:
        return redirect(found)
    context = {"case": found, "take_over_form": TakeOverForm(auto_id="take-over_%s")}
    return render(request, "moderation/case/_claim.html", context | claim_state(found, request.user))


@require_POST
@of_case
def take_over(request: HttpRequest, found: Case) -> HttpResponse:
    form = TakeOverForm(request.POST, auto_id="take-over_%s")
    if not form.is_valid():
        return show(request, found, take_over_form=form, wrong=form, status=422)
    try:
        actions.take_over(found, request.user, why=form.cleaned_data["why"])
    except actions.NotYours as refused:
        messages.info(request, str(refused))
    return redirect(found)


@require_POST
@of_case
def skip(request: HttpRequest, found: Case) -> HttpResponse:
    actions.skip(found, request.user)
    messages.success(request, _("Skipped. The case waits for the other moderators."))
    return redirect("moderation:queue")


@require_POST
@of_case
def escalate(request: HttpRequest, found: Case) -> HttpResponse:
    form = EscalateForm(request.POST, auto_id="escalate_%s")
    if not form.is_valid():
        return show(request, found, escalate_form=form, wrong=form, status=422)
    actions.escalate(found, request.user, text=form.cleaned_data["text"])
    messages.success(request, _("An admin is asked to look."))
    return redirect("moderation:queue")


@require_POST
@of_case
def note(request: HttpRequest, found: Case) -> HttpResponse:
    form = NoteForm(request.POST, auto_id="note_%s")
    if form.is_valid():
        actions.note(found, request.user, text=form.cleaned_data["text"])
        if not request.htmx:
            return redirect(f"{found.get_absolute_url()}#notes")
    elif not request.htmx:
        return show(request, found, note_form=form, wrong=form, status=422)
    context = {
        "case": found,
        "notes": found.notes.select_related("author"),
        "note_form": NoteForm(auto_id="note_%s") if form.is_valid() else form,
        "said": _("Your note is added.") if form.is_valid() else "",
    }
    return render(request, "moderation/case/_notes.html", context, status=200 if form.is_valid() else 422)


@require_POST
@moderator_required
@of_case
def show_author(request: HttpRequest, found: Case) -> HttpResponse:
    """The page of the case with the name behind another name. It is asked for, and written down, each time anew."""
    if not found.voice or found.author_id is None:
        raise Http404
    form = ShowAuthorForm(request.POST, auto_id="show-author_%s")
    if not form.is_valid():
        return show(request, found, show_author_form=form, wrong=form, status=422)
    authors.show(found, to=request.user, reason=form.cleaned_data["reason"])
    return show(request, found, shown=True)


@require_POST
@desk_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.select_related("case", "content_type"), pk=pk)
    form = UndoForm(request.POST, auto_id=f"undo-{pk}_%s")

    def take_back() -> HttpResponse:
        if waits := actions.undo(decision, by=request.user, reason=form.cleaned_data["reason"]):
            messages.success(request, _("The decision was taken back. Its case waits again."))
        else:
            messages.success(request, _("It was taken back, but for the text, which stays as it is now."))
        return redirect(waits or decision.case)

    return _about(request, decision.case, form, take_back, undo_form=form, undo_of=pk)


@require_POST
@desk_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    appeal = get_object_or_404(Appeal.objects.select_related("case", "decision__case", "decision__content_type"), pk=pk)
    case = appeal.case or appeal.decision.case
    taken = claim_state(case, request.user)["is_anothers"]
    form = AnswerForm(request.POST, auto_id=f"answer-{pk}_%s", taken_by_other=taken)

    def reply() -> HttpResponse:
        given = form.cleaned_data
        if taken:
            actions.take_over(case, request.user, why=given["why"])
        actions.answer(
            appeal,
            moderator=request.user,
            overturn=given["outcome"] == Appeal.Outcome.OVERTURNED,
            reply=given["reply"],
            reason=given["reason"],
        )
        messages.success(request, _("Answered. The author is told."))
        case.refresh_from_db()
        return redirect(case) if case.is_open else redirect("moderation:queue")

    return _about(request, case, form, reply, answer_form=form, answer_to=pk, keeps_form=taken)


def _about(request: HttpRequest, case: Case, form: Form, act: Callable[[], HttpResponse], **given) -> HttpResponse:
    """Do it, or show the case with what was typed and why it cannot be."""
    if not actions.may_decide(case, request.user):
        raise Http404
    if not form.is_valid():
        return show(request, case, wrong=form, status=422, **given)
    try:
        return act()
    except actions.NotYours as foreign:
        raise Http404 from foreign
    except actions.Claimed:
        case.refresh_from_db()
        # Only an answer is refused for it.
        again = AnswerForm(initial=form.cleaned_data, auto_id=form.auto_id, taken_by_other=True)
        return show(request, case, **given | {"answer_form": again, "keeps_form": True}, status=409)
    except actions.CannotUndo:
        why = _("It cannot be taken back: the text has changed since, it was taken back before, or it is too long ago.")
    except actions.AlreadyAnswered as done:
        why = str(done)
    form.add_error(None, why)
    case.refresh_from_db()
    # The form it was typed in may be gone from the page.
    kept = "\n\n".join(form.cleaned_data.get(name, "") for name in ("reply", "reason")).strip()
    return show(request, case, wrong=form, kept_text=kept, status=409, **given)
