"""Whom a reader hears in a text: its member, or the alias it stands under. For the index, which knows neither."""

from collections.abc import Iterable

from django.db.models import Value

from members.models import Block

from .models import AliasMute


def voice_of(post) -> str:
    """post: or whatever else has an author and, perhaps, an alias."""
    if post.alias_id:
        return f"alias:{post.alias_id}"
    return f"member:{post.author_id}" if post.author_id else ""


def unheard_by(member) -> Iterable[str]:
    """Voices that a block or a mute keeps from this member, in one question."""
    blocks = Block.objects.between(member).values_list("member_id", "other_id", Value("member"))
    mutes = AliasMute.objects.filter(member=member).values_list("member_id", "alias_id", Value("alias"))
    for one, other, kind in blocks.order_by().union(mutes.order_by(), all=True):
        if kind == "alias":
            yield f"alias:{other}"
        else:
            yield f"member:{other if one == member.pk else one}"
