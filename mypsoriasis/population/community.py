"""Writes the plan into the database, a few hundred topics at a time."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.text import slugify

from discussion.models import Post, Reaction, Thread
from forum.actions import SEARCH_KIND
from forum.models import Board, Topic
from members.models import TERMS_VERSION, Member
from members.names import name_key
from moderation.models import Status, Version
from rendering.excerpt import plain_text
from search import index

from .plan import ASSESSMENT, PlannedThread, Planner
from .texts import Writer

MAIL_DOMAIN = "populate.example"
POSTS_AT_ONCE = 2000
MEMBERS_AT_ONCE = 2000
NAMED_AT_ONCE = 10_000  # SQLite takes no more than 32,766 values in one statement
TITLE_OF_LONG = "What do you know about stem cells? A thread of {posts} replies"
GIVEN_TIMES = ((Topic, "created_at"), (Topic, "last_activity_at"), (Post, "created_at"), (Version, "created_at"))


@dataclass(frozen=True)
class Wish:
    """posts: questions, answers and replies together. long_threads: how many answers each gets, beside the posts."""

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
    """Each part is one transaction: stopped in between, the database holds whole threads with true counters."""

    def __init__(self, wish: Wish, tell: Callable[[str], None] = lambda line: None):
        self.wish, self.tell = wish, tell
        self.random = Random(wish.seed)
        self.writer = Writer(self.random)
        self.now = timezone.now()
        self.boards = list(Board.objects.all())
        self.types = {model: ContentType.objects.get_for_model(model) for model in (Topic, Post)}

    def build(self) -> None:
        """Raises ValueError when there is no board to ask on."""
        if not self.boards:
            raise ValueError("There are no boards. Load the library first: manage.py load_library")
        members = self._members()
        planner = Planner(self.random, self.writer, members, self.now)
        written = 0
        for part in _parts(self._sizes()):
            self._store([planner.thread(posts) for posts in part])
            written += sum(part)
            self.tell(f"{written}/{self.wish.posts} posts")
        for answers in self.wish.long_threads:
            title = TITLE_OF_LONG.format(posts=answers)
            self._store([planner.thread(answers + 1, title=title, only_answers=True)])
            self.tell(title)

    def _members(self) -> list[int]:
        taken = set(Member.objects.values_list("username_key", flat=True))
        joined = self.now - timedelta(days=400)
        keys: list[int] = []
        for start in range(0, self.wish.members, MEMBERS_AT_ONCE):
            number = min(MEMBERS_AT_ONCE, self.wish.members - start)
            new = [self._member(self._free_name(taken), joined) for _ in range(number)]
            with transaction.atomic():
                Member.objects.bulk_create(new)
                EmailAddress.objects.bulk_create(
                    EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in new
                )
            keys += [member.pk for member in new]
            self.tell(f"{len(keys)}/{self.wish.members} members")
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
        )
        member.set_unusable_password()
        return member

    def _sizes(self) -> list[int]:
        """How many posts each topic gets: one each, the others with a few topics far ahead of the rest."""
        if not self.wish.topics:
            return []
        popularity = [1 / (rank + 3) for rank in range(self.wish.topics)]
        more = Counter(self.random.choices(range(self.wish.topics), popularity, k=self.wish.posts - self.wish.topics))
        sizes = [1 + more[at] for at in range(self.wish.topics)]
        self.random.shuffle(sizes)
        return sizes

    @transaction.atomic
    def _store(self, planned: list[PlannedThread]) -> None:
        with _times_as_given():
            Thread.objects.bulk_create(one.thread for one in planned)
            topics = Topic.objects.bulk_create(self._topic(one) for one in planned)
            posts = Post.objects.bulk_create([post for one in planned for post in _with_thread(one)])
            Version.objects.bulk_create(version for post in posts for version in self._versions(post))
        Reaction.objects.bulk_create(
            (
                Reaction(post=post, member_id=member, kind=kind)
                for one in planned
                for post, member, kind in one.reactions
            ),
            batch_size=POSTS_AT_ONCE,
        )
        owner = Topic.objects.filter(thread=OuterRef("pk")).values("pk")
        Thread.objects.filter(pk__in=[one.thread.pk for one in planned]).update(
            owner_type=self.types[Topic], owner_id=Subquery(owner)
        )
        self._count(topics, posts)
        index.write_all([self._document(topic, one.question) for topic, one in zip(topics, planned, strict=True)])

    def _topic(self, planned: PlannedThread) -> Topic:
        question = planned.question
        return Topic(
            thread=planned.thread,
            board=self.random.choice(self.boards),
            title=question.title,
            slug=slugify(question.title)[:160].strip("-"),
            author_id=question.author_id,
            visible=True,
            answered=planned.answered,
            answers_count=planned.thread.answers_count,
            created_at=question.published_at,
            last_activity_at=planned.last_activity_at,
        )

    def _versions(self, post: Post) -> Iterator[Version]:
        for number in range(1, post.latest_version + 1):
            yield Version(
                content_type=self.types[Post],
                object_id=post.pk,
                number=number,
                title=post.title,
                body=post.body,
                html=post.html,
                outcome=post.outcome,
                assessment=ASSESSMENT,
                created_at=post.created_at if number == 1 else post.edited_at,
            )

    def _count(self, topics: list[Topic], posts: list[Post]) -> None:
        for board, number in Counter(topic.board_id for topic in topics).items():
            Board.objects.filter(pk=board).update(topics_count=F("topics_count") + number)
        by_number: dict[int, list[int]] = {}
        for author, number in Counter(post.author_id for post in posts if post.status == Status.PUBLISHED).items():
            by_number.setdefault(number, []).append(author)
        for number, authors in by_number.items():
            for start in range(0, len(authors), NAMED_AT_ONCE):
                named = Member.objects.filter(pk__in=authors[start : start + NAMED_AT_ONCE])
                named.update(published_posts=F("published_posts") + number)

    def _document(self, topic: Topic, question: Post):
        return index.document(
            kind=SEARCH_KIND,
            key=topic.pk,
            title=topic.title,
            text=plain_text(question.html),
            url=topic.get_absolute_url(),
            updated_at=question.published_at,
        )


def _with_thread(planned: PlannedThread) -> list[Post]:
    for post in planned.posts:
        post.thread = planned.thread  # its number is known only now
    return planned.posts


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


@contextmanager
def _times_as_given() -> Iterator[None]:
    """Let rows keep the times they come with, which auto_now_add would replace by the present one."""
    fields = [model._meta.get_field(name) for model, name in GIVEN_TIMES]
    for given in fields:
        given.auto_now_add = False
    try:
        yield
    finally:
        for given in fields:
            given.auto_now_add = True
