"""What members have for themselves: what they follow and were told, how far they have read, whom they do not meet."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from discussion.models import Post, ReadPosition
from members.models import Block
from moderation.models import Status
from notifications import words
from notifications.models import Follow, Notice

from .bulk import insert
from .plan import PlannedThread

AT_ONCE = 2000
SUBJECT = "post"  # as discussion calls its posts to notifications
READ_TO_THE_END_SHARE, READ_NOTICES_SHARE = 0.6, 0.8
# How many members in a hundred follow so.
FOLLOWS_EXPLAINERS, FOLLOWS_BOARD, FOLLOWS_TAG, FOLLOWS_MEMBER, BLOCKS = 0.1, 0.2, 0.15, 0.1, 0.02


def keep_of_threads(random: Random, planned: Iterable[PlannedThread]) -> None:
    """Whoever writes in a thread follows it, and has read it up to their own last text at least."""
    follows, positions = [], []
    for one in planned:
        for member, own in {post.author_id: post for post in one.posts}.items():
            at, end = own.published_at, one.thread.last_seq
            follows.append(Follow(member_id=member, what=f"thread:{one.thread.pk}", created_at=at))
            seq = end if random.random() < READ_TO_THE_END_SHARE else random.randint(own.published_seq, end)
            positions.append(ReadPosition(member_id=member, thread=one.thread, seq=seq, read_at=at))
    insert(follows)
    insert(positions)


def tell_of_threads(random: Random, planned: Iterable[PlannedThread]) -> None:
    """Who asked was told of each reply, who was replied to as well; most of it they have read."""
    insert(_notice(random, post, member, kind) for one in planned for post, member, kind in _told(one))


def _told(planned: PlannedThread) -> Iterator[tuple[Post, int, str]]:
    answers = {post.answer_no: post for post in planned.posts if post.is_answer}
    for post in planned.posts[1:]:
        if post.status != Status.PUBLISHED:
            continue
        told = {planned.question.author_id: Notice.Kind.ANSWER}
        if post.reply_no:
            told[answers[post.answer_no].author_id] = Notice.Kind.REPLY
        yield from ((post, member, kind) for member, kind in told.items() if member != post.author_id)


def _notice(random: Random, post: Post, member: int, kind: str) -> Notice:
    return Notice(
        member_id=member,
        kind=kind,
        text=words.stored(kind),
        url=post.get_absolute_url(),
        about=f"{SUBJECT}:{post.pk}",
        subject_type=SUBJECT,
        subject_id=post.pk,
        place=f"thread:{post.thread_id}",
        created_at=post.published_at,
        read_at=post.published_at if random.random() < READ_NOTICES_SHARE else None,
    )


def keep_of_members(
    random: Random, new: Sequence[int], everybody: Sequence[int], boards: Sequence[int], tags: Sequence[int]
) -> None:
    """What new members follow beside threads, and whom they block."""
    follows = (Follow(member_id=member, what=what) for member, what in _followed(random, new, everybody, boards, tags))
    Follow.objects.bulk_create(follows, batch_size=AT_ONCE)
    pairs = ((member, random.choice(everybody)) for member in new if random.random() < BLOCKS)
    Block.objects.bulk_create(
        (
            Block(member_id=member, other_id=other, kind=random.choice(Block.Kind.values))
            for member, other in pairs
            if member != other
        ),
        batch_size=AT_ONCE,
    )


def _followed(
    random: Random, new: Sequence[int], everybody: Sequence[int], boards: Sequence[int], tags: Sequence[int]
) -> Iterator[tuple[int, str]]:
    for member in new:
        if random.random() < FOLLOWS_EXPLAINERS:
            yield member, "articles"
        for kind, share, choice in (
            ("board", FOLLOWS_BOARD, boards),
            ("tag", FOLLOWS_TAG, tags),
            ("member", FOLLOWS_MEMBER, everybody),
        ):
            if choice and random.random() < share:
                chosen = random.choice(choice)
                if (kind, chosen) != ("member", member):
                    yield member, f"{kind}:{chosen}"
