"""Writes planned threads with all that grows around them: rows, counters, copies for lists and search."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils.text import slugify

from discussion import indexing as replies
from discussion.models import Audience, Post, Reaction, Thread
from forum import indexing
from forum.models import Board, Tag, Topic
from members.models import Member
from moderation.models import Status, Version
from search import index

from .bulk import insert
from .plan import ASSESSMENT, PlannedThread
from .readers import keep_of_threads, tell_of_threads

NAMED_AT_ONCE = 10_000  # SQLite takes no more than 32,766 values in one statement
MOST_TAGS = 3
COUNTERS = {Audience.EVERYONE: "topics_count", Audience.MEMBERS: "members_topics_count"}


class Store:
    """Each call is one transaction: stopped in between, the database holds whole threads with true counters."""

    def __init__(self, random: Random, boards: Sequence[Board]):
        self.random, self.boards = random, boards
        self.tags = list(Tag.objects.offered())
        # As in life: the first few hold most of the questions.
        self.board_weights, self.tag_weights = _falling(len(boards)), _falling(len(self.tags))
        self.types = {model: ContentType.objects.get_for_model(model) for model in (Topic, Post)}

    @transaction.atomic
    def store(self, planned: Sequence[PlannedThread]) -> None:
        insert((one.thread for one in planned), numbered=True)
        for one in planned:
            one.joined()
        insert((alias for one in planned for alias in one.aliases.values()), numbered=True)
        for one in planned:
            one.named()
        topics = insert((self._topic(one) for one in planned), numbered=True)
        posts = insert((post for one in planned for post in one.posts), numbered=True)
        insert(version for post in posts for version in self._versions(post))
        insert(
            Reaction(post=post, member_id=who, kind=kind, created_at=post.published_at)
            for one in planned
            for post, who, kind in one.reactions
        )
        tags = self._tag(topics)
        self._own(planned)
        _count(topics, posts)
        keep_of_threads(self.random, planned)
        tell_of_threads(self.random, planned)
        insert(
            document
            for one, topic in zip(planned, topics, strict=True)
            for document in _documents(one, topic, tags.get(topic.pk, []))
        )

    def _topic(self, planned: PlannedThread) -> Topic:
        question = planned.question
        return Topic(
            thread=planned.thread,
            board=self.random.choices(self.boards, cum_weights=self.board_weights)[0],
            title=question.title,
            slug=slugify(question.title)[:160].strip("-"),
            author_id=question.author_id,
            alias=question.alias,
            audience=planned.thread.audience,
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

    def _own(self, planned: Sequence[PlannedThread]) -> None:
        owner = Topic.objects.filter(thread=OuterRef("pk")).values("pk")
        Thread.objects.filter(pk__in=[one.thread.pk for one in planned]).update(
            owner_type=self.types[Topic], owner_id=Subquery(owner)
        )

    def _tag(self, topics: Sequence[Topic]) -> dict[int, list[str]]:
        """Returns the slugs of each topic's tags."""
        link = Topic.tags.through
        links = insert(link(topic=topic, tag=tag) for topic in topics for tag in self._some_tags())
        slugs: dict[int, list[str]] = {}
        for one in links:
            slugs.setdefault(one.topic_id, []).append(one.tag.slug)
        return slugs

    def _some_tags(self) -> set[Tag]:
        if not self.tags:
            return set()
        return set(self.random.choices(self.tags, cum_weights=self.tag_weights, k=self.random.randint(0, MOST_TAGS)))


def _falling(number: int) -> list[float]:
    """Cumulative weights of which each next one counts for less."""
    return list(accumulate(1 / (rank + 1) for rank in range(number)))


def _documents(planned: PlannedThread, topic: Topic, tags: list[str]) -> Iterator[index.Document]:
    facts = indexing.given(
        topic, audience=topic.audience, answered=topic.answered, board=topic.board.slug, tags=tags
    )
    yield indexing.document(topic, planned.question, facts)
    yield from (
        replies.document(post, facts)
        for post in planned.posts
        if post.answer_no and post.status == Status.PUBLISHED
    )


def _count(topics: Sequence[Topic], posts: Sequence[Post]) -> None:
    for (board, audience), number in Counter((topic.board_id, topic.audience) for topic in topics).items():
        counter = COUNTERS[audience]
        Board.objects.filter(pk=board).update(**{counter: F(counter) + number})
    by_number: dict[int, list[int]] = {}
    for author, number in Counter(post.author_id for post in posts if post.status == Status.PUBLISHED).items():
        by_number.setdefault(number, []).append(author)
    for number, authors in by_number.items():
        for start in range(0, len(authors), NAMED_AT_ONCE):
            named = Member.objects.filter(pk__in=authors[start : start + NAMED_AT_ONCE])
            named.update(published_posts=F("published_posts") + number)
