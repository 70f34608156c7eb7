"""The worker: everything the site does outside a request."""

import os
import signal
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail as django_mail
from django.core.management import call_command
from django.utils import timezone

from discussion.models import PendingText
from mypsoriasis.management.commands import worker
from notifications.models import OutgoingMail


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

    monkeypatch.setattr(worker, "jobs", lambda: [worker.Job(failing, every=60), worker.Job(lambda: ran.append(1), every=60)])
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
