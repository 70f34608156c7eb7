"""What allauth's pages do not know of our settings."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def code_minutes() -> int:
    """How long a mailed code works."""
    return settings.CODE_VALID_FOR // 60
