"""Grows an invented community until it has the size that was wished for."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from discussion.models import Post
from forum.models import Board, Tag, Topic
from members.models import TERMS_VERSION, Member
from members.names import name_key
from search.vocabulary import count_words

from ..progress import Tell, nothing
from .plan import Planner
from .readers import keep_of_members
from .storing import Store
from .texts import Writer

MAIL_DOMAIN = "populate.example"
OLDEST, NEWEST = timedelta(days=700), timedelta(hours=1)  # when the first question was asked, and the last
ADDED_SINCE = timedelta(days=30)  # at least: what is added to a community that has its size already
UNANSWERED_SHARE = 0.3
POSTS_AT_ONCE = 5000  # the more, the less often the same pages of an index are written
MEMBERS_AT_ONCE = 2000
LONG = "What do you know about stem cells? A thread of "
TITLE_OF_LONG = LONG + "{posts} replies"


@dataclass(frozen=True)
class Wish:
    """How many there shall be in the end, what was invented before included.

    posts: questions, answers and replies together. long_threads: how many answers each gets, beside the posts.
    """

    members: int
    topics: int
    posts: int
    seed: int
    long_threads: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.members < 2:
            raise ValueError("A community has at least 2 members.")
        if self.topics < 0 or self.posts < self.topics or (self.posts and not self.topics):
            raise ValueError("Every topic needs a post of its own: its question. Posts without a topic have no place.")
        if any(posts < 1 for posts in self.long_threads):
            raise ValueError("A long thread has at least 1 reply.")


class Community:
    """Each part is one transaction, so a build may be stopped at any moment; the next one goes on from there."""

    def __init__(self, wish: Wish, tell: Tell = nothing):
        self.wish, self.tell = wish, tell
        self.threads = Topic.objects.filter(author__in=invented_members()).exclude(title__startswith=LONG)
        self.topics = self.threads.count()
        self.posts = Post.objects.filter(thread__in=self.threads.values("thread")).count()
        # What is added later says other things than what is there, and is the same again for the same seed.
        self.random = Random(f"{wish.seed}/{self.posts}")
        self.writer = Writer(self.random)
        self.now = timezone.now()
        self.boards = list(Board.objects.all())

    def build(self) -> None:
        """Raises ValueError when there is no board to ask on, or no topic for the posts that are missing."""
        if not self.boards:
            raise ValueError("There are no boards. Load the library first: manage.py load_library")
        if self.wish.posts > self.posts and self.wish.topics <= self.topics:
            raise ValueError(f"All {self.topics} topics are written already, each whole: more posts need more topics.")
        members = self._members()
        planner = Planner(self.random, self.writer, members, self.now)
        store = Store(self.random, self.boards).store
        written = self.posts
        sizes = self._sizes()
        asked = self._moments(len(sizes))
        for part in _parts(sizes):
            store([planner.thread(posts, next(asked)) for posts in part])
            written += sum(part)
            self.tell("posts", written, max(written, self.wish.posts))
        for answers in self.wish.long_threads:
            title = TITLE_OF_LONG.format(posts=answers)
            if not Topic.objects.filter(title=title).exists():
                store([planner.thread(answers + 1, self.now - ADDED_SINCE, title=title, only_answers=True)])
            self.tell("replies to one question", answers, answers)
        # Words that nobody counted are not suggested, and the worker counts only every few hours.
        count_words()

    def _members(self) -> list[int]:
        """Everybody who may write: those who were there and those who are made now."""
        keys = list(invented_members().order_by("pk").values_list("pk", flat=True))
        boards = [board.pk for board in self.boards]
        tags = list(Tag.objects.values_list("pk", flat=True))
        taken = set(Member.objects.values_list("username_key", flat=True))
        joined = self.now - timedelta(days=400)
        while (missing := self.wish.members - len(keys)) > 0:
            made = [self._member(self._free_name(taken), joined) for _ in range(min(MEMBERS_AT_ONCE, missing))]
            with transaction.atomic():
                Member.objects.bulk_create(made)
                EmailAddress.objects.bulk_create(
                    EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in made
                )
                new = [member.pk for member in made]
                keys += new
                keep_of_members(self.random, new, keys, boards, tags)
            self.tell("members", len(keys), self.wish.members)
        return keys

    def _free_name(self, taken: set[str]) -> str:
        while (key := name_key(name := self.writer.name())) in taken:
            continue
        taken.add(key)
        return name

    def _member(self, name: str, joined: datetime) -> Member:
        member = Member(
            username=name,
            email=f"{name.lower().replace(' ', '.')}@{MAIL_DOMAIN}",
            date_joined=joined + timedelta(minutes=self.random.randrange(500_000)),
            agreed_at=joined,
            agreed_terms=TERMS_VERSION,
            visited_at=self.now - timedelta(minutes=self.random.randrange(60, 40_000)),
        )
        member.set_unusable_password()
        return member

    def _sizes(self) -> list[int]:
        """How many posts each missing topic gets: one each, the others with a few topics far ahead of the rest."""
        topics = self.wish.topics - self.topics
        if topics <= 0:
            return []
        answered = topics - int(topics * UNANSWERED_SHARE)
        popularity = [1 / (rank + 3) for rank in range(answered)]
        answers = max(self.wish.posts - self.posts - topics, 0)
        more = Counter(self.random.choices(range(answered), popularity, k=answers))
        sizes = [1 + more[at] for at in range(topics)]
        self.random.shuffle(sizes)
        return sizes

    def _moments(self, topics: int) -> Iterator[datetime]:
        """When each missing question was asked: one after the other, as their numbers say."""
        since, until = self.now - OLDEST, self.now - NEWEST
        if last := self.threads.aggregate(last=Max("created_at"))["last"]:
            since = min(last, self.now - ADDED_SINCE)
        for number in range(topics):
            yield since + (until - since) * (number + self.random.random()) / topics


def invented_members():
    return Member.objects.filter(email__endswith=f"@{MAIL_DOMAIN}")


def _parts(sizes: list[int]) -> Iterator[list[int]]:
    """Whole threads, together about as many posts as are stored at once."""
    part: list[int] = []
    for size in sizes:
        part.append(size)
        if sum(part) >= POSTS_AT_ONCE:
            yield part
            part = []
    if part:
        yield part
