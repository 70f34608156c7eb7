from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString

from ..excerpt import highlight

register = template.Library()


@register.filter
def marked(text: str, spans: Iterable[Sequence]) -> SafeString:
    """{{ post.body|marked:reasons }}: the text as typed, with the words of each (start, end, title) marked."""
    return highlight(text, spans)
