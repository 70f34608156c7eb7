"""Rendered posts, kept in the cache. Each is named by everything its words depend on, so none goes stale.

A page of posts is kept as one piece too, named by the names of its posts: as long as nobody changes
one of them, the page costs one look into the cache. What is for one reader alone is never kept.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.cache import caches
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from moderation.models import HIDDEN_FROM_OTHERS

from .models import Post

KEPT_SECONDS = 24 * 3600
# Stands in a kept form for the reader's own token. Rendering takes such characters out of every text.
TOKEN = "\x02token\x03"


@dataclass(frozen=True)
class Reader:
    """Which of the forms of a post somebody gets."""

    is_member: bool = False
    is_asker: bool = False

    @property
    def parts(self) -> tuple:
        return (self.is_member, self.is_asker, get_language(), timezone.get_current_timezone_name())


def name_of(post: Post, reader: Reader) -> str:
    """The name of what this reader sees of a post; "" when nobody else may see it."""
    return "" if _is_private(post) else _digest((reader.parts, _parts(post, reader)))


def name_of_page(answers: Iterable, reader: Reader, *, address: str) -> str:
    """The name of a page of answers (discussion.pages.Answer); "" when a part of it is for this reader alone.

    address: of the thread, as links on the page say it.
    """
    parts: list = [reader.parts, address]
    for answer in answers:
        posts = [answer.post, *answer.replies] if answer.post else answer.replies
        if any(_is_private(post) for post in posts):
            return ""
        parts.append((answer.answer_no, answer.more, bool(answer.post)))
        parts += [_parts(post, reader) for post in posts]
    return _digest(parts)


def kept(name: str, render: Callable[[], str], *, cache: str = "posts") -> SafeString:
    """What is kept under a name, or what `render` makes, kept for the next reader unless the name is empty."""
    found = caches[cache].get(name) if name else None
    if found is None:
        found = str(render())
        if name:
            caches[cache].set(name, found, KEPT_SECONDS)
    # Rendered by our own template, which escapes what it is given.
    return SafeString(found)


def with_token(html: SafeString, token: str) -> SafeString:
    """Give a kept form the reader's own token."""
    return SafeString(html.replace(TOKEN, str(token))) if TOKEN in html else html


def _is_private(post: Post) -> bool:
    return bool(post.status in HIDDEN_FROM_OTHERS or post.why or post.proposal_why or post.decision or post.help)


def _parts(post: Post, reader: Reader) -> tuple:
    # By its moment too: a number is given a second time when a database is restored.
    public = (
        post.pk,
        post.created_at.timestamp(),
        post.version,
        post.status,
        post.renderer,
        post.edited_at is None,
        post.helpful_to_asker,
        post.rule,
        post.byline,
        post.alias_id,
        post.sources.name_of(post.html),
        post.by_moderator,
        post.helpful_count,
        post.thanks_count,
        post.me_too_count,
        post.support_count,
        post.thread.locked,
    )
    if not reader.is_member:
        return public
    return (*public, post.mine, post.is_new, post.latest_version if post.mine else 0, sorted(post.my_reactions))


def _digest(parts) -> str:
    return hashlib.blake2s(repr(parts).encode(), digest_size=16).hexdigest()
