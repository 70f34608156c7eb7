"""What members keep for themselves: what they follow, how far they have read, whom they do not want to meet."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from discussion.models import ReadPosition
from members.models import Block
from notifications.models import Follow

from .plan import PlannedThread

AT_ONCE = 2000
READ_TO_THE_END_SHARE = 0.6
# How many members in a hundred follow so.
FOLLOWS_EXPLAINERS, FOLLOWS_BOARD, FOLLOWS_TAG, FOLLOWS_MEMBER, BLOCKS = 0.1, 0.2, 0.15, 0.1, 0.02


def keep_of_threads(random: Random, planned: Iterable[PlannedThread]) -> None:
    """Whoever writes in a thread follows it, and has read it up to their own last text at least."""
    follows, positions = [], []
    for one in planned:
        last = {post.author_id: post.published_seq for post in one.posts}
        for member, own in last.items():
            follows.append(Follow(member_id=member, what=f"thread:{one.thread.pk}"))
            end = one.thread.last_seq
            seq = end if random.random() < READ_TO_THE_END_SHARE else random.randint(own, end)
            positions.append(ReadPosition(member_id=member, thread=one.thread, seq=seq))
    Follow.objects.bulk_create(follows, batch_size=AT_ONCE)
    ReadPosition.objects.bulk_create(positions, batch_size=AT_ONCE)


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
