"""One post: its permalink, its author's acts, readers' marks and reports."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from detector import redact
from members import limits
from members.access import may_write, member_required
from moderation import actions as moderation
from moderation.models import Status
from moderation.words import explain

from .. import actions, drafts, quoting
from ..forms import ReportForm
from ..models import Post, Reaction, Thread
from ..pages import prepare
from ..places import EditPlace


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """To the post's place on its page. A text that the reader may not see has no address either."""
    post = get_object_or_404(Post.objects.select_related("thread"), pk=pk)
    thread = post.thread
    if not Post.objects.shown_in(thread, request.user).filter(pk=pk).exists():
        raise Http404
    is_own = post.author_id == request.user.pk and post.author_id is not None
    if not is_own and not Thread.objects.open_to(request.user).filter(pk=thread.pk).exists():
        raise Http404
    return redirect(page_url(post))


def page_url(post: Post) -> str:
    """Page and anchor; a reply past the first twenty stands at its answer's own address."""
    from ..models import REPLIES_SHOWN

    url = post.thread.owner.get_absolute_url()
    if post.reply_no > REPLIES_SHOWN:
        return f"{url}?answer={post.answer_no}#post-{post.pk}"
    page = f"?page={post.page}" if post.page > 1 else ""
    return f"{url}{page}#post-{post.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, in words; then take the text, or the edit that waits, back."""
    post = _own(request, pk)
    if request.method != "POST":
        return render(request, "discussion/withdraw.html", {"post": post})
    try:
        if post.proposal_id and request.POST.get("what") == "edit":
            moderation.withdraw_proposal(post)
            messages.success(request, _("Your edit was taken back. The text before it stays."))
        else:
            moderation.withdraw(post)
            messages.success(request, _("Your text was taken back."))
    except moderation.MovedMeanwhile:
        messages.error(request, _("This text can no longer be taken back."))
    owner = post.thread.owner
    owner.thread.refresh_from_db()
    return redirect(owner.get_absolute_url() if owner.thread.visible else "home")


@require_POST
@member_required
def without_details(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the marked details from the author's own held text, and screen it again."""
    post = _own(request, pk)
    may_write(request.user)
    limits.spend(request, "edit", member=request.user)
    version = post.proposal or post.version_numbered(post.version)
    title, body = redact(version.title, version.body, version.assessed)
    place = EditPlace(f"edit:{post.pk}", post)
    fields = {"title": title, "body": body, "based_on": post.latest_version}
    if not body.strip() or (post.is_question and not title.strip()):
        drafts.keep(request.user, place=place.key, fields={"title": version.title, "body": version.body})
        messages.info(request, _("Without these words little is left. Please edit your text yourself."))
        return redirect("discussion:edit", pk=post.pk)
    assessment = place.assess(fields, request.user)
    try:
        place.send(fields, request.user, assessment)
    except (moderation.StaleEdit, moderation.MovedMeanwhile):
        messages.error(request, _("Your text changed meanwhile. Look at it again."))
        return redirect(post)
    if assessment.outcome == "hold":
        messages.info(request, _("The details are gone, but the text still waits for a moderator."))
    else:
        messages.success(request, _("The details are gone. Your text is visible now."))
    return redirect(post)


@require_safe
@member_required
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Older versions, for the author alone."""
    post = _own(request, pk)
    rows = list(post.versions().order_by("-number"))
    sources = quoting.sources([version.html for version in rows], request.user)
    versions = [
        {"version": version, "html": sources.shown(version.html), "why": explain(version.assessed, title=version.title, body=version.body)}
        for version in rows
    ]
    return render(request, "discussion/history.html", {"post": post, "versions": versions})


@require_safe
@member_required
def version_text(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version as it was sent, as a file, for the author alone: whatever becomes of it, their words are theirs."""
    version = get_object_or_404(_own(request, pk).versions(), number=number)
    text = "\n\n".join(part for part in (version.title, version.body) if part) + "\n"
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="text-{pk}-version-{number}.txt"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@member_required
def react(request: HttpRequest, pk: int) -> HttpResponse:
    limits.spend(request, "reaction")
    may_write(request.user)
    post = get_object_or_404(
        Post.objects.readable_by(request.user).published().select_related("thread", "author"), pk=pk
    )
    kind, _sep, on = request.POST.get("mark", "").partition(":")
    if kind not in Reaction.Kind.values or post.author_id == request.user.pk:
        raise PermissionDenied
    actions.react(post, member=request.user, kind=kind, on=on == "1")
    if not request.htmx:
        return redirect(post)
    fresh = Post.objects.select_related("thread").with_author().get(pk=post.pk)
    prepare([fresh], fresh.thread, request.user)
    fresh.just_marked = kind
    context = {"post": fresh, "thread": fresh.thread, "is_asker": _is_asker(post, request.user)}
    return render(request, "discussion/_acts.html", context)


@require_POST
@member_required
def helpful(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker marks an answer as helpful to them."""
    post = get_object_or_404(
        Post.objects.readable_by(request.user).published().select_related("thread", "author"), pk=pk
    )
    may_write(request.user)
    if not _is_asker(post, request.user) or not post.is_answer or post.author_id == request.user.pk:
        raise PermissionDenied
    actions.set_helpful(post, on=request.POST.get("on") == "1")
    return redirect(post)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(
        Post.objects.readable_by(request.user).published().select_related("thread", "author"), pk=pk
    )
    if post.author_id == request.user.pk:
        messages.info(request, _("This is your own text. You need not report it: edit or withdraw it."))
        return redirect(post)
    if request.method == "POST":
        may_write(request.user)
    form = ReportForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "discussion/report.html", {"post": post, "form": form}, status=status)
    limits.spend(request, "report")
    try:
        moderation.report(post, reporter=request.user, **form.cleaned_data)
        thanks = _(
            "Thank you. A moderator will look; you are told the outcome. The author does not learn who reported."
        )
        messages.success(request, thanks)
    except moderation.AlreadyReported:
        messages.info(request, _("You reported this before. A moderator will look at it."))
    except moderation.MovedMeanwhile:
        messages.info(request, _("This text is no longer visible."))
    return redirect(post)


def _is_asker(post: Post, member) -> bool:
    return Post.objects.filter(thread=post.thread_id, answer_no=0, author=member).exists()


def _own(request: HttpRequest, pk: int) -> Post:
    posts = Post.objects.select_related("thread", "proposal").exclude(status=Status.ERASED)
    return get_object_or_404(posts, pk=pk, author=request.user)
