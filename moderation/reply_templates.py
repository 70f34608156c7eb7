"""Messages a moderator can start from: those of the house, and those that admins added as ReplyTemplate rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .actions import only_worries
from .models import Case, ReplyTemplate, Rule

VARIABLE = re.compile(r"\{(" + "|".join(ReplyTemplate.VARIABLES) + r")\}")
MOST_WORDS, LONGEST_WORDS = 5, 80  # passages quoted, characters of each


@dataclass(frozen=True)
class Template:
    key: str
    name: str | Promise
    text: str | Promise
    rule: str = ""
    concern: str = ""


OF_THE_HOUSE = (
    Template(
        "house-promotion",
        _("Tell the story without the seller"),
        _(
            "Thank you for writing, {author}. You may tell what happened to you, ask and warn. Please leave out what "
            "leads to the seller: the name, links, prices and offers. It is about these words: {words}"
        ),
        rule=Rule.PROMOTION,
    ),
    Template(
        "house-advert",
        _("An advert"),
        _(
            "This text sends readers to a seller of a treatment that is not approved. People here are ill, and some "
            "are desperate, so it cannot stay. Your own experience is welcome."
        ),
        rule=Rule.PROMOTION,
    ),
    Template(
        "house-contact",
        _("Leave out the contact"),
        _(
            "Thank you for writing, {author}. Your story may stay. Please leave out how to reach the seller, and do "
            "not offer to pass it on in private. It is about these words: {words}"
        ),
        rule=Rule.CONTACT,
    ),
    Template(
        "house-harm",
        _("Advice that could hurt"),
        _(
            "What you advise could hurt somebody who follows it. You may tell what you did yourself and how it went. "
            "Please do not tell others to do the same, and name the risks you know of."
        ),
        rule=Rule.HARM,
    ),
    Template(
        "house-respect",
        _("About the thing, not the person"),
        _("You may disagree, and say so. Please write about the matter in “{place}”, and not about the person."),
        rule=Rule.RESPECT,
    ),
    Template(
        "house-privacy",
        _("Private details"),
        _(
            "Your text shows private details: a real name, an address, a number or a picture of somebody. Please take "
            "them out, also your own, and send it again."
        ),
        rule=Rule.PRIVACY,
    ),
    Template(
        "house-advice",
        _("Instructions for one person"),
        _(
            "Please do not tell another member which medicine to take or stop, or how much. You may tell what your own "
            "doctor said to you, and what to ask a doctor."
        ),
        rule=Rule.ADVICE,
    ),
    Template(
        "house-spam",
        _("The same text in many places"),
        _("This text has nothing to do with “{place}”, or it stands in several places. Please write it once."),
        rule=Rule.SPAM,
    ),
    Template(
        "house-listening",
        _("We read you"),
        _(
            "Dear {author}, thank you for saying how hard it is. You are not alone with it. You can talk to someone "
            "today, also if you are not sure that it is bad enough: open “Urgent help” at the foot of every page, "
            "where the numbers of your country stand. Your text stays where it is."
        ),
        concern=Case.Concern.CRISIS,
    ),
    Template(
        "house-danger",
        _("In danger now"),
        _(
            "Dear {author}, we are worried about you. If you are in danger now, please call the emergency number of "
            "your country, or ask somebody near you to stay with you. “Urgent help” at the foot of every page says whom you "
            "can call, by country, day and night."
        ),
        concern=Case.Concern.CRISIS,
    ),
    Template(
        "house-reaction",
        _("After an unapproved treatment"),
        _(
            "Dear {author}, I am sorry this happened to you. With fever, trouble breathing, or skin that is red all "
            "over or peels, please get medical help today. You can report what happened to the medicines regulator of your "
            "country, and so protect others. “Urgent help” stands at the foot of every page."
        ),
        concern=Case.Concern.HARM,
    ),
)


def templates_for(case: Case) -> list[Template]:
    """Those for the worry about a person first; where there is nothing but a worry, only those."""
    return _fitting(_every(), case)


def templates_for_any(cases: Iterable[Case]) -> list[Template]:
    """Those that fit one of the cases."""
    every = _every()
    found = {template.key for case in cases for template in _fitting(every, case)}
    return [template for template in every if template.key in found]


def _every() -> list[Template]:
    rows = [
        Template(f"row-{row.pk}", row.name, row.text, rule=row.rule, concern=row.concern)
        for row in ReplyTemplate.objects.all()
    ]
    return [*rows, *OF_THE_HOUSE]


def _fitting(every: list[Template], case: Case) -> list[Template]:
    for_worry = [template for template in every if template.concern and template.concern == case.concern]
    if only_worries(case):
        return for_worry
    return for_worry + [template for template in every if not template.concern]


def grouped(templates: list[Template]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of a select, a group for each rule."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for template in templates:
        if template.concern:
            group = Case.Concern(template.concern).label
        else:
            group = Rule(template.rule).label if template.rule else _g("For any rule")
        groups.setdefault(str(group), []).append((template.key, template.name))
    return list(groups.items())


def filled(text: str | Promise, case: Case, *, rule: str = "") -> str:
    """The text with its variables filled in. Braces that are none of them stay as they are."""
    values = _values(case, rule)
    # One pass: what an author wrote is never read as a variable.
    return VARIABLE.sub(lambda found: values[found[1]] or found[0], str(text))


def left_open(text: str, case: Case, *, rule: str = "") -> str:
    """The first variable that stands for nothing in this case, or nothing."""
    values = _values(case, rule)
    return next((found[0] for found in VARIABLE.finditer(text) if not values[found[1]]), "")


def _values(case: Case, rule: str) -> dict[str, str]:
    return {
        "author": case.byline,
        "place": case.place_title or _g("A new question"),
        "words": _quoted(case),
        "rule": str(Rule(rule).label) if rule else "",
    }


def _quoted(case: Case) -> str:
    words = dict.fromkeys(" ".join(reason.text.split())[:LONGEST_WORDS] for reason in case.assessed.reasons)
    return ", ".join(f"“{word}”" for word in [word for word in words if word][:MOST_WORDS])
