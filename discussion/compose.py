"""The one form page of every text: write, preview, see what would be held, send."""

import hashlib
import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from detector import Assessment, redact
from members import limits
from members.access import may_write
from moderation.actions import MovedMeanwhile, StaleEdit
from moderation.models import Status
from moderation.words import Explanation

from . import drafts, hints, names, pending, rendered, visits
from .actions import Opened, OtherText, Slowed
from .pages import ThreadPage
from .places import AnswerPlace, EditPlace, Gone, Place, find

PREVIEW, CLEAN, SEND = "preview", "clean", "send"
COUNTED = {PREVIEW: "preview", CLEAN: "hint"}  # what is left of a cleaned text tells which words count


def compose(request: HttpRequest, place_key: str, given: dict | None = None) -> HttpResponse:
    """Show the form of a place, or act on it. Whatever was typed comes back, whatever goes wrong.

    given: what the link to the form chose already, unless something was typed here before; `quoted` goes behind it.
    """
    member = request.user if request.user.is_authenticated else None
    try:
        place = find(place_key)
        place.check_open(member)
    except Gone as gone:
        return _gone(request, str(gone))
    if request.method != "POST":
        if member and member.is_suspended:
            return _paused(request, place, member)
        return _page(request, place, _begun(request, place, member, given))
    response = None
    try:
        response = _act(request, place, member)
    finally:
        # Whatever was not stored, by a mistake in the form, a limit or a crash, is the member's draft.
        if member and not getattr(response, "text_is_safe", False):
            drafts.keep(
                member, place=place.key, fields=drafts.fields_of(request.POST), seen=request.POST.get("seen", "")
            )
    return response


def _act(request: HttpRequest, place: Place, member) -> HttpResponse:
    form = _form(place, data=request.POST)
    if member:
        may_write(member)
    if not form.is_valid():
        return _page(request, place, form, status=422)
    act = request.POST.get("act", SEND)
    if act in COUNTED:
        limits.spend(request, COUNTED[act])
    assessment = place.assess(form.cleaned_data, member, hinted_lately=limits.recent_hints(request))
    if act == PREVIEW:
        hint = _hint(request, form, assessment)
        return _page(request, place, form, hint=hint, preview=rendered.preview(form.cleaned_data["body"], request.user))
    if act == CLEAN:
        return _without_details(request, place, form, assessment)
    hint, asked = _hint(request, form, assessment), place.before_sending(request, form)
    if hint or asked:
        return _page(request, place, form, hint=hint, **(asked or {}))
    if member is None:
        return _keep_and_join(request, place, form)
    return _send(request, place, form, member, assessment)


def new_answer_form(request: HttpRequest, page: ThreadPage):
    """The form at the end of a member's page, with their draft in it. Visitors get a link to its page instead."""
    thread = page.thread
    closed = thread.locked or not thread.is_open_to(request.user)
    if not request.user.is_authenticated or request.user.is_suspended or closed:
        return None
    place = AnswerPlace(f"thread:{thread.pk}", thread)
    form = _begun(request, place, request.user)
    form.initial["shown"] = visits.shown_on(page)
    form.tell(names.on(page) or place.names_of(request.user))
    return form


def text_digest(fields: dict) -> str:
    """Names a text, so that a hint counts as seen for exactly this one."""
    text = json.dumps([fields.get("title", ""), fields["body"]])
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def keep_and_sign_in(request: HttpRequest, place_key: str) -> HttpResponse:
    """An edit that came after the session had ended: kept like a visitor's text, and saved after signing in."""
    limits.spend(request, "post")
    response = redirect("account_login")
    fields = {name: request.POST[name].replace("\0", "") for name in drafts.KEPT_FIELDS if request.POST.get(name)}
    pending.keep(request, response, place=place_key, fields=fields)
    return response


