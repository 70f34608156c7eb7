"""The glossary, the register and the check of a clinic's claims, for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from detector.sentences import Unreadable
from members import limits

from .check import CheckForm
from .check import check as check_text
from .glossary import by_letter
from .models import Entry, Term
from .next_steps import UNCHECKED_REPORTS
from .status import products


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "register/glossary.html", {"letters": by_letter(Term.objects.all()), "section": "articles"})


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    return render(request, "register/status.html", {"products": _main_first(), "section": "articles"})


def _main_first() -> list:
    """What is asked about psoriasis before what is approved for others."""
    return sorted(products(Entry.objects.all()), key=lambda product: not product.is_for_psoriasis)


@never_cache
@sensitive_post_parameters("body")  # a report of an error would store what was pasted
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """What an advertisement claims. Nothing of it is stored: no draft, no session, no log, no search."""
    form = CheckForm(request.POST if request.method == "POST" else None)
    result = None
    if form.is_valid():
        # By trying texts one could find the words that nothing knows.
        limits.spend(request, "check")
        try:
            result = check_text(form.cleaned_data["body"])
        except Unreadable:
            form.add_error("body", _("We cannot read this as sentences. Please paste the words only."))
    context = {"form": form, "result": result, "unchecked_reports": UNCHECKED_REPORTS, "section": "articles"}
    return render(request, "register/check.html", context, status=422 if form.errors else 200)
