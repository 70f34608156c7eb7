"""bin/stress: a short run of it, and that it would see what it looks for."""

import os
import smtplib
import subprocess
import sys
import uuid
from email.message import EmailMessage
from pathlib import Path
from subprocess import Popen

import pytest
from django.db import connection

from discussion.indexing import write_due
from discussion.models import Post
from mypsoriasis.stress import __main__ as command
from mypsoriasis.stress.checks import check_everything
from mypsoriasis.stress.findings import FAULTS_SHOWN, Findings
from mypsoriasis.stress.sink import Sink
from search.models import Document

ROOT = Path(__file__).parents[2]
LASTS_AT_MOST = 300  # seconds


def run(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "mypsoriasis.stress", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LASTS_AT_MOST)


@pytest.fixture
def empty_database(db):
    """What to call an empty database of the engine that the tests run on."""
    if connection.vendor == "sqlite":
        yield "sqlite"
        return
    import psycopg

    server, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    name = f"stress_{uuid.uuid4().hex[:8]}"
    known = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    given = {key: connection.settings_dict[setting] or None for key, setting in known.items()}
    with psycopg.connect(**given, dbname="postgres", autocommit=True) as server_connection:
        server_connection.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        server_connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_twenty_rounds_and_five_kills_lose_nothing(empty_database):
    told = run("--rounds", "20", "--kills", "5", "--database", empty_database)

    assert told.returncode == 0, told.stdout + told.stderr
    assert "20 rounds\n" in told.stdout
    assert "3 kills of web workers\n" in told.stdout
    assert "2 kills of task workers\n" in told.stdout
    assert " 0 lost, twice or half done\n" in told.stdout


@pytest.fixture
def member(make_member):
    """One whose count of posts is true from the start; so is the stranger's."""
    return make_member("Marie", posts=0)


@pytest.fixture
def stranger(make_member):
    return make_member("Jon", posts=0)


def faults() -> list[str]:
    """When the worker has written what is due into the index."""
    findings = Findings()
    write_due()
    check_everything(findings)
    return findings.faults


def test_whole_posts_with_true_counters_are_no_faults(topic, make_post):
    make_post("An answer.", under=make_post())

    assert faults() == []


def test_a_post_without_its_version_is_seen(make_post):
    post = make_post()
    post.versions().delete()

    assert faults() == [f"post {post.pk}: versions [] of 1"]


def test_a_post_that_says_something_else_than_its_version_is_seen(make_post):
    post = make_post()
    Post.objects.filter(pk=post.pk).update(body="Something else.")

    assert faults() == [f"post {post.pk}: says something else than its version 1"]


def test_a_lost_count_is_seen(make_post):
    post = make_post()
    Post.objects.filter(pk=post.pk).update(thanks_count=1)

    assert faults() == [f"Post {post.pk}: thanks_count is 1, counted 0"]


def test_a_text_that_cannot_be_found_is_seen_and_one_that_should_not_be(make_post):
    kept, gone = make_post(), make_post()
    write_due()
    Document.objects.filter(kind="post", key=kept.pk).delete()
    Post.objects.filter(pk=gone.pk).update(status="removed")

    expected = {f"post {kept.pk}: cannot be found", f"post {gone.pk}: can be found, and nobody may read it"}
    assert expected <= set(faults())


def test_a_topic_without_its_question_is_seen(topic):
    Post.objects.filter(thread=topic.thread_id).delete()

    assert f"thread {topic.thread_id}: no question" in faults()


def test_it_says_how_many_faults_there_are_and_shows_the_first():
    findings = Findings(faults=[f"fault {number}" for number in range(FAULTS_SHOWN + 2)])
    findings.did["rounds"] = 1000

    text = findings.as_text()
    assert "1,000 rounds" in text
    assert "32 lost, twice or half done:" in text
    assert f"fault {FAULTS_SHOWN - 1}\n" in text
    assert text.endswith("and 2 more")


def test_the_mail_server_counts_each_mail_by_its_message_id():
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "site@stress.example", "reader@stress.example", "<mail-7-x@stress>"
    mail.set_content(".A line that begins with a dot.\n")
    with Sink() as sink:
        for _ in range(2):
            with smtplib.SMTP("127.0.0.1", sink.port) as client:
                client.send_message(mail)

    assert sink.times == {"<mail-7-x@stress>": 2}


def test_the_mail_server_does_not_count_half_a_mail():
    with Sink() as sink:
        client = smtplib.SMTP("127.0.0.1", sink.port)
        client.helo()
        client.mail("site@stress.example")
        client.rcpt("reader@stress.example")
        client.putcmd("data")
        client.getreply()
        client.send("Message-ID: <mail-7-x@stress>\r\n\r\nHalf a")
        client.close()

    assert not sink.times


@pytest.mark.parametrize(
    ("option", "value"), [("--rounds", "-1"), ("--kills", "many"), ("--database", "mysql"), ("--database", "")]
)
def test_odd_options_are_refused_with_the_reason(option, value):
    told = run(option, value)

    assert told.returncode == 2
    assert option in told.stderr


def test_a_run_that_was_killed_itself_is_no_success(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command.subprocess, "Popen", lambda _words, env: Popen(["/bin/sh", "-c", "kill -9 $$"]))

    assert command._run(1, 1, tmp_path, {}) == 1
    assert "ended by signal 9" in capsys.readouterr().out


def test_help_says_what_it_does_and_how_long_it_takes():
    told = run("--help")

    assert told.stdout.startswith("usage: bin/stress")
    assert "about an hour" in " ".join(told.stdout.split())
