"""The button that follows a thing or stops following it."""

from django import template

from .. import follows

register = template.Library()


@register.inclusion_tag("notifications/_follow.html", takes_context=True)
def follow_button(context, kind: str, pk: int = 0, *, told: str = "") -> dict:
    """For members only. told: what a screen reader hears after the verb, as the name of the board."""
    request = context.get("request")
    if request is None or not context.get("user_is_member"):
        return {}
    what = follows.key(kind, pk) if pk else kind
    state = follows.state(request.user, what)
    return {"what": what, "state": state, "kind": kind, "told": told, "csrf_token": context.get("csrf_token")}
