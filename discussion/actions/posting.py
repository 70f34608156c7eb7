"""Sending and editing posts. Each is screened before, by the caller, outside the transaction."""

import math
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from detector import Assessment
from moderation import actions as moderation
from moderation.access import looks_after
from moderation.models import Version

from ..models import Audience, Post, Thread, ThreadAlias
from ..rendered import rendered

SLOW_PACE = timedelta(hours=1)  # in a thread that a moderator slowed down, each member may write once in this time


class OtherText(Exception):
    """The form was sent before, with another text."""

    def __init__(self, existing: Post):
        super().__init__(f"{existing!r} was stored under this key")
        self.existing = existing


class Slowed(Exception):
    """A moderator slowed the thread down, and its author wrote there less than an hour ago."""

    def __init__(self, seconds: int):
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class Opened(Exception):
    """The text was written for members only, and by now everyone can read the thread."""


@dataclass(frozen=True)
class Sent:
    """What a form sent. key: made with the form, so that sending twice stores once. for_members: as the form said."""

    author: object
    body: str
    key: str
    assessment: Assessment
    title: str = ""
    anonymous: bool = False
    for_members: bool = False


def submit_question(thread: Thread, sent: Sent) -> Post:
    """Store the question of a new thread."""
    return _once(sent, lambda: _store(thread, sent, turn=thread.take_turn(), answer_no=0, reply_no=0))


def submit_answer(thread: Thread, sent: Sent) -> Post:
    """Store an answer at the thread's next place. Raises Slowed, Opened; OtherText when the key had another text."""

    def store() -> Post:
        answer_no, turn = thread.take_answer_place()
        _check_readers(thread, sent)
        _check_pace(thread, sent.author)
        return _store(thread, sent, turn=turn, answer_no=answer_no, reply_no=0)

    return _once(sent, store)


def submit_reply(answer: Post, sent: Sent) -> Post:
    """Store a reply at the answer's next place. Raises Slowed, Opened; OtherText when the key had another text."""

    def store() -> Post:
        reply_no, turn = answer.take_reply_place(), answer.thread.take_turn()
        _check_readers(answer.thread, sent)
        _check_pace(answer.thread, sent.author)
        return _store(answer.thread, sent, turn=turn, answer_no=answer.answer_no, reply_no=reply_no)

    return _once(sent, store)


def edit(post: Post, *, title: str, body: str, assessment: Assessment, based_on: int) -> Version:
    """Store an edit. Raises moderation.actions.StaleEdit or MovedMeanwhile."""
    return moderation.revise(
        post, title=title, body=body, html=rendered(body), assessment=assessment, based_on=based_on
    )


def _store(thread: Thread, sent: Sent, *, turn: int, **place) -> Post:
    # A held text gives its turn away: it takes a new one when it is released.
    published_seq = turn if sent.assessment.outcome != "hold" else None
    post = Post(
        thread=thread,
        author=sent.author,
        title=sent.title,
        body=sent.body,
        submission_key=sent.key,
        published_seq=published_seq,
        alias=alias_in(thread, sent.author) if sent.anonymous else None,
        **place,
    )
    post.html = rendered(sent.body)
    moderation.admit(post, sent.assessment)
    return post


def alias_in(thread: Thread, member) -> ThreadAlias:
    """The member's alias in this thread, the same each time. Within the transaction that took the place: that locks
    the thread's row, so of two texts sent at once the second finds the alias of the first."""
    found = ThreadAlias.objects.filter(thread=thread, member=member).first()
    return found or ThreadAlias.objects.create(thread=thread, member=member, number=thread.take_alias_number())


def _check_readers(thread: Thread, sent: Sent) -> None:
    """After the place is taken, which reads the thread's row anew and locks it: nobody opens it from here on."""
    if sent.for_members and thread.audience == Audience.EVERYONE:
        raise Opened


def _check_pace(thread: Thread, author) -> None:
    """Raise Slowed where the author wrote within the hour. After the place is taken: that locks the thread's row,
    so of two texts sent at once the second sees the first."""
    if not thread.is_slow or looks_after(author, thread.owner.place_key):
        return
    now = timezone.now()
    lately = Post.objects.filter(thread=thread, author=author, created_at__gt=now - SLOW_PACE)
    if last := lately.aggregate(last=Max("created_at"))["last"]:
        raise Slowed(math.ceil((last + SLOW_PACE - now).total_seconds()))


def _once(sent: Sent, store) -> Post:
    try:
        with transaction.atomic():
            return store()
    except (IntegrityError, Slowed, Opened):
        # The same form a second time: it is refused, and it finds what the first has stored.
        if existing := sent_before(sent):
            return existing
        raise


def sent_before(sent: Sent) -> Post | None:
    """The post this form has stored already. Raises OtherText when that was another text."""
    if not sent.key:
        return None
    existing = Post.objects.filter(author=sent.author, submission_key=sent.key).select_related("thread").first()
    if existing is None:
        return None
    first = existing.version_numbered(1)
    if (first.title, first.body) != (sent.title, sent.body):
        raise OtherText(existing)
    return existing
