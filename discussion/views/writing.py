"""Writing: form pages, preview and hint while typing, drafts, the text kept for after joining."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from members import limits
from members.access import member_required
from moderation.words import untold
from rendering.posts import unacceptable

from .. import drafts, hints, mentions, quoting, rendered
from ..compose import compose, keep_and_sign_in, send_kept, text_digest
from ..models import Draft, Post
from ..places import Gone, find

MAX_HINTED = 20_000


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    return compose(request, f"thread:{pk}", given=_quoted(request))


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    return compose(request, f"answer:{pk}", given=_quoted(request))


def _quoted(request: HttpRequest) -> dict:
    """What ?quote= names, if its reader may read it. words: what was selected of it."""
    number = request.GET.get("quote", "")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return {}
    post = quoting.quotable(request.user, int(number))
    return {"quoted": quoting.start_with(post, request.GET.get("words", "")[:MAX_HINTED])} if post else {}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "POST" and not request.user.is_authenticated:
        return keep_and_sign_in(request, f"edit:{pk}")
    return _edit(request, pk)


@member_required
def _edit(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Post, pk=pk, author=request.user)
    return compose(request, f"edit:{pk}")


@require_http_methods(["GET", "POST"])
@member_required
def pending(request: HttpRequest) -> HttpResponse:
    """Where joining leads back to. It writes on GET, once: the redirect of a sign-in can be nothing else."""
    return send_kept(request)


@require_POST
@member_required
def preview(request: HttpRequest) -> HttpResponse:
    """The rendered text, as a fragment."""
    limits.spend(request, "preview")
    body = request.POST.get("body", "").strip()
    if problem := unacceptable(body):
        return render(request, "discussion/_preview.html", {"problem": problem}, status=422)
    return render(request, "discussion/_preview.html", {"preview": rendered.preview(body, request.user)})


@require_POST
@member_required
def hint(request: HttpRequest) -> HttpResponse:
    """Which words would get this text held, as a fragment; empty when none would."""
    title, body = request.POST.get("title", "")[:MAX_HINTED], request.POST.get("body", "").strip()
    if not body or len(body) > MAX_HINTED:
        return HttpResponse("")
    try:
        place = find(request.POST.get("place", ""))
        place.check_open(request.user)
    except Gone:
        return HttpResponse("")
    # The same answer for every text once the hints are used up, or an empty one would say "this would pass".
    if seconds := limits.peek(request, "hint"):
        raise limits.Limited(seconds)
    fields = {"title": title, "body": body}
    assessment = place.assess(fields, request.user, hinted_lately=limits.recent_hints(request))
    if assessment.outcome != "hold":
        return HttpResponse("")
    # Only hints that told something are counted: they are what could polish an advertisement.
    told = hints.hint(request, assessment, **fields) or untold()
    return render(request, "discussion/_hint.html", {"hint": told, "hint_for": text_digest(fields)})


@require_POST
@member_required
def save_draft(request: HttpRequest) -> JsonResponse:
    """Keep what is being typed. Answers with the words the page shows."""
    limits.spend(request, "draft")
    try:
        place = find(request.POST.get("place", ""))
    except Gone:
        return JsonResponse({"saved": False}, status=422)
    fields = drafts.fields_of(request.POST)
    draft = drafts.keep(request.user, place=place.key, fields=fields, seen=request.POST.get("seen", ""))
    if draft is None:
        return JsonResponse({"saved": False, "words": "", "seen": ""})
    at = date_format(timezone.localtime(draft.updated_at), "H:i")
    kept, other = _("Draft kept %(at)s") % {"at": at}, _of_others(drafts.texts(draft)[1:])
    return JsonResponse({"saved": True, "words": kept, "other": other, "seen": drafts.digest(fields)})


def _of_others(others: list[drafts.Text]) -> str:
    """What a tab is told of the texts that others wrote at its place."""
    if not others:
        return ""
    if len(others) == 1:
        return _("Another tab or device wrote something else here. Both texts are kept: reload to see the other one.")
    said = _("Other tabs or devices wrote something else here. All %(count)d texts are kept: reload to see the others.")
    said %= {"count": 1 + len(others)}
    if len(others) < drafts.MAX_OTHERS:
        return said
    oldest = Truncator(drafts.words(others[-1].fields)).words(6)
    full = _("One more, and the oldest is dropped: “%(words)s”")
    return f"{said} {full % {'words': oldest}}"


@require_POST
@member_required
def swap_draft(request: HttpRequest) -> HttpResponse:
    """Keep what is in the form and go on with another text of this place."""
    try:
        place = find(request.POST.get("place", ""))
        place.check_open(request.user)
    except Gone:
        return redirect("discussion:drafts")
    drafts.keep(
        request.user, place=place.key, fields=drafts.fields_of(request.POST), seen=request.POST.get("seen", "")
    )
    drafts.swap(request.user, place=place.key, name=request.POST.get("text", ""))
    return redirect(place.url)


@require_GET
@member_required
def offer_names(request: HttpRequest) -> JsonResponse:
    """Names that begin with ?q=, to complete an @."""
    limits.spend(request, "names")
    thread = None
    try:
        place = find(request.GET.get("place", ""))
        place.check_open(request.user)
        thread = getattr(place, "thread", None)
    except Gone:
        pass
    return JsonResponse({"names": mentions.offered(request.GET.get("q", ""), writer=request.user, thread=thread)})


@require_GET
@member_required
def draft_list(request: HttpRequest) -> HttpResponse:
    rows, places = [], 0
    for places, draft in enumerate(Draft.objects.filter(member=request.user), 1):
        try:
            place = find(draft.place)
            place.check_open(request.user)
            where = {"url": place.url, "heading": place.heading, "page": place.back_label}
        except Gone as gone:
            where = {"url": "", "heading": str(gone)}
        texts = drafts.texts(draft)
        rows += [
            where | {"draft": draft, "text": text, "number": number, "of": len(texts)}
            for number, text in enumerate(texts, 1)
        ]
    context = {"rows": rows, "most": drafts.MAX_DRAFTS, "is_full": places >= drafts.MAX_DRAFTS}
    return render(request, "discussion/drafts.html", context)


@require_POST
@member_required
def delete_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete one text of a place. What else was typed there stays."""
    draft = get_object_or_404(Draft, pk=pk, member=request.user)
    deleted = drafts.delete(draft, name=request.POST.get("text") or drafts.digest(draft.fields))
    if deleted is None:
        raise Http404
    # Read before one of them went.
    context = {"place": draft.place, "text": deleted, "left": len(drafts.texts(draft)) - 1}
    return render(request, "discussion/draft_deleted.html", context)


@require_POST
@member_required
def restore_draft(request: HttpRequest) -> HttpResponse:
    """Undo of a deletion: the page that tells of it holds the draft."""
    try:
        place = find(request.POST.get("place", ""))
    except Gone:
        return redirect("discussion:drafts")
    drafts.keep(request.user, place=place.key, fields=drafts.fields_of(request.POST))
    return redirect("discussion:drafts")
