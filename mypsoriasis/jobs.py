"""The worker's jobs, and the notes it keeps of them. Notes are few: a job that comes every second and finds nothing to do
is noted once a minute.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from .models import JobRun

logger = logging.getLogger(__name__)
MINUTE = 60  # seconds
NOTED_EVERY = MINUTE  # of a job that found nothing to do
BUSY_NOTED_EVERY = 10  # of one that did something
GONE_AFTER = timedelta(days=14)


@dataclass
class Job:
    """Something done again and again. Every job may be killed at any time, and run twice at once."""

    run: Callable[[], object]
    every: int  # seconds
    due_at: float = 0.0  # by time.monotonic(); the first run comes at once
    noted_at: float = float("-inf")

    @property
    def name(self) -> str:
        return f"{self.run.__module__}.{self.run.__qualname__}"

    def run_noted(self) -> None:
        """Run it, and note how that went. A failure is logged: the job comes round again."""
        started_at = timezone.now()
        if self.every >= MINUTE:
            self._note(last_started_at=started_at)
        try:
            result = self.run()
        except Exception as error:
            # A database that is away for a minute must not end the worker.
            logger.exception("%s failed", self.name)
            failed = {"last_failed_at": timezone.now(), "last_error": type(error).__name__[:80]}
            self._note(last_started_at=started_at, failures=F("failures") + 1, **failed)
        else:
            if self._is_worth_a_note(result):
                said = "" if result is None else str(result)[:80]
                self._note(last_started_at=started_at, last_ended_at=timezone.now(), failures=0, last_result=said)
        self.due_at = time.monotonic() + self.every

    def _is_worth_a_note(self, result: object) -> bool:
        since = time.monotonic() - self.noted_at
        return self.every >= MINUTE or since >= (BUSY_NOTED_EVERY if result else NOTED_EVERY)

    def _note(self, **changes) -> None:
        changes |= {"every": self.every, "next_due_at": timezone.now() + timedelta(seconds=self.every)}
        try:
            if not JobRun.objects.filter(name=self.name).update(**changes):
                JobRun.objects.bulk_create([JobRun(name=self.name, every=self.every)], ignore_conflicts=True)
                JobRun.objects.filter(name=self.name).update(**changes)
        except DatabaseError:
            logger.exception("%s could not be noted", self.name)
        self.noted_at = time.monotonic()


def forget_jobs_that_are_gone() -> None:
    """Of an earlier release: nobody runs them any more."""
    JobRun.objects.filter(next_due_at__lt=timezone.now() - GONE_AFTER).delete()