def send_kept(request: HttpRequest) -> HttpResponse:
    """After joining: screen and store the text the visitor wrote before. A reader's second click finds it stored."""
    kept = pending.peek(request)
    if kept is None:
        messages.info(request, _("There was no unsent text any more. It is kept for 24 hours."))
        return redirect("discussion:drafts")
    # From here on the text is the member's draft too: nothing below can lose it.
    drafts.keep(request.user, place=kept.place, fields=kept.fields)
    try:
        place = find(kept.place)
        place.check_open(request.user)
    except Gone as gone:
        return _gone(request, str(gone), typed=kept.fields)
    may_write(request.user)
    form = _form(place, data=kept.fields)
    if not form.is_valid():
        return _page(request, place, form, status=422)
    assessment = place.assess(form.cleaned_data, request.user, hinted_lately=limits.recent_hints(request))
    response = _send(request, place, form, request.user, assessment)
    if response.status_code == 302:
        pending.forget(request, response)
    return response


def _send(request: HttpRequest, place: Place, form, member, assessment: Assessment) -> HttpResponse:
    editing = isinstance(place, EditPlace)
    limits.spend(request, "edit" if editing else "post", member=member)
    try:
        post = place.send(form.cleaned_data, member, assessment)
    except OtherText as other:
        return _other_text(request, place, form, other.existing)
    except Opened:
        return _opened(request, place, form)
    except Slowed as slowed:
        return _slowed(request, place, form, slowed)
    except StaleEdit:
        return _stale(request, place, form)
    except (Gone, MovedMeanwhile):
        return _gone(request, _("This text can no longer be changed."))
    if not editing:
        visits.wrote(member, post, form.cleaned_data.get("shown", ""))
    if place.has_draft:
        drafts.drop(member, place=place.key, fields=form.cleaned_data, seen=request.POST.get("seen", ""))
    _say_what_happened(request, post, assessment, editing)
    response = redirect(post)
    response.text_is_safe = True
    return response


def _say_what_happened(request: HttpRequest, post, assessment: Assessment, editing: bool) -> None:
    # Whom to call stands in place, for as long as the case is open: see pages.prepare().
    helped = _("Above your text stands where you can find help. Only you see that.") if assessment.concerns else ""
    if assessment.outcome == "hold":
        waits = _("Your edit waits for a moderator. The text before it stays visible.")
        held = _("Your text waits for a moderator. Only you can see it until then.")
        said = waits if editing and post.status == Status.PUBLISHED else held
        messages.info(request, f"{said} {helped}".strip())
    else:
        said = _("Your changes are saved.") if editing else _("Posted. Thank you for writing.")
        messages.success(request, f"{said} {helped}".strip())


def _hint(request: HttpRequest, form, assessment: Assessment) -> Explanation | None:
    """Shown once for each text that would be held, and only while this member or address has hints left."""
    fields = form.cleaned_data
    if assessment.outcome != "hold" or fields["hint_for"] == text_digest(fields):
        return None
    return hints.hint(request, assessment, title=fields.get("title", ""), body=fields["body"])


def _without_details(request: HttpRequest, place: Place, form, assessment: Assessment) -> HttpResponse:
    title, body = redact(form.cleaned_data.get("title", ""), form.cleaned_data["body"], assessment)
    data = request.POST.copy()
    data["body"], data["hint_for"] = body, ""
    if "title" in form.fields:
        data["title"] = title
    cleaned = _form(place, data=data)
    cleaned.is_valid()
    return _page(request, place, cleaned, cleaned_for_you=True)


def _keep_and_join(request: HttpRequest, place: Place, form) -> HttpResponse:
    limits.spend(request, "post")
    response = redirect("members:join")
    pending.keep(request, response, place=place.key, fields=form.to_keep())
    return response


def _form(place: Place, **kwargs):
    if isinstance(place, EditPlace):
        kwargs["asks_title"] = place.asks_title
    form = place.form_class()(**kwargs)
    form.place = place  # the template asks it for address, key and words
    form.tell_readers(place.audience)
    if "shown" in form.fields:
        form.initial.setdefault("shown", place.shown)
    form.seen, form.others = drafts.digest(form.data), []
    return form


