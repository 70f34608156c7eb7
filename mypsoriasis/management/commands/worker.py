"""Everything the site does outside a request."""

import signal
import time
from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from articles.indexing import write_opened
from discussion import indexing
from discussion.models import PendingText
from moderation import demotion, rescanning, retention, searching, shadow
from mypsoriasis.jobs import MINUTE, Job, forget_jobs_that_are_gone
from newsletter import sending as newsletter
from notifications.delivery import deliver_due_mail
from notifications.digests import write_due
from notifications.models import NOTICES_KEPT_FOR, TAKEN_BACK_KEPT_FOR, Notice, OutgoingMail, Telling
from notifications.telling import tell_waiting
from search.vocabulary import count_words

HOUR = 60 * MINUTE
SIX_HOURS = 6 * HOUR
DAY = 24 * HOUR
PAUSE = 1  # seconds between two looks at what is due


def forget_pending_texts() -> None:
    PendingText.objects.expired().delete()


def forget_old_mail() -> None:
    now = timezone.now()
    OutgoingMail.objects.forgettable().delete()
    for model in (Notice, Telling):
        model.objects.filter(taken_back_at__lte=now - TAKEN_BACK_KEPT_FOR).delete()
    Notice.objects.filter(created_at__lte=now - NOTICES_KEPT_FOR).delete()


def forget_expired_sessions() -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def jobs() -> list[Job]:
    """What the site needs done. New jobs are added here: this room may import every other."""
    return [
        Job(tell_waiting, every=PAUSE),
        Job(write_due, every=MINUTE),
        Job(deliver_due_mail, every=PAUSE),
        Job(indexing.write_due, every=PAUSE),
        Job(write_opened, every=MINUTE),
        Job(count_words, every=SIX_HOURS),
        Job(rescanning.go_on, every=PAUSE),
        Job(shadow.go_on, every=PAUSE),
        Job(searching.go_on, every=PAUSE),
        Job(forget_pending_texts, every=HOUR),
        Job(forget_old_mail, every=HOUR),
        Job(forget_expired_sessions, every=HOUR),
        Job(newsletter.go_on, every=PAUSE),
        Job(newsletter.forget_stopped, every=DAY),
        Job(retention.mail_overdue, every=HOUR),
        Job(retention.forget, every=DAY),
        Job(forget_jobs_that_are_gone, every=DAY),
        Job(demotion.watch_rules, every=HOUR),
    ]


class Command(BaseCommand):
    help = (
        "Send mail and forget what has expired, until stopped. Run one or several; none of them holds anything "
        "that a killed one could lose."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do everything that is due, then end")

    def handle(self, *, once, **options):
        self.stopping = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        todo = jobs()
        while True:
            self.run_due(todo)
            if once or self.stopping:
                return
            time.sleep(PAUSE)
            close_old_connections()  # one that broke meanwhile is opened anew

    def stop(self, *_signal) -> None:
        """End after the job at hand."""
        self.stopping = True

    def run_due(self, todo: list[Job]) -> None:
        for job in todo:
            if not self.stopping and job.due_at <= time.monotonic():
                job.run_noted()
