"""Visitors' pages: the same for all, so kept for a second as compressed bytes, and answered by ETag.

Django's own page cache varies on Cookie and Accept-Language and stores what still has to be
compressed; at our size the compression costs more than the rest of the answer.
"""

import gzip
import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

COMPRESS_FROM = 500  # bytes; below that gzip makes pages longer
# Two bodies that compress alike must not differ by the time in gzip's header.
NO_TIME = 0


class VisitorPageMiddleware:
    """Stands above the session: a request with a session cookie, or by htmx, passes untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_visitors(request):
            return self.get_response(request)
        key = _key(request)
        seconds = settings.VISITOR_PAGE_SECONDS
        response = cache.get(key) if seconds else None
        if response is None:
            response = self.get_response(request)
            if not is_same_for_all(response):
                return response
            _finish(request, response)
            if seconds:
                cache.set(key, response, seconds)
        return _not_modified(request, response)


def is_visitors(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HX-Request" not in request.headers
    )


def is_same_for_all(response: HttpResponse) -> bool:
    """Whether one visitor's answer may be given to the next."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in response.headers.get("Cache-Control", "")
        and "private" not in response.headers.get("Cache-Control", "")
    )


def _key(request: HttpRequest) -> str:
    encoding = "gzip" if _takes_gzip(request) else "plain"
    parts = (request.get_host(), request.get_full_path(), get_language_from_request(request), encoding, request.method)
    return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _finish(request: HttpRequest, response: HttpResponse) -> None:
    response.headers["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    if _takes_gzip(request) and len(response.content) >= COMPRESS_FROM:
        response.content = gzip.compress(response.content, compresslevel=5, mtime=NO_TIME)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))


def _not_modified(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.headers.get("If-None-Match") != response.headers["ETag"]:
        return response
    unchanged = HttpResponseNotModified()
    for name in ("ETag", "Cache-Control", "Vary"):
        unchanged.headers[name] = response.headers[name]
    return unchanged
