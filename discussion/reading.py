"""Reading a page of posts with SQL that Django builds once.

Building the question anew takes ten times as long as asking it, and it is the same for every page
of every thread. What is asked stays with PostQuerySet: this module only keeps its SQL.
"""

from functools import cache

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import connections
from django.db.models import F

from .models import Post, Thread
from .models.thread import ANSWERS_PER_PAGE

# Values that stand for the real ones while the SQL is built: small enough for every engine, and nobody's.
SOME_THREAD, SOME_READER, SOME_PAGE = 2_000_000_001, 2_000_000_002, 100_000_000


def posts_of_page(thread: Thread, number: int, reader) -> list[Post]:
    """What Post.objects.shown_in(thread, reader).on_page(number) gives, with of each author the name alone."""
    database = Post.objects.db
    sql, some_values = _statement(database, reader.is_authenticated)
    real = {
        SOME_THREAD: thread.pk,
        SOME_READER: reader.pk,
        _first(SOME_PAGE): _first(number),
        _first(SOME_PAGE + 1) - 1: _first(number + 1) - 1,
    }
    posts = list(Post.objects.raw(sql, [real.get(value, value) for value in some_values]))
    author_model = get_user_model()
    for post in posts:
        post.by_moderator = bool(post.by_moderator)  # SQLite says 0 or 1
        if post.author_id:
            post.author = author_model.from_db(database, ("id", "username"), (post.author_id, post.author_name))
    return posts


@cache
def _statement(database: str, for_member: bool) -> tuple[str, tuple]:
    """SQL and values, some of which are replaced each time."""
    reader = get_user_model()(pk=SOME_READER) if for_member else AnonymousUser()
    posts = Post.objects.using(database).shown_in(SOME_THREAD, reader).on_page(SOME_PAGE)
    posts = posts.select_related(None).annotate(author_name=F("author__username"))
    return posts.query.get_compiler(connection=connections[database]).as_sql()


def _first(page: int) -> int:
    """The first answer of a page."""
    return (page - 1) * ANSWERS_PER_PAGE + 1
