"""Visitors' pages: the same for all, so kept for a second as compressed bytes, and answered by ETag.

Django's own page cache varies on Cookie and Accept-Language and stores what still has to be
compressed; at our size the compression costs more than the rest of the answer.
"""

import gzip
import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language_from_request

COMPRESS_FROM = 500  # bytes; below that gzip makes pages longer
COMPRESS_LEVEL = 4  # 6 saves 3 % of a topic's page and takes half as long again
# Two bodies that are the same must not differ by the time in gzip's header.
NO_TIME = 0
KEPT_IN_304 = ("ETag", "Cache-Control", "Vary")


class VisitorPageMiddleware:
    """Stands above the session: a request with a session cookie, or by htmx, passes untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_visitors(request):
            return self.get_response(request)
        if not (seconds := settings.VISITOR_PAGE_SECONDS):
            response = self.get_response(request)
            if is_same_for_all(response):
                _finish(request, response)
                return _unless_known(request, response)
            return response
        # Headers and body, not the response itself: it would drag its template and request along.
        key = _key(request)
        if kept := caches["pages"].get(key):
            body, headers = kept
            return _unless_known(request, HttpResponse(body, headers=headers))
        response = self.get_response(request)
        if not is_same_for_all(response):
            return response
        _finish(request, response)
        caches["pages"].set(key, (response.content, dict(response.headers)), seconds)
        return _unless_known(request, response)


def is_visitors(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HX-Request" not in request.headers
    )


def is_same_for_all(response: HttpResponse) -> bool:
    """Whether one visitor's answer may be given to the next."""
    said = response.headers.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "no-store" not in said
        and "private" not in said
    )


def _key(request: HttpRequest) -> str:
    encoding = "gzip" if _takes_gzip(request) else "plain"
    parts = (
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        get_language_from_request(request),
        encoding,
        request.method,
    )
    return "page:" + hashlib.blake2s("\n".join(parts).encode(), digest_size=20).hexdigest()


def _takes_gzip(request: HttpRequest) -> bool:
    """Whether the browser names gzip, and not as what it refuses."""
    for part in request.headers.get("Accept-Encoding", "").split(","):
        name, _semicolon, quality = part.replace(" ", "").lower().partition(";q=")
        if name == "gzip":
            return quality.strip("0.") != "" or not quality
    return False


def _finish(request: HttpRequest, response: HttpResponse) -> None:
    # Weak: the compressed and the plain body share it.
    response.headers["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    if _takes_gzip(request) and len(response.content) >= COMPRESS_FROM:
        response.content = gzip.compress(response.content, compresslevel=COMPRESS_LEVEL, mtime=NO_TIME)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, or 304 when the browser has it already."""
    asked = request.headers.get("If-None-Match")
    if not asked:
        return response
    known = parse_etags(asked)
    if "*" not in known and response.headers["ETag"] not in known:
        return response
    unchanged = HttpResponseNotModified()
    for name in KEPT_IN_304:
        unchanged.headers[name] = response.headers[name]
    return unchanged
