"""A member's notices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from .. import follows, listing
from ..models import Notice


@login_required
@require_GET
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    """The member's notices, unread ones first, those of one thread in one row. ?before= goes on after a row."""
    try:
        rows, older = listing.page(request.user, before=request.GET.get("before", ""))
    except listing.NoSuchPage:
        raise Http404 from None
    context = {
        "unread": [row for row in rows if row.is_unread],
        "read": [row for row in rows if not row.is_unread],
        "older": older,
        "is_first": "before" not in request.GET,
    }
    return render(request, "notifications/list.html", context)


@login_required
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark what stands in one row as read, and go to what it is about, or with act=read stay."""
    notice = _own(request, pk)
    _of_row(request, notice).mark_read()
    return redirect("notifications:list" if request.POST.get("act") == "read" else notice.url)


@login_required
@require_POST
def mute(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear no more of the thread that a notice is about, or with act=unmute hear of it again."""
    notice = _own(request, pk)
    if not notice.place:
        raise Http404
    if request.POST.get("act") == "unmute":
        follows.follow(request.user, notice.place)
        messages.success(request, _("You will hear of it again."))
    else:
        follows.mute(request.user, notice.place)
        _of_row(request, notice).mark_read()
        messages.success(
            request, _("Muted. You will hear no more of it. You can undo that below, where it stands now.")
        )
    return redirect("notifications:list")


@login_required
@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    Notice.objects.filter(member=request.user, in_app=True).mark_read()
    return redirect("notifications:list")


def _own(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(listing.shown_to(request.user), pk=pk)


def _of_row(request: HttpRequest, notice: Notice):
    """The notices that stood in its row when the page was made: what came later is not marked."""
    if not notice.place:
        return Notice.objects.filter(pk=notice.pk)
    upto = request.POST.get("upto", "")
    last = int(upto) if upto.isascii() and upto.isdigit() and len(upto) < 18 else notice.pk
    return Notice.objects.filter(member=request.user, place=notice.place, pk__lte=last)
