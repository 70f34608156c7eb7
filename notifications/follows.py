"""Following: keys that the rooms above make and read, as `thread:7`."""

from .models import Follow

# Of what somebody follows the newest count, so that a list costs the same whoever reads it.
READ_AT_MOST = 500


def key(kind: str, pk: int) -> str:
    """What a Follow names: `thread:7`, `board:3`, `tag:5`, `member:9`, `article:4`."""
    return f"{kind}:{pk}"


def follow(member, what: str) -> None:
    Follow.objects.update_or_create(member=member, what=what, defaults={"muted": False})


def mute(member, what: str) -> None:
    """Nothing of it reaches the member any more, though they wrote there."""
    Follow.objects.update_or_create(member=member, what=what, defaults={"muted": True})


def unfollow(member, what: str) -> None:
    Follow.objects.filter(member=member, what=what).delete()


def state(member, what: str) -> str:
    """"following", "muted" or "" when the member has said nothing."""
    muted = Follow.objects.filter(member=member, what=what).values_list("muted", flat=True).first()
    return "" if muted is None else "muted" if muted else "following"


def followed(member) -> dict[str, list[int]]:
    """The keys a member follows, by kind: {"thread": [7, 3], "board": [2]}. Those without a number come as kind: []."""
    return _by_kind(Follow.objects.filter(member=member, muted=False))


def muted_threads(member) -> list[int]:
    return _by_kind(Follow.objects.filter(member=member, muted=True, what__startswith="thread:")).get("thread", [])


def followers(keys: list[str]):
    """Rows of those who follow one of the keys and did not mute it."""
    return Follow.objects.filter(what__in=keys, muted=False)


def _by_kind(follows) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for what in follows.order_by("-pk").values_list("what", flat=True)[:READ_AT_MOST]:
        kind, _sep, number = what.partition(":")
        numbers = found.setdefault(kind, [])
        if number:
            numbers.append(int(number))
    return found
