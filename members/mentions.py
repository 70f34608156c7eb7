"""Members by the names that texts mention."""

from collections.abc import Iterable

from rendering.mentions import Mentioned

from .models import Member
from .names import name_key

LOOKED_UP = 80  # forms of names in one text


def members_named(names: Iterable[str]) -> dict[str, Mentioned]:
    """By the small letters of their names. A name that only looks like one is somebody else's."""
    keys = {name_key(name) for name in list(names)[:LOOKED_UP]}
    rows = Member.objects.filter(username_key__in=keys, is_active=True).only("username")
    return {row.username.lower(): Mentioned(row.pk, row.username, row.get_absolute_url()) for row in rows}
