"""Pieces of moderation that other pages can show."""

from datetime import datetime

from django import template

from .. import authors
from ..mentions import open_alerts
from ..models import Case
from ..pauses import Pause, pause_of

register = template.Library()


@register.filter
def who(case: Case) -> str:
    """Who wrote the text of a case, in one line."""
    return authors.who(case)


@register.inclusion_tag("moderation/_alerts.html", takes_context=True)
def provider_alerts(context) -> dict:
    """The open alerts that this moderator may read; nothing where there are none."""
    return {"alerts": open_alerts(context["request"].user)}


@register.inclusion_tag("moderation/_paused.html", takes_context=True)
def writing_paused(context, until: datetime | None = None) -> dict:
    """Why the reader cannot write, until when, and where to object; nothing where they can.

    until: known to the page that had to refuse.
    """
    pause = pause_of(context["request"].user) or (Pause(until) if until else None)
    return {"pause": pause, "contact_address": context["contact_address"]}
