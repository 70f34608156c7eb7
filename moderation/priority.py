"""The parts of a case's place in the queue in words, and the names of places."""

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from .models import Case
from .models.case import ACCOUNT
from .models.moderated import words_of_key


def parts_of(case: Case) -> list[tuple[str, str]]:
    """What actions.ranking multiplied, and how long it waits, as (part, words)."""
    certainty = [(_("Certainty"), confidence(case))] if case.severity else []
    return [
        (_("Severity"), severity(case)),
        (_("Reach"), reach(case)),
        *certainty,
        (_("Waiting"), timesince(case.opened_at)),
    ]


def severity(case: Case) -> str:
    if case.severity >= 2:
        return _("could hurt somebody")
    if case.severity >= 1.5:
        return _("serious")
    if case.severity >= 1:
        return _("ordinary")
    return _("slight") if case.severity else _("nothing against the text")


def reach(case: Case) -> str:
    if case.reach < 1:
        return _("only its author")
    if case.reach >= 2:
        return _("very many readers")
    return _("many readers") if case.reach >= 1.4 else _("some readers")


def confidence(case: Case) -> str:
    if case.confidence >= 0.8:
        return _("very likely")
    return _("likely") if case.confidence >= 0.5 else _("uncertain")


def name_of_place(key: str, titles: dict[str, str]) -> str:
    """Its title; of a place that has gone, what its key says."""
    if key == ACCOUNT:
        return _("An account, no text")
    title = titles.get(key) or words_of_key(key)
    return _("Explainer: %(title)s") % {"title": title} if key.startswith("article:") else title
