"""What tests send to the desk, with everything filled in that a test does not speak of."""

from django.urls import reverse

from tests.texts import decided

HTMX = {"HX-Request": "true"}
PHONE = "+1 202 555 0143"
AGAINST = {"rule": "contact", "message": "Please leave out the clinic."}


def order(**fields) -> dict:
    """The form of a decision, as it is sent."""
    return {"act": "release", "rule": "", "reason": "It is fine.", "message": "", "version": 1} | fields


def url(name: str, of) -> str:
    return reverse(f"moderation:{name}", args=[of.pk])


def against(case, moderator, act: str = "remove", **given):
    """A decision against the text."""
    return decided(case, act=act, moderator=moderator, **AGAINST | given)
