"""Stopping mails from a link in them, without signing in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..unsubscribe import BadToken, read


@csrf_exempt  # a mail program posts without cookies; the token is the right to do it
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """POST stops the mails at once, or with act=resume undoes that. GET changes nothing: programs follow links alone.

    Answers by a page, not by a redirect, which RFC 8058 forbids.
    """
    try:
        stoppable, what, whom = read(token)
        name = stoppable.name(what, whom)
    except BadToken:
        raise Http404 from None
    context = {"name": name, "done": "", "before": ""}
    if request.method == "POST":
        if request.POST.get("act") == "resume":
            stoppable.resume(what, whom, request.POST.get("before", ""))
            context["done"] = "resumed"
        else:
            context |= {"done": "stopped", "before": stoppable.stop(what, whom)}
    elif stoppable.is_stopped(what, whom):
        context["done"] = "stopped"
    return render(request, "notifications/unsubscribe.html", context)
