"""What is new to a member: how far they have read each thread, the same on all their devices."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from notifications.follows import Followed

from .models import ANSWERS_PER_PAGE, REPLIES_SHOWN, Post, ReadPosition, Thread
from .newest import newest

COUNTED_AT_MOST = 100  # new posts of one thread in a list; of more the list says "99+"
# Of a member's own texts the last ones say where they wrote; of what is new there the last ones are news.
WRITTEN_AT_MOST = NEWS_AT_MOST = 500
SHOWN = re.compile(r"([0-9]{1,9})(?::(page|answer):([0-9]{1,9}))?")
# One statement, and conditional, so that of two devices the one that has read less changes nothing.
FURTHER = """
    INSERT INTO discussion_readposition (member_id, thread_id, seq, read_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (member_id, thread_id) DO UPDATE SET seq = excluded.seq, read_at = excluded.read_at
    WHERE discussion_readposition.seq < excluded.seq
"""


def position(member, thread: Thread) -> int | None:
    """The turn up to which the member has read the thread; None when they never opened it."""
    return ReadPosition.objects.filter(member=member, thread=thread).values_list("seq", flat=True).first()


def read(member, thread: Thread, *, upto: int, page: int = 0, answer: int = 0) -> None:
    """The member has seen one page of a thread. Only upwards, and never past what stands unread on other pages.

    upto: the thread's last turn when the page was made. page or answer: which part was shown; neither: all of it.
    """
    upto = min(upto, thread.last_seq)
    if page or answer:
        first = _first_unread_elsewhere(member, thread, upto, page=page, answer=answer)
        upto = upto if first is None else first - 1
    with connection.cursor() as cursor:
        cursor.execute(FURTHER, [member.pk, thread.pk, upto, connection.ops.adapt_datetimefield_value(timezone.now())])


def shown_on(page) -> str:
    """What a form on this page of a thread (pages.ThreadPage) says of it to wrote()."""
    if page.is_whole:
        return str(page.thread.last_seq)
    return shown_of(page.thread, page=page.number, answer=page.only_answer)


def shown_of(thread: Thread, *, page: int, answer: int = 0) -> str:
    part = f"answer:{answer}" if answer else f"page:{page}"
    return f"{thread.last_seq}:{part}"


def wrote(member, post: Post, shown: str) -> None:
    """Whoever posts has read as far as the page with their form showed the thread; who asks, their own question.

    Pages say by a script that they were read: this is for those who never run one.
    """
    if post.is_question:
        read(member, post.thread, upto=0)
    elif found := SHOWN.fullmatch(shown):
        upto, part, number = found.groups()
        read(member, post.thread, upto=int(upto), **({part: int(number)} if part else {}))


def first_new(member, thread: Thread) -> Post | None:
    """The oldest post the member has not read; of a thread they never opened, nothing."""
    seq = position(member, thread)
    if seq is None:
        return None
    return _unread(member, thread).filter(published_seq__gt=seq).order_by("published_seq").first()


def counts(member, threads: Iterable[int]) -> dict[int, int]:
    """How many posts of each of these threads are new to a member who has opened it before: {thread: number}."""
    mine = ReadPosition.objects.filter(member=member, thread=OuterRef("thread")).values("seq")
    new = (
        Post.objects.readable_by(member)
        .published()
        .filter(thread__in=list(threads))
        .exclude(author=member)
        .annotate(seen=Subquery(mine))
        .filter(seen__isnull=False)
        .filter(published_seq__gt=Greatest(F("seen"), F("thread__last_seq") - COUNTED_AT_MOST))
    )
    return dict(new.order_by().values_list("thread").annotate(new=Count("pk")))


def in_followed_threads(member, follows: Followed, *, since: datetime | None = None, before: datetime | None = None):
    """Readable posts of others in threads the member follows or wrote in, without those they muted: the newest of them.

    They are found first and asked about then, or a thread of ten thousand posts would cost as much each time.
    """
    wrote_in = Post.objects.filter(author=member).order_by("-created_at").values_list("thread", flat=True)
    chosen = {*follows.chosen.get("thread", []), *wrote_in[:WRITTEN_AT_MOST]} - {*follows.muted.get("thread", [])}
    found = newest(sorted(chosen), but_of=member.pk, most=NEWS_AT_MOST, since=since, before=before)
    return Post.objects.readable_by(member).published().filter(pk__in=found)


def _unread(member, thread: Thread):
    return Post.objects.readable_by(member).published().filter(thread=thread).exclude(author=member)


def _first_unread_elsewhere(member, thread: Thread, upto: int, *, page: int, answer: int) -> int | None:
    seen = position(member, thread) or 0
    here = Q(answer_no=0) | Q(answer_no=answer)
    if not answer:
        first = (page - 1) * ANSWERS_PER_PAGE + 1
        here = Q(answer_no=0) | Q(
            answer_no__range=(first, first + ANSWERS_PER_PAGE - 1), reply_no__lte=REPLIES_SHOWN
        )
    elsewhere = _unread(member, thread).filter(published_seq__gt=seen, published_seq__lte=upto).exclude(here)
    return elsewhere.aggregate(first=models.Min("published_seq"))["first"]
