"""Everything the site does outside a request."""

import logging
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from discussion.models import PendingText
from moderation import demotion, rescanning, retention, searching, shadow
from notifications.delivery import deliver_due_mail
from notifications.digests import write_due
from notifications.models import TAKEN_BACK_KEPT_FOR, Notice, OutgoingMail, Telling
from notifications.telling import tell_waiting

logger = logging.getLogger(__name__)
MINUTE = 60  # seconds
HOUR = 60 * MINUTE
DAY = 24 * HOUR
PAUSE = 1  # seconds between two looks at what is due


@dataclass
class Job:
    """Something done again and again. Every job may be killed at any time, and run twice at once."""

    run: Callable[[], object]
    every: int  # seconds
    due_at: float = 0.0  # by time.monotonic(); the first run comes at once


def forget_pending_texts() -> None:
    PendingText.objects.expired().delete()


def forget_old_mail() -> None:
    OutgoingMail.objects.forgettable().delete()
    for model in (Notice, Telling):
        model.objects.filter(taken_back_at__lte=timezone.now() - TAKEN_BACK_KEPT_FOR).delete()


def forget_expired_sessions() -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def jobs() -> list[Job]:
    """What the site needs done. New jobs are added here: this room may import every other."""
    return [
        Job(tell_waiting, every=PAUSE),
        Job(write_due, every=MINUTE),
        Job(deliver_due_mail, every=PAUSE),
        Job(rescanning.go_on, every=PAUSE),
        Job(shadow.go_on, every=PAUSE),
        Job(searching.go_on, every=PAUSE),
        Job(forget_pending_texts, every=HOUR),
        Job(forget_old_mail, every=HOUR),
        Job(forget_expired_sessions, every=HOUR),
        Job(retention.mail_overdue, every=HOUR),
        Job(retention.forget, every=DAY),
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
            if self.stopping or job.due_at > time.monotonic():
                continue
            try:
                job.run()
            except Exception:
                # A database that is away for a minute must not end the worker; the job comes round again.
                logger.exception("%s failed", job.run.__name__)
            job.due_at = time.monotonic() + job.every
