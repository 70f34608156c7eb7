"""What allauth's pages do not know of our settings."""

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

register = template.Library()

# What a browser calls itself, most telling word first: nearly all claim to be Safari or Chrome as well.
BROWSERS = {
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


@register.simple_tag
def code_minutes() -> int:
    """How long a mailed code works."""
    return settings.CODE_VALID_FOR // 60


@register.filter
def browser_name(user_agent: str) -> str:
    """The kind of browser and of device, as people call them; what it calls itself when we know neither."""
    browser, system = (
        next((name for word, name in names.items() if word in user_agent), "") for names in (BROWSERS, SYSTEMS)
    )
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or user_agent or _("unknown")
