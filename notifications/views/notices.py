"""A member's notices."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ..models import Notice

SHOWN = 100


@login_required
@require_GET
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    """The member's notices, unread ones first."""
    shown = list(Notice.objects.told().filter(member=request.user).unread_first()[:SHOWN])
    context = {
        "unread": [notice for notice in shown if notice.read_at is None],
        "read": [notice for notice in shown if notice.read_at],
    }
    return render(request, "notifications/list.html", context)


@login_required
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the notice as read and go to what it is about."""
    notice = get_object_or_404(Notice.objects.told(), pk=pk, member=request.user)
    Notice.objects.filter(pk=notice.pk).mark_read()
    return redirect(notice.url)


@login_required
@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    Notice.objects.filter(member=request.user).mark_read()
    return redirect("notifications:list")
