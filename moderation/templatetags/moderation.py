"""Pieces of the desk that any of its pages can show."""

from django import template

from ..mentions import open_alerts

register = template.Library()


@register.inclusion_tag("moderation/_alerts.html", takes_context=True)
def provider_alerts(context) -> dict:
    """The open alerts that this moderator may read; nothing where there are none."""
    return {"alerts": open_alerts(context["request"].user)}
