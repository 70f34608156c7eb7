"""What members were told of the texts written while processes died: each once in the app, by mail twice at most."""

import re
import time
from collections import Counter

from django.utils import timezone

from discussion.models import Post
from forum.models import Topic
from mypsoriasis.management.commands.worker import jobs
from notifications.models import Notice, OutgoingMail, Telling

from .findings import Findings
from .posters import ANSWER, REPLY, Deed

STUCK_AFTER = 120  # seconds in which nothing more was done
MOST_MAILS = 2
NUMBER_OF_MAIL = re.compile(r"<mail-(\d+)-")


def finish_work() -> None:
    """Do what is still to be told, sent and indexed, without waiting for what a killed worker left to fall due."""
    told, mails = Telling.objects.waiting(), OutgoingMail.objects.filter(sent_at=None, taken_back_at=None)
    texts = Post.objects.to_index().filter(index_due=True)
    left, moved_at = None, time.monotonic()
    while time.monotonic() < moved_at + STUCK_AFTER:
        for waiting in (told, mails):
            waiting.update(due_at=timezone.now())
        for job in jobs():
            job.run()
        before, left = left, [waiting.count() for waiting in (told, mails, texts)]
        if not any(left):
            return
        if left != before:
            moved_at = time.monotonic()


def check_news(findings: Findings, deeds: list[Deed], mails: Counter) -> None:
    """mails: how often the mail server was given each Message-ID."""
    written = [deed for deed in deeds if deed.acknowledged and deed.kind in (ANSWER, REPLY)]
    told = Counter(Notice.objects.values_list("member_id", "about"))
    for member, post in _expected(written):
        findings.expect_equal(f"notices of post {post} for member {member}", told[member, f"post:{post}"], 1)
    for (member, about), times in told.items():
        findings.expect(times == 1, f"member {member} was told {times} times of {about}")
    findings.expect(not Telling.objects.waiting().exists(), f"texts nobody was told of: {Telling.objects.waiting()}")
    findings.did["notices"] = sum(told.values())
    _check_mails(findings, mails)


def _expected(written: list[Deed]) -> set[tuple[int, int]]:
    """Whom each text must reach: who asked, and who is replied to."""
    numbers = [deed.post for deed in written]
    expected = set()
    for post in Post.objects.filter(pk__in=numbers).select_related("thread"):
        reached = {Topic.objects.get(thread=post.thread_id).author_id}
        if post.reply_no:
            reached.add(post.answer.author_id)
        expected |= {(member, post.pk) for member in reached - {post.author_id}}
    return expected


def _check_mails(findings: Findings, mails: Counter) -> None:
    by_number: Counter = Counter()
    for message_id, times in mails.items():
        number = NUMBER_OF_MAIL.match(message_id or "")
        findings.expect(number is not None, f"a mail with the Message-ID {message_id}")
        if number:
            by_number[int(number[1])] += times
    written = Counter(OutgoingMail.objects.exclude(about="").values_list("member_id", "about"))
    twice = [mail for mail, times in written.items() if times > 1]
    findings.expect(not twice, f"mails to one member about one text: {twice}")
    for mail in OutgoingMail.objects.all():
        times = by_number.pop(mail.pk, 0)
        findings.expect(1 <= times <= MOST_MAILS, f"{mail} was sent {times} times")
        findings.expect(mail.sent_at is not None, f"{mail} is not marked as sent")
        findings.did["mails"] += 1
        findings.did["mails sent twice, by a worker killed before it could note the first"] += times == MOST_MAILS
    findings.expect(not by_number, f"mails that the outbox does not know: {dict(by_number)}")
