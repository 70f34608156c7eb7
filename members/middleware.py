"""What the pages of an account answer when something stands in the way."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse

from .access import Suspended
from .adapter import MailFailed

# Fields of forms whose text is shown again, so that it can be copied.
KEPT_FIELDS = ("title", "body", "note", "message")


class AccountPagesMiddleware:
    """Turns Suspended and MailFailed into pages, and gives allauth's forms with errors the status 422."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Suspended):
            typed = [request.POST[name] for name in KEPT_FIELDS if request.POST.get(name)]
            context = {"until": exception.until, "kept_text": "\n\n".join(typed)}
            return render(request, "members/suspended.html", context, status=403)
        if isinstance(exception, MailFailed):
            return render(request, "members/mail_failed.html", status=503)
        return None

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        form = (response.context_data or {}).get("form")
        is_allauths = request.resolver_match.func.__module__.startswith("allauth.")
        if is_allauths and request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response
