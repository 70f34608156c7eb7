"""The worker: everything the site does outside a request."""

import os
import signal
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail as django_mail
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from discussion.models import PendingText
from mypsoriasis import jobs
from mypsoriasis.management.commands import worker
from mypsoriasis.models import JobRun
from notifications.models import Notice, OutgoingMail


@pytest.fixture(autouse=True)
def signals_as_before():
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    yield
    for name, handler in before.items():
        signal.signal(name, handler)


def test_one_round_sends_mail_and_forgets_what_has_expired(member):
    OutgoingMail.objects.create(member=member, subject="News", body="You have a reply.", path="/posts/7/")
    fresh = PendingText.objects.create(place="ask")
    PendingText.objects.create(place="ask", created_at=timezone.now() - timedelta(hours=25))
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(minutes=1))
    Session.objects.create(session_key="live", expire_date=timezone.now() + timedelta(days=1))

    call_command("worker", once=True)
    assert len(django_mail.outbox) == 1
    assert list(PendingText.objects.all()) == [fresh]
    assert [session.session_key for session in Session.objects.all()] == ["live"]


def test_a_job_that_fails_is_logged_and_the_others_run(monkeypatch, caplog, db):
    ran = []

    def failing():
        raise OSError("the database is away")

    monkeypatch.setattr(
        worker, "jobs", lambda: [worker.Job(failing, every=60), worker.Job(lambda: ran.append(1), every=60)]
    )
    call_command("worker", once=True)
    assert ran == [1]
    assert "failing failed" in caplog.text


def test_a_job_comes_round_again_only_when_it_is_due(db):
    ran = []
    hourly = worker.Job(lambda: ran.append("hourly"), every=3600)
    always = worker.Job(lambda: ran.append("always"), every=0)
    command = worker.Command()
    command.stopping = False
    command.run_due([hourly, always])
    command.run_due([hourly, always])
    assert ran == ["hourly", "always", "always"]


def test_a_signal_ends_the_worker_after_the_job_at_hand(monkeypatch, db):
    ran = []

    def interrupted():
        os.kill(os.getpid(), signal.SIGTERM)
        ran.append("to its end")

    monkeypatch.setattr(worker, "PAUSE", 0)
    monkeypatch.setattr(
        worker, "jobs", lambda: [worker.Job(interrupted, every=0), worker.Job(lambda: ran.append("next"), every=0)]
    )
    call_command("worker")
    assert ran == ["to its end"]


def test_each_run_is_noted_with_its_result_and_when_it_comes_again(db):
    before = timezone.now()
    worker.Job(_does_seven, every=3600).run_noted()
    run = JobRun.objects.get()
    assert run.name == "tests.site.test_worker._does_seven"
    assert (run.last_result, run.failures, run.is_late) == ("7", 0, False)
    assert before <= run.last_started_at <= run.last_ended_at
    assert run.next_due_at >= before + timedelta(hours=1)


def test_failures_in_a_row_are_counted_by_the_kind_of_error_until_one_run_goes_well(db, monkeypatch):
    job = worker.Job(_fails, every=60)
    job.run_noted()
    job.run_noted()
    run = JobRun.objects.get()
    assert (run.failures, run.last_error) == (2, "OSError")
    assert "secret" not in f"{run.last_error} {run.last_result}"

    JobRun.objects.update(name="tests.site.test_worker._does_seven")
    worker.Job(_does_seven, every=60).run_noted()
    run.refresh_from_db()
    assert (run.failures, run.last_error) == (0, "OSError")


def test_a_job_of_every_second_that_finds_nothing_is_noted_once_a_minute(db, max_queries, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(jobs.time, "monotonic", lambda: clock[0])
    idle = worker.Job(_does_nothing, every=1)
    idle.run_noted()
    with max_queries(0):
        for _second in range(50):
            clock[0] += 1
            idle.run_noted()
    clock[0] += 20
    with max_queries(1):
        idle.run_noted()


def test_a_note_that_cannot_be_written_ends_nothing(db, monkeypatch, caplog):
    def away(**_filter):
        raise OperationalError("the database is away")

    monkeypatch.setattr(JobRun.objects, "filter", away)
    worker.Job(_does_seven, every=60).run_noted()
    assert "could not be noted" in caplog.text


def test_every_job_of_the_worker_has_a_name_of_its_own():
    names = [job.name for job in worker.jobs()]
    assert len(names) == len(set(names))


def test_jobs_that_are_gone_are_forgotten(db):
    JobRun.objects.create(name="gone", every=60, next_due_at=timezone.now() - timedelta(days=30))
    kept = JobRun.objects.create(name="late", every=60, next_due_at=timezone.now() - timedelta(days=1))
    jobs.forget_jobs_that_are_gone()
    assert list(JobRun.objects.all()) == [kept]


def test_notices_are_forgotten_after_a_year(member):
    old = Notice.objects.create(member=member, kind="report", text="x", url="/")
    Notice.objects.update(created_at=timezone.now() - timedelta(days=400))
    kept = Notice.objects.create(member=member, kind="report", text="x", url="/")
    worker.forget_old_mail()
    assert list(Notice.objects.all()) == [kept] != [old]


def _does_seven():
    return 7


def _does_nothing():
    return 0


def _fails():
    raise OSError("a secret word")
