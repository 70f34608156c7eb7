"""Under which names a member has written in a thread: said where they choose one for the next text."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from moderation.models import Status

from .models import Post, Thread, ThreadAlias
from .pages import ThreadPage

READABLE = (Status.PUBLISHED, Status.HELD, Status.RETURNED)  # now, or when a moderator has looked


@dataclass(frozen=True)
class Names:
    """own: they wrote under their own name. alias: what others read of what they wrote without it, or nothing."""

    own: bool = False
    alias: str = ""

    @property
    def only_alias(self) -> bool:
        return bool(self.alias) and not self.own

    @property
    def words(self) -> str:
        """What choosing no name means here."""
        alias = {"alias": self.alias}
        if self.only_alias:
            words = _("You wrote here as “%(alias)s”. Without the tick, others read your name and may guess the rest.")
            return words % alias
        if self.alias:
            return _("You wrote here under your name and as “%(alias)s”. Others may guess that both are you.") % alias
        number = _(
            "Others read “Anonymous” and a number, the same one in this discussion and in no other. "
            "Whom you mention is not told."
        )
        if self.own:
            return f"{number} {_('You wrote here under your name before, so they may still guess.')}"
        return number


def used_by(member, thread: Thread) -> Names:
    mine = Post.objects.filter(thread=thread, author=member, status__in=READABLE)
    return _names(mine.order_by().values_list("alias__number", flat=True).distinct())


def on(page: ThreadPage) -> Names | None:
    """The same of a member's page, without a question; None when there are other pages."""
    if not page.is_whole:
        return None
    mine = (post for post in page.all_posts if post.mine and post.status in READABLE)
    return _names(post.alias.number if post.alias else None for post in mine)


def _names(numbers: Iterable[int | None]) -> Names:
    """numbers: of the aliases, None for each text under the own name."""
    every = set(numbers)
    alias = next((ThreadAlias(number=number).label for number in every if number is not None), "")
    return Names(own=None in every, alias=alias)
