"""Following: keys that the rooms above make and read, as `thread:7`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from .models import Follow

# Of what somebody follows the newest count, so that a list costs the same whoever reads it.
READ_AT_MOST = 500


def key(kind: str, pk: int) -> str:
    """What a Follow names: `thread:7`, `board:3`, `tag:5`, `member:9`, `article:4`."""
    return f"{kind}:{pk}"


def follow(member, what: str) -> None:
    Follow.objects.update_or_create(member=member, what=what, defaults={"muted": False})


def follow_own(member_id: int, what: str) -> None:
    """Whoever writes somewhere follows it from then on, unless they want that nowhere, or muted it before."""
    # In one statement, which Django has no words for: every text that is posted asks.
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_follow (member_id, what, muted, created_at) SELECT %s, %s, %s, %s "
            "WHERE NOT EXISTS (SELECT 1 FROM notifications_preferences WHERE member_id = %s AND NOT follow_own) "
            "ON CONFLICT DO NOTHING",
            [member_id, what, False, at, member_id],
        )


def mute(member, what: str) -> None:
    """Nothing of it reaches the member any more, though they wrote there."""
    Follow.objects.update_or_create(member=member, what=what, defaults={"muted": True})


def unfollow(member, what: str) -> None:
    Follow.objects.filter(member=member, what=what).delete()


def state(member, what: str) -> str:
    """"following", "muted" or "" when the member has said nothing."""
    muted = Follow.objects.filter(member=member, what=what).values_list("muted", flat=True).first()
    return "" if muted is None else "muted" if muted else "following"


@dataclass(frozen=True)
class Followed:
    """What a member follows and what they muted, by kind: {"thread": [7, 3], "board": [2]}, the newest first.

    A key without a number, as `articles`, stands as {"articles": []}.
    """

    chosen: Mapping[str, list[int]]
    muted: Mapping[str, list[int]]


def followed(member) -> Followed:
    found: tuple[dict, dict] = ({}, {})
    rows = Follow.objects.filter(member=member).order_by("-pk").values_list("what", "muted")
    for what, muted in rows[:READ_AT_MOST]:
        kind, _sep, number = what.partition(":")
        numbers = found[muted].setdefault(kind, [])
        if number:
            numbers.append(int(number))
    return Followed(*found)


def followers(keys: list[str]):
    """Rows of those who follow one of the keys and did not mute it."""
    return Follow.objects.filter(what__in=keys, muted=False)
