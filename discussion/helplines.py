"""Whom an author can call, and where harm can be reported, by country.

Only what the fact sheet marks as read in a text of the source ([V] in facts.md, sections 10, 13 and 14) stands here;
for every other country the page of urgent help says what is known. Check the numbers before a launch.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

CRISIS, HARM = "crisis", "harm"


@dataclass(frozen=True)
class Line:
    """A button and a few words beside it. address: tel:, sms:, mailto: or a page."""

    label: str
    address: str
    words: str


@dataclass(frozen=True)
class Help:
    """What is offered above one text, to its author alone. report: where harm can be reported, if that is known."""

    kind: str
    lines: tuple[Line, ...] = ()
    report: str = ""


_LINES = {
    "US": (
        Line("911", "tel:911", _("in danger now")),
        Line("988", "tel:988", _("988 Lifeline: call, free, day and night")),
        Line(_("Text 988"), "sms:988", _("if you would rather write than speak")),
        Line(_("Chat at 988lifeline.org"), "https://988lifeline.org/", _("in your browser")),
    ),
    "GB": (
        Line("116 123", "tel:116123", _("Samaritans: call, free, from any phone, day and night")),
        Line("jo@samaritans.org", "mailto:jo@samaritans.org", _("Samaritans by e-mail; an answer takes longer")),
    ),
    "IE": (Line("116 123", "tel:116123", _("Samaritans: call, free")),),
}
_REPORTS = {
    "US": _("The FDA's MedWatch page, “Report a problem”. On its form, cells and exosomes count as drugs."),
    "IE": _("The medicines agency of your country."),
    "CA": _("The complaint form of Health Canada."),
    "AU": _("The complaint form of the TGA."),
}


def offer(kind: str, country: str) -> Help:
    """The help for a text in despair, or about harm, in this country ("" where the author did not say)."""
    if kind == CRISIS:
        return Help(kind, lines=_LINES.get(country, ()))
    return Help(kind, report=_REPORTS.get(country, ""))
