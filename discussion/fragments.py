"""Rendered posts, kept in the cache. The key holds everything the words depend on, so none goes stale."""

import hashlib

from django.core.cache import cache
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .models import Post

# Bump when the templates of a post change, so that a new release does not show the old look.
LOOK = 1
KEPT_SECONDS = 24 * 3600


def key_of(post: Post, *, for_member: bool) -> str:
    """Name of the fragment: the post's version and state, its counters, its author's name and role, the language."""
    author = post.author
    parts = (
        LOOK,
        post.pk,
        post.version,
        post.status,
        post.renderer,
        post.edited_at,
        post.published_at,
        post.helpful_to_asker,
        post.rule,
        author and author.username,
        post.by_moderator,
        get_language(),
    )
    if not for_member:
        parts += (post.helpful_count, post.thanks_count, post.me_too_count, post.support_count)
        parts += (post.thread.locked, post.replies_count if post.is_question else 0)
    digest = hashlib.blake2s(repr(parts).encode(), digest_size=16).hexdigest()
    return f"post:{'m' if for_member else 'v'}:{digest}"


def load(posts: list[Post], *, for_member: bool) -> None:
    """Read the fragments of a page in one question to the cache."""
    keys = {post.pk: key_of(post, for_member=for_member) for post in posts}
    found = cache.get_many(list(keys.values()))
    for post in posts:
        post.fragment_key = keys[post.pk]
        post.fragment = found.get(post.fragment_key)


def fragment(post: Post, render) -> SafeString:
    """The kept fragment of a loaded post, or what `render` makes, kept for the next reader."""
    if getattr(post, "fragment", None) is None:
        post.fragment = str(render())
        if getattr(post, "fragment_key", None):
            cache.set(post.fragment_key, post.fragment, KEPT_SECONDS)
    # Rendered by our own template, which escapes what it is given.
    return SafeString(post.fragment)
