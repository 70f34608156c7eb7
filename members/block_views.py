"""Blocking and muting from a member's page or from the list in the settings."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import blocks, limits
from .access import member_required, place_of
from .models import Block, Member

UNDO = "undo"


@require_POST
@member_required
def block(request: HttpRequest, username: str) -> HttpResponse:
    """Open to everybody who is signed in, from their first minute, and also while they may not write."""
    act = request.POST.get("act", "")
    others = Member.objects.exclude(pk=request.user.pk)
    # A closed account has no page any more, but stands in the list with its way back.
    avoid(request, get_object_or_404(others if act == UNDO else others.filter(is_active=True), username=username), act)
    return redirect(place_of(request))


def avoid(request: HttpRequest, other: Member, act: str) -> None:
    """Do what the form asks for and say so. act: block, mute or undo."""
    if act not in (*Block.Kind.values, UNDO):
        raise Http404
    limits.spend(request, "block")
    names = {"name": other.username}
    if act == UNDO:
        blocks.meet_again(request.user, other)
        messages.success(request, _("You can read %(name)s again.") % names)
        return
    try:
        blocks.avoid(request.user, other, act)
    except blocks.StaffIsMet:
        messages.error(request, _("%(name)s looks after this site, so you can mute them, but not block them.") % names)
        return
    done = {
        Block.Kind.BLOCK: _("You and %(name)s no longer read each other here. They are not told."),
        Block.Kind.MUTE: _("You no longer read what %(name)s writes. They are not told."),
    }[act]
    undo = _("You can undo it under “Blocks and mutes” in your settings.")
    messages.success(request, f"{done % names} {undo}")
