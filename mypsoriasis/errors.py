"""Pages for what went wrong, in the site's own look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: usually an old page, or blocked cookies. Whatever was typed is shown."""
    typed = [request.POST[name] for name in ("title", "body", "note", "message") if request.POST.get(name)]
    return render(request, "403_csrf.html", {"kept_text": "\n\n".join(typed)}, status=403)


def limited(request: HttpRequest, seconds: int) -> HttpResponse:
    """429: says how long to wait, and keeps what was typed."""
    typed = [request.POST[name] for name in ("title", "body", "note", "message") if request.POST.get(name)]
    context = {"wait": seconds, "kept_text": "\n\n".join(typed)}
    response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
