"""The newest posts of many threads at once, at a cost that does not grow with the length of the threads."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connections
from django.utils import timezone

from moderation.models import Status

from .models import Post

OF_EACH_THREAD = 100  # turns; what is older is no news
# Of each thread the last turn that is wanted, the turn from which on posts are new enough, and then those posts: three
# short walks along the index of turns. CROSS JOIN, because SQLite could start at the other end; MATERIALIZED, because
# PostgreSQL could.
SQL = """
    WITH followed (thread) AS (VALUES {places}),
    ended (thread, turn) AS MATERIALIZED (
      SELECT followed.thread, COALESCE((
        SELECT published_seq FROM discussion_post
        WHERE thread_id = followed.thread AND published_seq IS NOT NULL AND published_at < %s
        ORDER BY published_seq DESC LIMIT 1
      ), 0) FROM followed
    ),
    began (thread, turn) AS MATERIALIZED (
      SELECT ended.thread, COALESCE((
        SELECT published_seq FROM discussion_post
        WHERE thread_id = ended.thread AND published_seq > ended.turn - %s AND published_at <= %s
        ORDER BY published_seq DESC LIMIT 1
      ), ended.turn - %s) FROM ended
    )
    SELECT post.id FROM began CROSS JOIN discussion_post post
    WHERE post.thread_id = began.thread AND post.published_seq > began.turn
      AND post.status = %s AND post.published_at > %s AND post.published_at < %s
      AND (post.author_id IS NULL OR post.author_id <> %s)
    ORDER BY post.published_at DESC LIMIT %s
"""


def newest(
    threads: Sequence[int], *, but_of: int, most: int, since: datetime | None = None, before: datetime | None = None
) -> list[int]:
    """Numbers of public posts, newest first, at most `most`. Who may read them is the caller's to ask.

    but_of: number of the member whose own texts are left out.
    """
    if not threads:
        return []
    until = before or timezone.now() + timedelta(days=1)
    since = since or timezone.now() - timedelta(days=36_500)
    connection = connections[Post.objects.db]
    until, since = (connection.ops.adapt_datetimefield_value(moment) for moment in (until, since))
    of_each = (OF_EACH_THREAD, since, OF_EACH_THREAD)
    values = [*threads, until, *of_each, Status.PUBLISHED.value, since, until, but_of, most]
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(places=", ".join(["(%s)"] * len(threads))), values)
        return [pk for (pk,) in cursor.fetchall()]
