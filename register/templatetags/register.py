"""Register rows on other rooms' pages."""

from collections.abc import Iterable

from django import template

from ..models import Entry
from ..status import StatusBox, status_box

register = template.Library()


@register.simple_tag
def status_of(entries: Iterable[Entry]) -> StatusBox | None:
    """{% status_of entries as status %}: what the status box says of these rows, in the order of their keys."""
    rows = list(entries)
    return status_box([row.key for row in rows], rows)
