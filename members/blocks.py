"""Blocks and mutes: a member does not want to meet another, who is never told."""

from .models import Block, Member


class StaffIsMet(Exception):
    """Whoever looks after the site can be muted, not blocked: a seller could hide from those who look for them."""


def avoid(member: Member, other: Member, kind: str) -> None:
    """Block or mute, instead of what stood before. Of two at once the last one counts. Raises StaffIsMet."""
    if kind == Block.Kind.BLOCK and works_at_desk(other):
        raise StaffIsMet(f"{other} looks after the site")
    row = Block(member=member, other=other, kind=kind)
    Block.objects.bulk_create([row], update_conflicts=True, unique_fields=["member", "other"], update_fields=["kind"])


def meet_again(member: Member, other: Member) -> None:
    Block.objects.filter(member=member, other=other).delete()


def works_at_desk(member: Member) -> bool:
    return member.is_moderator or member.is_board_moderator


def took_office(member: Member) -> None:
    """Somebody who was blocked before they came to look after the site is muted from now on."""
    if works_at_desk(member):
        Block.objects.filter(other=member, kind=Block.Kind.BLOCK).update(kind=Block.Kind.MUTE)
