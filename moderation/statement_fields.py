"""A statement of reasons to keep: the fields of article 17(3) of the Digital Services Act (EU) 2022/2065, in plain names.

Beside each part stands the letter it answers; (d) does not apply, since nothing is decided here by law alone.
"""

from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from .statements import Statement


def fields(stated: Statement) -> dict:
    """The statement as data, with its dates as ISO 8601."""
    return {
        "statement_number": stated.decision.pk,
        "platform": settings.SITE_NAME,
        "decided_at": _iso(stated.decision.decided_at),
        "decision": _decision(stated),
        "text": _text(stated),
        "territorial_scope": _("Everywhere this site can be read."),
        "duration": _duration(stated),
        "facts": _facts(stated),
        "automated_means": {"for_finding_the_text": stated.found_automatically, "for_the_decision": False},  # (c)
        "ground": _ground(stated),
        "redress": _redress(stated),
    }


def lines(stated: Statement) -> str:
    """The statement as plain text."""
    labels = {
        "statement_number": _("Statement of reasons, number"),
        "platform": _("Site"),
        "decided_at": _("Decided"),
        "decision": _("Decision"),
        "text": _("Text"),
        "territorial_scope": _("Where it counts"),
        "duration": _("How long"),
        "facts": _("Facts"),
        "automated_means": _("Automated means"),
        "ground": _("Ground"),
        "redress": _("What you can do"),
    }
    written = []
    for name, value in fields(stated).items():
        written.append(f"{labels[name]}: {value}" if not isinstance(value, dict) else f"{labels[name]}:")
        if isinstance(value, dict):
            written += [f"  {inner.replace('_', ' ')}: {_plain(part)}" for inner, part in value.items()]
    return "\n".join(written) + "\n"


def _decision(stated: Statement) -> dict:
    """(a) what was decided; where it counts and how long stand beside it."""
    return {
        "about_the_text": stated.headline,
        "kind": stated.decision.act,
        "about_the_account": stated.account_measures,
        "about_the_page": stated.place_measure,
        "taken_back_at": _iso(stated.decision.undone_at),
    }


def _text(stated: Statement) -> dict:
    decision = stated.decision
    if decision.is_about_account:
        return {}
    return {
        "address": _address(reverse("discussion:post", args=[decision.object_id])),
        "place": decision.case.place_title,
        "version": decision.version,
    }


def _duration(stated: Statement) -> dict:
    return {
        "text": stated.text_lasts,
        "account": [
            {
                "kind": sanction.kind,
                "from": _iso(sanction.created_at),
                "until": _iso(sanction.expires_at),
                "taken_back_at": _iso(sanction.undone_at),
            }
            for sanction in stated.sanctions
        ],
    }


def _facts(stated: Statement) -> dict:
    """(b) the facts, and what made us look."""
    return {
        "how_found": stated.how_found,
        "after_a_report": stated.reported,
        "reasons_of_the_program": stated.why.sentences if stated.why and stated.found_automatically else [],
        "words": stated.why.words if stated.why else [],
        "message_of_the_moderator": stated.decision.message,
    }


def _ground(stated: Statement) -> dict:
    """(e) the rule."""
    rule, rules = stated.decision.rule, reverse("rules")
    return {
        "rule": stated.decision.get_rule_display(),
        "rule_address": _address(f"{rules}#{rule}" if rule else rules),
        "illegal_content": False,
    }


def _redress(stated: Statement) -> dict:
    """(f) who can look again, until when."""
    return {
        "second_look": stated.second_look,
        "appeal_address": _address(reverse("moderation:appeal", args=[stated.decision.pk])),
        "appeal_until": _iso(stated.appeal_until),
        "contact": settings.CONTACT_ADDRESS,
        "elsewhere": _("You may also turn to a court."),
    }


def _plain(part) -> str:
    if isinstance(part, list):
        return "; ".join(_plain(one) for one in part) or "–"
    if isinstance(part, dict):
        return ", ".join(f"{name} {value}" for name, value in part.items() if value)
    if isinstance(part, bool):
        return _("yes") if part else _("no")
    return " ".join(str(part).split()) if part not in (None, "") else "–"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _address(path: str) -> str:
    return urljoin(settings.SITE_URL, path)
