"""Muting and blocking from a text, and the list of all that a member mutes and blocks."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members import limits
from members.access import member_required
from members.block_views import avoid
from members.blocks import works_at_desk
from members.models import Block

from ..models import AliasMute, Post, Thread, ThreadAlias

SHOWN = 500  # of the newest


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@never_cache
def mute(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what muting and blocking do; then do it to whoever wrote this text. An anonymous voice can only be muted."""
    others = Post.objects.readable_by(request.user).published().exclude(author=request.user)
    post = get_object_or_404(others.select_related("thread", "author", "alias"), pk=pk)
    if post.author is None and post.alias is None:
        raise Http404  # a former member: nothing more will come
    if request.method != "POST":
        context = {"post": post, "can_block": post.alias is None and not works_at_desk(post.author)}
        return render(request, "discussion/mute.html", context)
    if post.alias is None:
        avoid(request, post.author, request.POST.get("act", ""))
    else:
        _mute_alias(request, post.alias)
    open_still = Thread.objects.open_to(request.user).filter(pk=post.thread_id).exists()
    return redirect(post.thread.owner) if open_still else redirect("discussion:blocks")


@require_safe
@member_required
@never_cache
def blocks(request: HttpRequest) -> HttpResponse:
    """Whom the member blocks and mutes, the newest first, each with a way back."""
    mine = Block.objects.filter(member=request.user).select_related("other").order_by("-pk")[:SHOWN]
    voices = list(AliasMute.objects.filter(member=request.user).select_related("alias__thread").order_by("-pk")[:SHOWN])
    titles = _titles(request.user, [voice.alias for voice in voices])
    for voice in voices:
        voice.title, voice.url = titles.get(voice.alias.thread_id, ("", ""))
    context = {
        "blocked": [row for row in mine if row.kind == Block.Kind.BLOCK],
        "muted": [row for row in mine if row.kind == Block.Kind.MUTE],
        "voices": voices,
    }
    return render(request, "discussion/blocks.html", context)


@require_POST
@member_required
def unmute_alias(request: HttpRequest, pk: int) -> HttpResponse:
    """A second tap changes nothing."""
    AliasMute.objects.filter(pk=pk, member=request.user).delete()
    messages.success(request, _("You can read them again."))
    return redirect("discussion:blocks")


def _mute_alias(request: HttpRequest, alias: ThreadAlias) -> None:
    limits.spend(request, "block")
    try:
        with transaction.atomic():
            AliasMute.objects.create(member=request.user, alias=alias)
    except IntegrityError:
        pass  # a second tap
    words = _("You no longer read what %(name)s writes in this discussion. They are not told.")
    undo = _("You can undo it under “Blocks and mutes” in your settings.")
    messages.success(request, f"{words % {'name': alias.label}} {undo}")


def _titles(reader, aliases: list[ThreadAlias]) -> dict[int, tuple[str, str]]:
    """Title and address of each thread that is open to the reader; of one whose asker they muted the title alone."""
    threads = Thread.objects.filter(pk__in={alias.thread_id for alias in aliases}).prefetch_related("owner")
    opened = set(Thread.objects.open_to(reader).filter(pk__in=threads).values_list("pk", flat=True))
    asked = Post.objects.published().filter(answer_no=0, alias__in=aliases, thread__visible=True)
    by_muted = set(asked.values_list("thread", flat=True))
    found = {}
    for thread in threads:
        if thread.pk in opened:
            found[thread.pk] = (thread.owner.thread_title, thread.owner.get_absolute_url())
        elif thread.pk in by_muted:
            found[thread.pk] = (thread.owner.thread_title, "")
    return found
