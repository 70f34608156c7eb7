"""Who may write, and what an expired session leads to."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from .models import Member


class Suspended(Exception):
    """The member may read, and appeal, but not write until then."""

    def __init__(self, until: datetime):
        super().__init__(f"suspended until {until:%Y-%m-%d}")
        self.until = until


def may_write(member: Member) -> None:
    """Raise Suspended if the member may not write now. members.middleware makes a page of it that keeps the text."""
    if member.is_suspended:
        raise Suspended(member.suspended_until)


def member_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead visitors to the sign-in page, and back to where they were. htmx is told to load the whole page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        query = urlencode({"next": place_of(request)})
        return whole_page(request, f"{resolve_url(settings.LOGIN_URL)}?{query}")

    return wrapped


def whole_page(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect the reader sees, also when htmx asked for a piece of a page only."""
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)


def place_of(request: HttpRequest) -> str:
    """The page the reader was on: its own address, or for a form or a piece of a page the one it stood on."""
    if request.htmx:
        return request.htmx.current_url_abs_path or "/"
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return "/"
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
