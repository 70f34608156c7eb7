"""Counts everything anew, from the posts and reactions alone, and says which stored counter or copy differs.

For tests and bin/stress: it reads every row.
"""

from collections import Counter

from discussion.models import Audience, Post, Reaction, Thread, ThreadAlias
from forum.models import Board, Topic
from members.models import Member
from moderation.models import Status


def wrong_counters() -> list[str]:
    """One line for each stored counter that is not what a recount gives; none when all are true."""
    return [*_threads(), *_posts(), *_topics(), *_boards(), *_members()]


def _compare(row, **expected) -> list[str]:
    return [
        f"{type(row).__name__} {row.pk}: {name} is {getattr(row, name)}, counted {value}"
        for name, value in expected.items()
        if getattr(row, name) != value
    ]


def _threads() -> list[str]:
    wrong = []
    for thread in Thread.objects.all():
        posts = list(Post.objects.filter(thread=thread))
        answers = [post for post in posts if post.is_answer]
        public = [post for post in posts if post.status == Status.PUBLISHED and not post.is_question]
        turns = sorted(post.published_seq for post in posts if post.published_seq)
        wrong += _compare(
            thread,
            last_answer_no=max((post.answer_no for post in answers), default=0),
            last_published_answer_no=max((post.answer_no for post in public if post.is_answer), default=0),
            answers_count=sum(post.is_answer for post in public),
            replies_count=sum(not post.is_answer for post in public),
            last_seq=len(turns),
            last_alias_no=ThreadAlias.objects.filter(thread=thread).count(),
        )
        if turns != list(range(1, len(turns) + 1)):
            wrong.append(f"Thread {thread.pk}: turns {turns}")
    return wrong


def _posts() -> list[str]:
    wrong = []
    replies = Counter()
    last_reply = Counter()
    for post in Post.objects.filter(reply_no__gt=0):
        place = (post.thread_id, post.answer_no)
        replies[place] += post.status == Status.PUBLISHED
        last_reply[place] = max(last_reply[place], post.reply_no)
    said = Counter(Reaction.objects.values_list("post_id", "kind"))
    for post in Post.objects.all():
        place = (post.thread_id, post.answer_no) if post.is_answer else None
        marks = {f"{kind}_count": said[post.pk, kind] for kind in Reaction.Kind.values}
        wrong += _compare(post, replies_count=replies[place], last_reply_no=last_reply[place], **marks)
    return wrong


def _topics() -> list[str]:
    wrong = []
    for topic in Topic.objects.select_related("thread"):
        public = Post.objects.published().filter(thread=topic.thread_id)
        answers = public.filter(answer_no__gt=0, reply_no=0)
        wrong += _compare(topic, answers_count=answers.count(), answered=answers.filter(helpful_to_asker=True).exists())
        wrong += _compare(topic.thread, visible=topic.visible, audience=topic.audience, owner=topic)
    return wrong


def _boards() -> list[str]:
    visible = Counter(Topic.objects.filter(visible=True).values_list("board_id", "audience"))
    wrong = []
    for board in Board.objects.all():
        everyone, members = visible[board.pk, Audience.EVERYONE], visible[board.pk, Audience.MEMBERS]
        wrong += _compare(board, topics_count=everyone, members_topics_count=members)
    return wrong


def _members() -> list[str]:
    public = Counter(Post.objects.published().values_list("author_id", flat=True))
    return [line for member in Member.objects.all() for line in _compare(member, published_posts=public[member.pk])]
