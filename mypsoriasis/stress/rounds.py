"""Races: the same form sent twice, edits that contradict each other, a hundred kind words at once.

Each round has a topic of its own. What it must come to is checked right after it; counters are counted anew at the end.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from random import Random

from discussion import actions
from discussion.actions import OtherText
from discussion.models import Post, Reaction, Thread
from forum import actions as forum
from forum.models import Topic
from members.models import Member
from moderation.actions import MovedMeanwhile, StaleEdit, withdraw
from moderation.models import Status

from ..deadlocks import again_after_deadlock
from .crowd import Crowd
from .findings import Findings
from .scene import PASSED, board, members, sent

AT_ONCE = 100
KINDS = Reaction.Kind.values
ANSWERS, REPLIES, EDITS = 6, 4, 3


class Broken(Exception):
    """A race ended in an error; what was to be checked after it cannot be."""


class Rounds:
    """Runs in this process, on the actions that views call, and like these again where transactions met badly."""

    def __init__(self, findings: Findings, random: Random):
        self.findings, self.random = findings, random
        self.board, self.members = board(), members("Racer", AT_ONCE)

    def run(self, number: int, tell: Callable[[str, int, int], None]) -> None:
        with Crowd(AT_ONCE) as crowd:
            self.crowd = crowd
            for at in range(1, number + 1):
                with suppress(Broken):
                    self._round(at)
                self.findings.did["rounds"] += 1
                tell("rounds", at, number)

    def _round(self, number: int) -> None:
        self.name = f"round {number}"
        thread = self._ask()
        answers = self._answer(thread)
        self._reply(answers[0])
        self._two_texts(thread)
        self._edit(answers[1])
        self._edit_and_withdraw(answers[2])
        self._contrary_marks(thread, answers[3])
        self._react(answers[4])
        self._react_and_take_back(answers[5])

    def _ask(self) -> Thread:
        form = sent(self._somebody(), f"{self.name}: how are you today?", title=f"A question of {self.name}")
        posts = self._race("double submits", [partial(forum.ask, self.board, form)] * 3)
        self._equal("questions", {post.pk for post in posts}, {self._only(form)})
        self._equal("topics", Topic.objects.filter(author=form.author, thread=posts[0].thread_id).count(), 1)
        return posts[0].thread

    def _answer(self, thread: Thread) -> list[Post]:
        forms = [sent(who, f"{self.name}, answer by {who}.") for who in self._some(ANSWERS)]
        posts = self._race(
            "double submits",
            [partial(self._submit_answer, thread.pk, form) for form in forms * 2],
        )
        self._equal("answers", {post.pk for post in posts}, {self._only(form) for form in forms})
        self._equal("answers' places", sorted(post.answer_no for post in posts[:ANSWERS]), list(range(1, ANSWERS + 1)))
        return sorted(posts[:ANSWERS], key=lambda post: post.answer_no)

    def _reply(self, answer: Post) -> None:
        forms = [sent(who, f"{self.name}, reply by {who}.") for who in self._some(REPLIES)]

        def submit(form):
            return actions.submit_reply(Post.objects.select_related("thread").get(pk=answer.pk), form)

        posts = self._race("double submits", [partial(submit, form) for form in forms * 2])
        self._equal("replies", {post.pk for post in posts}, {self._only(form) for form in forms})
        self._equal("replies' places", sorted(post.reply_no for post in posts[:REPLIES]), list(range(1, REPLIES + 1)))

    def _two_texts(self, thread: Thread) -> None:
        """One form, sent with two texts: one is stored, and whoever sent the other is told."""
        form = sent(self._somebody(), f"{self.name}, one text.")
        other = sent(form.author, f"{self.name}, another text.", key=form.key)
        outcomes = self._race(
            "double submits",
            [partial(self._submit_answer, thread.pk, one) for one in (form, other)],
            allowed=(OtherText,),
        )
        self._equal("texts of one form", Post.objects.filter(author=form.author, submission_key=form.key).count(), 1)
        self._equal("refused texts", sum(isinstance(outcome, OtherText) for outcome in outcomes), 1)

    def _edit(self, post: Post) -> None:
        """Edits of the same version: one is stored, the others are told."""
        bodies = [f"{self.name}, edit {at}." for at in range(EDITS)]
        outcomes = self._race("contrary edits", [partial(self._edited, post.pk, body) for body in bodies], (StaleEdit,))
        won = [body for body, outcome in zip(bodies, outcomes, strict=True) if not isinstance(outcome, Exception)]
        now = Post.objects.get(pk=post.pk)
        self._equal("edits stored", len(won), 1)
        self._equal("the edited text", [now.body], won)
        self._equal("versions", (now.version, now.latest_version, now.versions().count()), (2, 2, 2))

    def _edit_and_withdraw(self, post: Post) -> None:
        """Whichever comes first, the text is withdrawn in the end; an edit that came too late is told."""

        def take_back():
            withdraw(Post.objects.select_related("thread").get(pk=post.pk))

        edits = [partial(self._edited, post.pk, f"{self.name}, mended.")]
        outcomes = self._race("contrary edits", [*edits, take_back], (MovedMeanwhile, StaleEdit))
        now = Post.objects.get(pk=post.pk)
        self._equal("withdrawn", now.status, Status.WITHDRAWN)
        self._equal("edits before it", now.latest_version, 1 if isinstance(outcomes[0], Exception) else 2)

    def _contrary_marks(self, thread: Thread, answer: Post) -> None:
        """Helpful and not, for everyone and for members: either may win, and every copy says the same (recount)."""

        def mark(on: bool):
            actions.set_helpful(Post.objects.select_related("thread").get(pk=answer.pk), on=on)

        def open_to(audience: str):
            forum.set_audience(Topic.objects.get(thread=thread.pk), audience)

        self._race(
            "contrary marks",
            [
                *(partial(mark, on) for on in (True, False, True)),
                *(partial(open_to, audience) for audience in ("members", "everyone", "members")),
            ],
        )

    def _react(self, post: Post) -> None:
        """A hundred at once, of fifty members: all are counted, and those who press twice are counted once."""
        wanted = [(who, self.random.choice(KINDS)) for who in self._some(AT_ONCE // 2)]
        self._race("reactions", [self._reaction(post, who, kind, True) for who, kind in wanted * 2])
        rows = set(Reaction.objects.filter(post=post).values_list("member_id", "kind"))
        self._equal("reactions", rows, {(who.pk, kind) for who, kind in wanted})
        self._equal("reactions counted", self._counted(post), len(wanted))

    def _react_and_take_back(self, post: Post) -> None:
        """Everybody gives and takes back at once: whatever is left, the counters say it."""
        wanted = [(who, self.random.choice(KINDS), on) for who in self._some(AT_ONCE // 2) for on in (True, False)]
        self._race("reactions", [self._reaction(post, who, kind, on) for who, kind, on in wanted])
        self._equal("reactions counted", self._counted(post), Reaction.objects.filter(post=post).count())

    def _race(self, what: str, calls: list[Callable[[], object]], allowed: tuple = ()) -> list:
        outcomes = self.crowd.at_once([partial(again_after_deadlock, call) for call in calls])
        self.findings.did[f"{what} at once"] += len(calls)
        errors = [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, allowed)]
        if errors:
            kinds = Counter(f"{type(error).__name__}: {error}".partition("\n")[0] for error in errors)
            self.findings.faults.append(f"{self.name}, {what}: {dict(kinds)}")
            raise Broken
        return outcomes

    def _reaction(self, post: Post, who: Member, kind: str, on: bool) -> Callable[[], object]:
        return partial(actions.react, post, member=who, kind=kind, on=on)

    def _submit_answer(self, thread: int, form: actions.Sent) -> Post:
        return actions.submit_answer(Thread.objects.get(pk=thread), form)

    def _edited(self, pk: int, body: str):
        post = Post.objects.select_related("thread").get(pk=pk)
        return actions.edit(post, title="", body=body, assessment=PASSED, based_on=1)

    def _counted(self, post: Post) -> int:
        now = Post.objects.get(pk=post.pk)
        return sum(getattr(now, f"{kind}_count") for kind in KINDS)

    def _only(self, form: actions.Sent) -> int:
        """The one post that a form made; -1 when it made none or more."""
        found = list(Post.objects.filter(author=form.author, body=form.body).values_list("pk", flat=True))
        return found[0] if len(found) == 1 else -1

    def _somebody(self) -> Member:
        return self.random.choice(self.members)

    def _some(self, number: int) -> list[Member]:
        return self.random.sample(self.members, number)

    def _equal(self, what: str, found: object, expected: object) -> None:
        self.findings.expect_equal(f"{self.name}, {what}", found, expected)
