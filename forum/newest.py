"""The newest questions of boards and tags together, at a cost that does not grow with what these hold."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connections
from django.utils import timezone

from .models import Topic

OF_EACH = 60  # of a board, of a tag
# Questions are numbered as they are asked, and a few are published later: the greatest number among these is enough.
PUBLISHED_LATER = 50
# Of each board, and of each tag, a short walk along the index of its newest questions.
SQL = """
    WITH shelf (board) AS ({boards}), word (tag) AS ({tags}),
    bound (topic) AS (
      SELECT COALESCE(MAX(id), 0) FROM (
        SELECT id FROM forum_topic WHERE visible AND created_at < %(until)s
        ORDER BY created_at DESC, id DESC LIMIT %(later)s
      ) last
    )
    SELECT DISTINCT id, created_at FROM ({walks}) found ORDER BY created_at DESC, id DESC LIMIT %(most)s
"""
# A walk for each row of the other table.
POSTGRESQL = """
    SELECT topic.id, topic.created_at FROM shelf CROSS JOIN LATERAL (
      SELECT id, created_at FROM forum_topic WHERE board_id = shelf.board AND visible AND created_at < %(until)s
      ORDER BY created_at DESC, id DESC LIMIT %(each)s
    ) topic
    UNION ALL
    SELECT topic.id, topic.created_at FROM word CROSS JOIN LATERAL (
      SELECT topic_id FROM forum_topic_tags
      WHERE tag_id = word.tag AND topic_id <= (SELECT topic FROM bound) ORDER BY topic_id DESC LIMIT %(each)s
    ) link JOIN forum_topic topic ON topic.id = link.topic_id
    WHERE topic.visible AND topic.created_at < %(until)s
"""
# SQLite has no such join: it looks up where the walk ends, and then goes it. CROSS JOIN keeps it from starting there.
SQLITE = """
    SELECT topic.id, topic.created_at FROM (
      SELECT board, (
        SELECT created_at FROM forum_topic WHERE board_id = shelf.board AND visible AND created_at < %(until)s
        ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET %(each)s
      ) AS since FROM shelf
    ) part CROSS JOIN forum_topic topic
    WHERE topic.board_id = part.board AND topic.visible AND topic.created_at < %(until)s
      AND topic.created_at > COALESCE(part.since, '')
    UNION ALL
    SELECT topic.id, topic.created_at FROM (
      SELECT tag, COALESCE((
        SELECT topic_id FROM forum_topic_tags WHERE tag_id = word.tag AND topic_id <= (SELECT topic FROM bound)
        ORDER BY topic_id DESC LIMIT 1 OFFSET %(each)s
      ), 0) AS since FROM word
    ) part CROSS JOIN forum_topic_tags link CROSS JOIN forum_topic topic
    WHERE link.tag_id = part.tag AND link.topic_id > part.since AND link.topic_id <= (SELECT topic FROM bound)
      AND topic.id = link.topic_id AND topic.visible AND topic.created_at < %(until)s
"""
WALKS = {"postgresql": POSTGRESQL, "sqlite": SQLITE}


def newest(boards: Sequence[int], tags: Sequence[int], *, most: int, before: datetime | None = None) -> list[int]:
    """Numbers of topics, newest first, at most `most`. Who may open them is the caller's to ask."""
    if not boards and not tags:
        return []
    connection = connections[Topic.objects.db]
    until = connection.ops.adapt_datetimefield_value(before or timezone.now() + timedelta(days=1))
    values = {"until": until, "later": PUBLISHED_LATER, "each": OF_EACH, "most": most}
    sql = SQL.format(boards=_rows(boards), tags=_rows(tags), walks=WALKS[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [pk for pk, _created_at in cursor.fetchall()]


def _rows(numbers: Sequence[int]) -> str:
    """A table of one column; also one without rows. Numbers alone go into the statement."""
    return f"VALUES {', '.join(f'({int(number)})' for number in numbers)}" if numbers else "SELECT 0 WHERE 1 = 0"
