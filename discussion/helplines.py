"""Whom an author can call, and where harm can be reported, by country.

What the fact sheet marks as read in a text of the source ([V] in facts.md, sections 10, 13 and 14) stands here as is,
a number that it only names with the advice to check it, as on the page of urgent help. Check all before a launch.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

CRISIS, HARM = "crisis", "harm"


@dataclass(frozen=True)
class Line:
    """A button and a few words beside it. address: tel:, sms:, mailto: or a page. checked: read in a text about it."""

    label: str
    address: str
    words: str
    checked: bool = True


@dataclass(frozen=True)
class Help:
    """What is offered above one text, to its author alone. report: where harm can be reported, if that is known.

    names_emergency: the number for somebody in danger now is among the lines.
    """

    kind: str
    lines: tuple[Line, ...] = ()
    names_emergency: bool = False
    report: str = ""


_IN_DANGER = _("in danger now")
_LINES = {
    "US": (
        Line("911", "tel:911", _IN_DANGER),
        Line("988", "tel:988", _("988 Lifeline: call, free, day and night")),
        Line(_("Text 988"), "sms:988", _("if you would rather write than speak")),
        Line(_("Chat at 988lifeline.org"), "https://988lifeline.org/", _("in your browser")),
    ),
    "GB": (
        Line("999", "tel:999", _IN_DANGER, checked=False),
        Line("116 123", "tel:116123", _("Samaritans: call, free, from any phone, day and night")),
        Line("jo@samaritans.org", "mailto:jo@samaritans.org", _("Samaritans by e-mail; an answer takes longer")),
    ),
    "IE": (
        Line("112", "tel:112", _IN_DANGER, checked=False),
        Line("116 123", "tel:116123", _("Samaritans: call, free")),
    ),
    "CA": (Line("988", "tel:988", _("crisis line"), checked=False),),
    "AU": (Line("13 11 14", "tel:131114", _("Lifeline"), checked=False),),
}
# For whoever did not say where they live, or lives elsewhere.
_LINES_BY_COUNTRY = (
    Line("988", "tel:988", _("United States: call, free, day and night")),
    Line("116 123", "tel:116123", _("United Kingdom and Ireland: Samaritans, free")),
    Line("988", "tel:988", _("Canada: crisis line"), checked=False),
    Line("13 11 14", "tel:131114", _("Australia: Lifeline"), checked=False),
    Line("findahelpline.com", "https://findahelpline.com/", _("Another country: a list of help lines, kept by others")),
)
_REPORTS = {
    "US": _("The FDA's MedWatch page, “Report a problem”. On its form, cells and exosomes count as drugs."),
    "IE": _("The medicines agency of your country."),
    "CA": _("The complaint form of Health Canada."),
    "AU": _("The complaint form of the TGA."),
}


def offer(kind: str, country: str) -> Help:
    """The help for a text in despair, or about harm, in this country ("" where the author did not say)."""
    if kind == CRISIS:
        lines = _LINES.get(country, _LINES_BY_COUNTRY)
        return Help(kind, lines=lines, names_emergency=any(line.words == _IN_DANGER for line in lines))
    return Help(kind, report=_REPORTS.get(country, ""))
