"""What else changes when a post becomes readable or stops being so: places, counters, follows, notices, card."""

from django.contrib.auth import get_user_model
from django.db.models import F
from django.db.models.functions import Greatest

from notifications.actions import put_back, take_back, to_be_told
from notifications.follows import follow_own

from .. import indexing
from ..models import Post, Thread
from ..telling import tell_mentioned


def published(post: Post, *, first: bool) -> None:
    """Count the post, give it its turn in what is new, leave it to be told, tell the thread's owner."""
    thread, counts = post.thread, {}
    if post.is_answer:
        counts["answers_count"] = F("answers_count") + 1
        counts["last_published_answer_no"] = Greatest(F("last_published_answer_no"), post.answer_no)
    elif not post.is_question:
        counts["replies_count"] = F("replies_count") + 1
        _count_replies(post, +1)
    _give_card(post, counts)
    if counts:
        Thread.objects.filter(pk=thread.pk).update(**counts)
    if post.published_seq is None:
        # A text released late counts as new from now on, though its place is an early one.
        post.published_seq = thread.take_turn()
        Post.objects.filter(pk=post.pk).update(published_seq=post.published_seq)
    _count_author(post, +1)
    if first:
        to_be_told("post", post.pk)
        if post.author_id:
            follow_own(post.author_id, f"thread:{post.thread_id}")
    else:
        put_back(f"post:{post.pk}")
    if post.is_question:
        thread.owner.question_published(post, first=first)
    else:
        thread.owner.post_published(post, first=first)
        if not first:
            indexing.write_anew(post)


def revised(post: Post, *, before: str) -> None:
    """Another version took the place of the public one, whose HTML was `before`."""
    card: dict = {}
    _give_card(post, card)
    if card:
        Thread.objects.filter(pk=post.thread_id).update(**card)
    tell_mentioned(post, before)
    if post.is_question:
        post.thread.owner.question_published(post, first=False)
    else:
        indexing.write_anew(post)


def hidden(post: Post) -> None:
    """Undo the counting; what was told about the post and not yet sent is taken back."""
    thread = post.thread
    if post.is_answer:
        Thread.objects.filter(pk=thread.pk).update(
            answers_count=F("answers_count") - 1, last_published_answer_no=_last_published_answer_no(thread)
        )
    elif not post.is_question:
        Thread.objects.filter(pk=thread.pk).update(replies_count=F("replies_count") - 1)
        _count_replies(post, -1)
    _count_author(post, -1)
    take_back(f"post:{post.pk}")
    if post.is_question:
        thread.owner.question_hidden(post)
    else:
        thread.owner.post_hidden(post)
        indexing.forget(post)


def _give_card(post: Post, changes: dict) -> None:
    # Once given, the card stays: it belongs to the thread, not to the post that brought it.
    if post.outcome != "publish" and not post.thread.has_card:
        changes["has_card"] = True
        post.thread.has_card = True


def _last_published_answer_no(thread: Thread) -> int:
    answers = Post.objects.published().filter(thread=thread, reply_no=0, answer_no__gt=0)
    return answers.order_by("-answer_no").values_list("answer_no", flat=True).first() or 0


def _count_replies(post: Post, by: int) -> None:
    answer = Post.objects.filter(thread=post.thread_id, answer_no=post.answer_no, reply_no=0)
    answer.update(replies_count=F("replies_count") + by)


def _count_author(post: Post, by: int) -> None:
    if post.author_id:
        get_user_model().objects.filter(pk=post.author_id).update(published_posts=F("published_posts") + by)