def _begun(request: HttpRequest, place: Place, member, given: dict | None = None):
    """The form with what to start from: the place's own text, or what was typed here before.

    given: what a link chose; a quotation is put behind what was typed.
    """
    given = dict(given or {})
    quoted = given.pop("quoted", "")
    draft = drafts.find(member, place=place.key) if member else None
    kept = None if member else pending.peek(request)
    typed = draft.fields if draft else kept.fields if kept and kept.place == place.key else {}
    initial = given | place.initial() | typed
    if quoted and quoted.strip() not in initial.get("body", ""):
        initial["body"] = f"{initial.get('body', '').rstrip()}\n\n{quoted}".lstrip("\n")
    form = _form(place, initial=initial)
    if draft:
        form.seen, form.others = drafts.digest(draft.fields), drafts.texts(draft)[1:]
        form.is_full = len(form.others) == drafts.MAX_OTHERS
    return form


def _page(request: HttpRequest, place: Place, form, *, status: int = 200, **extra) -> HttpResponse:
    hint = extra.pop("hint", None)
    if hint is not None:
        extra["hint"] = hint
        data = form.data.copy()
        data["hint_for"] = text_digest(form.cleaned_data)
        form.data = data
    if request.method == "POST":
        # What was sent is the draft from now on, also where the form shows it changed.
        form.seen = drafts.digest(request.POST)
    form.tell(place.names_of(request.user))
    context = {"place": place, "form": form, "section": place.section, **extra}
    response = render(request, "discussion/compose.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _paused(request: HttpRequest, place: Place, member) -> HttpResponse:
    """In place of the form why the member cannot write now, and what they had begun to write here."""
    draft = drafts.find(member, place=place.key)
    kept = [drafts.words(text.fields) for text in drafts.texts(draft)] if draft else []
    context = {"place": place, "section": place.section, "kept_text": "\n\n* * *\n\n".join(kept)}
    response = render(request, "discussion/paused.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _gone(request: HttpRequest, why: str, typed: dict | None = None) -> HttpResponse:
    typed = typed or request.POST.dict()
    context = {"why": why, "title": typed.get("title", ""), "body": typed.get("body", "")}
    status = 422 if request.method == "POST" else 404
    return render(request, "discussion/gone.html", context, status=status)


def _other_text(request: HttpRequest, place: Place, form, existing) -> HttpResponse:
    edit = EditPlace(f"edit:{existing.pk}", existing)
    initial = edit.initial() | {
        name: form.cleaned_data[name] for name in ("title", "body") if name in form.cleaned_data
    }
    # From here on the second text is an edit of the first; its old form, with its used key, is done with.
    drafts.drop(request.user, place=place.key, fields=form.cleaned_data, seen=request.POST.get("seen", ""))
    drafts.keep(request.user, place=edit.key, fields=initial)
    context = {"place": edit, "form": _form(edit, initial=initial), "existing": existing}
    response = render(request, "discussion/other_text.html", context, status=409)
    response.text_is_safe = True
    return response


def _slowed(request: HttpRequest, place: Place, form, slowed: Slowed) -> HttpResponse:
    context = {"place": place, "wait": slowed.seconds, "kept_text": drafts.words(form.cleaned_data)}
    response = render(request, "discussion/slowed.html", context, status=429)
    response.headers["Retry-After"] = str(slowed.seconds)
    return response


def _opened(request: HttpRequest, place: Place, form) -> HttpResponse:
    """Written for members, and by now everyone can read the page: the form once more, which says so."""
    data = form.data.copy()
    data["written_for"] = place.audience
    again = _form(place, data=data)
    again.is_valid()
    return _page(request, place, again, status=409, opened=True)


def _stale(request: HttpRequest, place: EditPlace, form) -> HttpResponse:
    newest = EditPlace(place.key)
    data = form.data.copy()
    data["based_on"] = newest.post.latest_version
    again = _form(newest, data=data)
    again.is_valid()
    return _page(request, newest, again, status=409, newer=newest.newest)
