"""The glossary for its readers: terms by letter, and the words that texts link."""

from collections.abc import Iterable
from itertools import groupby

from rendering.terms import TermLink

from .models import Term


def term_links() -> list[TermLink]:
    """What rendering needs to link each term's forms to its definition."""
    return [TermLink(term.slug, tuple(term.aliases), term.definition) for term in Term.objects.all() if term.aliases]


def by_letter(terms: Iterable[Term]) -> list[tuple[str, list[Term]]]:
    """Terms under their first letter; those that begin with a digit come first, under "0-9"."""
    ordered = sorted(terms, key=lambda term: (_letter(term), term.term.casefold()))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=_letter)]


def _letter(term: Term) -> str:
    first = term.term[:1].upper()
    return "0-9" if first.isdigit() else first
