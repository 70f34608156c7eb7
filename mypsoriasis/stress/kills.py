"""Killed processes: web and task workers die by kill -9, in turn, while members write over HTTP."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from discussion.models import Post, Reaction
from forum import actions as forum
from notifications.models import Notice, OutgoingMail

from . import processes
from .findings import Findings
from .posters import ANSWER, EDIT, REACT, REPLY, Deed, Poster
from .scene import board, members, sent

POSTERS, TOPICS = 4, 6
WEB, TASK = "web", "task"
# Between two kills so much is done at least: answered forms, notices written and mails sent.
WORK = {WEB: 4, TASK: 2}
PAUSES = (0.0, 0.3)  # seconds after that, at least and at most
GIVE_UP_AFTER = 180  # seconds
LOOK_EVERY = 0.05


class Kills:
    """folder: where the processes write what they have to say."""

    def __init__(self, findings: Findings, random: Random, folder: Path):
        self.findings, self.random, self.folder = findings, random, folder
        self.askers, self.writers = members("Asker", TOPICS), members("Writer", POSTERS)

    def run(self, number: int, tell: Callable[[str, int, int], None]) -> list[Deed]:
        """Kill so many processes, half of them web workers; what the members sent meanwhile."""
        threads = [self._ask(at) for at in range(TOPICS)]
        answers: list[tuple[int, int]] = []
        with processes.running(os.environ, self.folder) as site:
            self.posters = [
                Poster(site.port, who, threads, answers, Random(self.random.random())) for who in self.writers
            ]
            for poster in self.posters:
                poster.start()
            try:
                self._kill(site, number, tell)
            finally:
                for poster in self.posters:
                    poster.stopping.set()
                for poster in self.posters:
                    poster.join()
        deeds = [deed for poster in self.posters for deed in poster.deeds]
        self._check(deeds)
        return deeds

    def _ask(self, number: int) -> int:
        title = f"Which kill is number {number}?"
        return forum.ask(board(), sent(self.askers[number], "How are you today?", title=title)).thread_id

    def _kill(self, site: processes.Site, number: int, tell: Callable[[str, int, int], None]) -> None:
        kinds = {WEB: (site.kill_web_worker, self._forms), TASK: (site.kill_task_worker, self._news)}
        done = {kind: work() for kind, (_kill, work) in kinds.items()}
        for at in range(number):
            kind = WEB if at % 2 == 0 else TASK
            kill, work = kinds[kind]
            self._wait(site, lambda: work() >= done[kind] + WORK[kind])
            time.sleep(self.random.uniform(*PAUSES))
            self._wait(site, kill)
            done[kind] = work()
            self.findings.did[f"kills of {kind} workers"] += 1
            tell("kills", at + 1, number)

    def _wait(self, site: processes.Site, happened: Callable[[], bool]) -> None:
        give_up_at = time.monotonic() + GIVE_UP_AFTER
        while not happened():
            if time.monotonic() > give_up_at:
                raise processes.NotRunning(f"Nothing happened for {GIVE_UP_AFTER} seconds:\n{site.log.read_text()}")
            time.sleep(LOOK_EVERY)

    def _forms(self) -> int:
        return sum(poster.answered for poster in self.posters)

    def _news(self) -> int:
        return Notice.objects.count() + OutgoingMail.objects.exclude(sent_at=None).count()

    def _check(self, deeds: list[Deed]) -> None:
        """Every acknowledged text is there exactly once, as it was sent; every acknowledged mark too."""
        for deed in deeds:
            self.findings.did["forms sent"] += 1
            self.findings.did["of these sent again, after a kill"] += deed.attempts > 1
            if not deed.acknowledged:
                self.findings.faults.append(f"{deed.kind} at {deed.url}: answered {deed.status}")
            elif deed.kind in (ANSWER, REPLY):
                self._check_text(deed)
            elif deed.kind == EDIT:
                self._check_edit(deed)
            elif deed.kind == REACT:
                rows = Reaction.objects.filter(post=deed.post, member=deed.member, kind="thanks").count()
                self.findings.expect_equal(f"thanks by {deed.member} for post {deed.post}", rows, 1)
        written = Post.objects.filter(author__in=self.writers).count()
        texts = sum(deed.kind in (ANSWER, REPLY) for deed in deeds)
        self.findings.expect_equal("texts of the writers", written, texts)

    def _check_text(self, deed: Deed) -> None:
        own = Post.objects.filter(author=deed.member, submission_key=deed.fields["key"])
        self.findings.expect_equal(f"{deed.kind} at {deed.url}", [post.pk for post in own], [deed.post])
        first = [post.version_numbered(1).body for post in own]
        self.findings.expect_equal(f"text of post {deed.post}", first, [deed.fields["body"]])

    def _check_edit(self, deed: Deed) -> None:
        post = Post.objects.get(pk=deed.post)
        version = post.version_numbered(deed.fields["based_on"] + 1)
        self.findings.expect_equal(f"edit of post {deed.post}", version.body, deed.fields["body"])
