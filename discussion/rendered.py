"""A member's text as it is stored, and as its preview shows it: the same function for both."""

from django.utils.safestring import SafeString

from members.mentions import members_named
from rendering.mentions import link_names
from rendering.posts import render_post

from . import quoting


def rendered(body: str) -> SafeString:
    """Markdown to what is stored, mentions linked. Raises rendering.clean.TooLong."""
    return link_names(render_post(body), members_named)


def preview(body: str, reader) -> SafeString:
    """What the reader will see of it, quotations filled in."""
    html = rendered(body)
    return quoting.sources([html], reader).shown(html)
