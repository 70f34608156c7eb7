"""Get updates in your inbox: asking, confirming, choosing, stopping, and the issues as pages."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from members import limits

from . import actions, tokens
from .forms import AskForm, TopicsForm
from .models import Issue, Subscriber
from .stopping import WHAT, NewsletterMail
from .tokens import BadLink

logger = logging.getLogger(__name__)
STOP = "stop"
ARCHIVE_SHOWN = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The answer is the same for every address: nobody learns who gets the newsletter."""
    form = AskForm(request.POST if request.method == "POST" else None, initial=_own(request))
    if not form.is_valid():
        return render(request, "newsletter/ask.html", {"form": form}, status=422 if form.errors else 200)
    email = form.cleaned_data["email"]
    limits.spend(request, "newsletter")
    try:
        limits.spend(request, "newsletter_mail", key=email)
        actions.ask(email, form.cleaned_data["topics"])
    except limits.Limited:
        pass  # this mailbox got its link today; a stranger must not fill it, nor learn that it is full
    except Exception as error:
        logger.error("a link for the newsletter was not sent (%s)", type(error).__name__)
        return render(request, "newsletter/ask.html", {"form": form, "failed": True}, status=503)
    return render(request, "newsletter/asked.html", {"email": email})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A program that follows every link of a mail confirms nothing: that takes a button."""
    try:
        email, topics = tokens.wish_in(token)
    except BadLink:
        return render(request, "newsletter/bad_link.html", status=404)
    if request.method != "POST":
        return render(request, "newsletter/confirm.html", {"email": email})
    subscriber = actions.confirm(email, topics)
    return render(request, "newsletter/confirmed.html", {"manage_token": tokens.manage_token(subscriber)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Topics, and stopping. The link comes with each mail; members find it in their settings."""
    try:
        subscriber = tokens.subscriber_in(token)
    except BadLink:
        return render(request, "newsletter/bad_link.html", status=404)
    form = TopicsForm(request.POST if request.method == "POST" else None, initial={"topics": subscriber.topics})
    saved = stopped = False
    if request.method == "POST" and request.POST.get("act") == STOP:
        stopped = bool(NewsletterMail().stop(WHAT, str(subscriber.pk))) or subscriber.stopped_at is not None
    elif form.is_valid():
        actions.confirm(subscriber.email, form.cleaned_data["topics"])
        saved = True
    context = {"form": form, "saved": saved, "is_stopped": stopped or (subscriber.stopped_at is not None and not saved)}
    return render(request, "newsletter/manage.html", context, status=422 if form.errors and not stopped else 200)


@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """From a member's settings: to what comes to their own address, or to the form."""
    if request.user.is_authenticated and request.user.email:
        subscriber = Subscriber.objects.active().filter(email__iexact=request.user.email).first()
        if subscriber:
            return redirect("newsletter:manage", tokens.manage_token(subscriber))
    return redirect("newsletter:ask")


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/archive.html", {"issues": Issue.objects.sent()[:ARCHIVE_SHOWN]})


@require_safe
def issue(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """An issue as a page. Explainers that were withdrawn are no longer on it."""
    found = get_object_or_404(Issue.objects.sent(), number=number)
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=True)
    articles = found.readable_articles()
    if not articles:
        raise Http404
    return render(request, "newsletter/issue.html", {"issue": found, "articles": articles})


def _own(request: HttpRequest) -> dict:
    return {"email": request.user.email} if request.user.is_authenticated else {}
