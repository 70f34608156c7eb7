"""The glossary and the register, for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .glossary import by_letter
from .models import Entry, Term
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
