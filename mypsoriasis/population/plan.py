"""What stands in a thread, before anything is stored: who writes what where, and which counters follow from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import rendering
from detector import Assessment
from discussion.models import Audience, Post, Thread, ThreadAlias
from moderation.models import Status

ASSESSMENT = Assessment(outcome="publish", score=0.0, act="", version="population").to_dict()
REPLY_SHARE, WITHDRAWN_SHARE, EDITED_SHARE, REACTED_SHARE, HELPED_SHARE = 0.3, 0.01, 0.03, 0.2, 0.5
MEMBERS_ONLY_SHARE, ANONYMOUS_SHARE = 0.08, 0.03
MOST_REACTIONS = 4
KINDS = ("helpful", "thanks", "me_too", "support")


@dataclass
class PlannedThread:
    """A thread with its unsaved posts in the order in which they were published, the question first."""

    thread: Thread
    posts: list[Post]
    reactions: list[tuple[Post, int, str]] = field(default_factory=list)  # post, number of the member, kind
    aliases: dict[int, ThreadAlias] = field(default_factory=dict)  # by the number of the member

    @property
    def question(self) -> Post:
        return self.posts[0]

    @property
    def last_activity_at(self) -> datetime:
        return max(post.published_at for post in self.posts if post.status == Status.PUBLISHED)

    @property
    def answered(self) -> bool:
        return any(post.helpful_to_asker for post in self.posts)

    def joined(self) -> None:
        """The thread is stored and has its number: what belongs to it learns it."""
        for row in (*self.posts, *self.aliases.values()):
            row.thread = self.thread

    def named(self) -> None:
        """The aliases are stored: the posts written under them learn theirs."""
        for post in self.posts:
            post.alias = post.alias


class Planner:
    """members: their primary keys, any of whom may write."""

    def __init__(self, random: Random, writer, members: Sequence[int], now: datetime):
        self.random, self.writer, self.members, self.now = random, writer, members, now

    def thread(self, posts: int, asked: datetime, *, title: str = "", only_answers: bool = False) -> PlannedThread:
        """A question with posts - 1 answers and replies. only_answers: no replies, all of it public and signed."""
        thread = Thread()
        if not only_answers and self.random.random() < MEMBERS_ONLY_SHARE:
            thread.audience = Audience.MEMBERS
        question = self._post(thread, asked, answer_no=0)
        question.title = title or self.writer.title()
        planned = PlannedThread(thread, [question])
        answers: list[Post] = []
        moment = asked
        # The last post is in the past, however many there are.
        pause = (self.now - asked).total_seconds() / posts
        for _ in range(posts - 1):
            moment += timedelta(seconds=self.random.uniform(0.1, 1) * pause)
            if answers and not only_answers and self.random.random() < REPLY_SHARE:
                post = self._reply(thread, self.random.choice(answers), moment)
            else:
                post = self._post(thread, moment, answer_no=len(answers) + 1)
                answers.append(post)
            planned.posts.append(post)
        if not only_answers:
            self._withdraw(planned)
            self._hide_names(planned)
        self._mark(planned, answers)
        _count(planned, answers)
        return planned

    def _post(self, thread: Thread, moment: datetime, **place: int) -> Post:
        body, html = self.writer.text()
        post = Post(
            thread=thread,
            author_id=self.random.choice(self.members),
            body=body,
            html=html,
            renderer=rendering.VERSION,
            status=Status.PUBLISHED,
            outcome=ASSESSMENT["outcome"],
            created_at=moment,
            published_at=moment,
            index_due=False,  # it is written into the index together with its thread
            **place,
        )
        if self.random.random() < EDITED_SHARE:
            post.version = post.latest_version = 2
            post.edited_at = moment + timedelta(hours=1)
        return post

    def _reply(self, thread: Thread, answer: Post, moment: datetime) -> Post:
        answer.last_reply_no += 1
        return self._post(thread, moment, answer_no=answer.answer_no, reply_no=answer.last_reply_no)

    def _withdraw(self, planned: PlannedThread) -> None:
        for post in planned.posts[1:]:
            if self.random.random() < WITHDRAWN_SHARE:
                post.status = Status.WITHDRAWN

    def _hide_names(self, planned: PlannedThread) -> None:
        """Now and then somebody writes under an alias, the same one in all of the thread."""
        for post in planned.posts:
            if self.random.random() >= ANONYMOUS_SHARE:
                continue
            alias = planned.aliases.get(post.author_id)
            if alias is None:
                number = len(planned.aliases) + 1
                alias = ThreadAlias(thread=planned.thread, member_id=post.author_id, number=number)
                planned.aliases[post.author_id] = alias
            post.alias = alias

    def _mark(self, planned: PlannedThread, answers: list[Post]) -> None:
        """Reactions, and now and then an answer that helped the asker."""
        for post in planned.posts:
            if post.status == Status.PUBLISHED and self.random.random() < REACTED_SHARE:
                for member in self.random.sample(self.members, k=min(MOST_REACTIONS, len(self.members))):
                    kind = self.random.choice(KINDS)
                    if member != post.author_id:
                        planned.reactions.append((post, member, kind))
                        setattr(post, f"{kind}_count", getattr(post, f"{kind}_count") + 1)
        public = [answer for answer in answers if answer.status == Status.PUBLISHED]
        if public and self.random.random() < HELPED_SHARE:
            self.random.choice(public).helpful_to_asker = True


def _count(planned: PlannedThread, answers: list[Post]) -> None:
    """What discussion.actions.counting would have counted, one post after the other."""
    thread = planned.thread
    for turn, post in enumerate(planned.posts, start=1):
        post.published_seq = turn
        if post.status != Status.PUBLISHED:
            continue
        if post.reply_no:
            thread.replies_count += 1
            answers[post.answer_no - 1].replies_count += 1
        elif post.answer_no:
            thread.answers_count += 1
            thread.last_published_answer_no = post.answer_no
    thread.last_answer_no = len(answers)
    thread.last_seq = len(planned.posts)
    thread.last_alias_no = len(planned.aliases)
