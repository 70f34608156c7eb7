"""The newest questions of boards and tags together, at a cost that does not grow with what these hold."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connections
from django.utils import timezone

from .models import Topic

OF_EACH = 60  # of a board, of a tag
# Questions are numbered as they are asked, and a few are published later: the greatest number among these is enough.
PUBLISHED_LATER = 50
SQL = """
    WITH shelf (board) AS ({boards}), word (tag) AS ({tags}),
    bound (topic) AS (
      SELECT COALESCE(MAX(id), 0) FROM (
        SELECT id FROM forum_topic WHERE visible AND created_at < %s ORDER BY created_at DESC, id DESC LIMIT %s
      ) last
    ),
    of_board (board, since) AS MATERIALIZED (
      SELECT shelf.board, (
        SELECT created_at FROM forum_topic WHERE board_id = shelf.board AND visible AND created_at < %s
        ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET %s
      ) FROM shelf
    ),
    of_tag (tag, since) AS MATERIALIZED (
      SELECT word.tag, COALESCE((
        SELECT topic_id FROM forum_topic_tags WHERE tag_id = word.tag AND topic_id <= (SELECT topic FROM bound)
        ORDER BY topic_id DESC LIMIT 1 OFFSET %s
      ), 0) FROM word
    )
    SELECT id FROM forum_topic WHERE visible AND created_at < %s AND id IN (
      SELECT topic.id FROM of_board CROSS JOIN forum_topic topic
      WHERE topic.board_id = of_board.board AND topic.visible AND topic.created_at < %s
        AND topic.created_at > COALESCE(of_board.since, %s)
      UNION
      SELECT link.topic_id FROM of_tag CROSS JOIN forum_topic_tags link
      WHERE link.tag_id = of_tag.tag AND link.topic_id > of_tag.since AND link.topic_id <= (SELECT topic FROM bound)
    ) ORDER BY created_at DESC, id DESC LIMIT %s
"""


def newest(boards: Sequence[int], tags: Sequence[int], *, most: int, before: datetime | None = None) -> list[int]:
    """Numbers of topics, newest first, at most `most`. Who may open them is the caller's to ask."""
    if not boards and not tags:
        return []
    adapt = connections[Topic.objects.db].ops.adapt_datetimefield_value
    until = adapt(before or timezone.now() + timedelta(days=1))
    ever = adapt(timezone.now() - timedelta(days=36_500))
    values = [*boards, *tags, until, PUBLISHED_LATER, until, OF_EACH, OF_EACH, until, until, ever, most]
    with connections[Topic.objects.db].cursor() as cursor:
        cursor.execute(SQL.format(boards=_rows(boards), tags=_rows(tags)), values)
        return [pk for (pk,) in cursor.fetchall()]


def _rows(numbers: Sequence[int]) -> str:
    """A table of one column; also one without rows."""
    return f"VALUES {', '.join(['(%s)'] * len(numbers))}" if numbers else "SELECT 0 WHERE 1 = 0"
