"""Names that complete an @."""

from members.models import Block, Member
from members.names import MAX_LENGTH

from .models import Post

OFFERED = 8
LEAST_TYPED = 2  # letters, before names are offered


def offered(typed: str, *, writer, thread=None) -> list[str]:
    """Names that begin like this: first those who write in this thread under their name, then others.

    Nobody whom a block keeps from the writer, and nobody for writing anonymously.
    """
    typed = typed.strip()
    if not LEAST_TYPED <= len(typed) <= MAX_LENGTH:
        return []
    unmet = {pk for pair in Block.objects.between(writer).values_list("member_id", "other_id") for pk in pair}
    members = Member.objects.filter(is_active=True, username__istartswith=typed).exclude(pk__in=unmet | {writer.pk})
    names: list[str] = []
    if thread is not None:
        here = Post.objects.published().filter(thread=thread, alias=None).values("author")
        names += members.filter(pk__in=here).order_by("username").values_list("username", flat=True)[:OFFERED]
    names += members.order_by("username").values_list("username", flat=True)[:OFFERED]
    return list(dict.fromkeys(names))[:OFFERED]
