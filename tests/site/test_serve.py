"""bin/serve for real: a newcomer's first start, a killed worker, the end, and the second start."""

import os
import signal
import sqlite3
import subprocess
import time
import urllib.request
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from urllib.error import HTTPError

import pytest
from django.core.management import CommandError

from mypsoriasis.management.commands.serve import Command

ROOT = Path(__file__).parents[2]
WITHIN = 30  # seconds


class Served:
    """A running bin/serve, started from another folder, and what it has said."""

    def __init__(self, var: Path, port: int):
        self.address, self.var = f"http://localhost:{port}", var
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        self.process = subprocess.Popen(
            [ROOT / "bin/serve", "--port", str(port)], cwd="/", env=environment | {"VAR_DIR": str(var)}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self.said = ""

    def wait_for(self, words: str) -> None:
        for line in self.process.stdout:
            self.said += line
            if words in line:
                return
        raise AssertionError(f"ended without saying {words!r}:\n{self.said}")

    def page(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=WITHIN) as response:
            return response.read().decode()

    def pid_of(self, words: str) -> int:
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True).stdout
        rows = [line.split(None, 2) for line in listed.splitlines()]
        return next(int(pid) for pid, parent, args in rows if int(parent) == self.process.pid and words in args)

    def write_mail(self, subject: str) -> None:
        now = datetime.now(UTC).replace(tzinfo=None)
        with sqlite3.connect(self.var / "demo.sqlite3", timeout=20) as database:
            database.execute(
                "INSERT INTO notifications_outgoingmail"
                " (member_id, subject, body, path, about, created_at, due_at, attempts)"
                " SELECT MIN(id), ?, 'You have a reply.', '/', '', ?, ?, 0 FROM members_member",
                [subject, str(now), str(now)],
            )

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.said += self.process.communicate(timeout=WITHIN)[0]


@pytest.fixture
def serve(tmp_path, free_port):
    started = []

    def start() -> Served:
        started.append(Served(tmp_path / "var", free_port))
        return started[-1]

    yield start
    for served in started:
        if served.process.poll() is None:
            os.killpg(served.process.pid, signal.SIGKILL)
            served.process.communicate()


def test_a_newcomer_starts_the_site_loses_a_worker_stops_and_finds_all_again(serve):
    served = serve()
    served.wait_for("Stop it with Ctrl-C")
    assert "MyPsoriasis" in served.page("/")
    for role in ("member", "moderator", "editor", "admin"):
        assert f"\n  {role} " in served.said

    with pytest.raises(HTTPError) as refused:
        served.page(f"/search/?q={'x' * 10_000}")
    assert "That is too long to look for." in refused.value.read().decode()

    first_worker = served.pid_of("manage.py worker")
    os.kill(first_worker, signal.SIGKILL)
    served.write_mail("Written while no worker ran")
    served.wait_for("starting another")
    _wait_until(lambda: "Written while no worker ran" in served.page("/demo/mail/"))
    assert served.address in served.page("/demo/mail/")

    children = [served.pid_of("gunicorn"), served.pid_of("manage.py worker")]
    served.stop()
    assert served.process.returncode == 0
    assert not [pid for pid in children if _is_running(pid)]

    again = serve()
    again.wait_for("Stop it with Ctrl-C")
    assert "there already" in again.said
    assert "Written while no worker ran" in again.page("/demo/mail/")
    again.stop()
    assert "Traceback" not in served.said + again.said
    assert "/demo/mail/?" not in served.said


def test_fresh_deletes_the_demo_and_nothing_else_and_says_what(tmp_path):
    mails = tmp_path / "mail"
    mails.mkdir()
    (mails / "1.log").write_text("a mail")
    for name in ("demo.sqlite3", "demo.sqlite3-wal", "site.sqlite3", "notes.txt"):
        (tmp_path / name).write_text("")
    said = StringIO()
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "demo.sqlite3"}
    Command(stdout=said).forget(database, mails)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "site.sqlite3"]
    for name in ("demo.sqlite3", "demo.sqlite3-wal", "mail"):
        assert f"Deleting {tmp_path / name}\n" in said.getvalue()


def test_fresh_never_touches_another_database(tmp_path):
    with pytest.raises(CommandError, match="DATABASE_URL"):
        Command().forget({"ENGINE": "django.db.backends.postgresql", "NAME": "members"}, tmp_path)
    assert tmp_path.exists()


def test_serve_refuses_settings_that_are_not_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo settings"):
        Command().handle(port=8000, fresh=False)


def _wait_until(fulfilled) -> None:
    give_up_at = time.monotonic() + WITHIN
    while not fulfilled():
        assert time.monotonic() < give_up_at
        time.sleep(0.2)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
