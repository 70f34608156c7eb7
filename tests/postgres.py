"""A PostgreSQL server of the tests' own: made in a temporary folder, stopped and deleted afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import psycopg
except ImportError:
    psycopg = None  # the site itself runs without it

STARTS_WITHIN = 60  # seconds
STOPS_WITHIN = 30
# The data live as long as the tests, so nothing is written for the sake of a power cut.
SPEED = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
ROOM = {"max_connections": "200"}  # bin/stress lets a hundred race, each with a connection of its own
# PostgreSQL refuses to run as root; as root we borrow the first of these that exists.
PLAIN_USERS = ("postgres", "nobody")


class Unavailable(Exception):
    """No server can be started here; the message says why."""


@contextmanager
def temporary_server() -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh server that listens on a socket in its own folder alone."""
    programs, user = _programs(), _plain_user()
    folder = Path(tempfile.mkdtemp(prefix="mypsoriasis-pg-"))
    server = None
    try:
        if user:
            os.chown(folder, user["user"], user["group"])
        _run([programs / "initdb", "-D", folder / "data", "-U", "tests", "--auth=trust", "--encoding=UTF8",
              "--locale=C.UTF-8", "--no-sync"], folder, user)  # fmt: skip
        settings = [f"--{name}={value}" for name, value in (SPEED | ROOM).items()]
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, "--listen_addresses=", *settings],
            cwd=folder, stderr=(folder / "log").open("wb"), **user,
        )  # fmt: skip
        _wait_until_it_answers(server, folder)
        yield f"postgres://tests@/{folder}/postgres"  # a path in place of a host: the folder of the socket
    finally:
        if server:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of initdb and postgres, which stand side by side and seldom in PATH."""
    if psycopg is None:
        raise Unavailable("psycopg is not installed")
    in_path = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name, reverse=True)
    for folder in [*in_path, *installed]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise Unavailable("initdb not found")


def _plain_user() -> dict:
    """What subprocess needs to run the server as somebody else than root; nothing when we are not root."""
    if os.geteuid() != 0:
        return {}
    for name in PLAIN_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise Unavailable("started as root, and none of these users exists: " + ", ".join(PLAIN_USERS))


def _run(command: list, folder: Path, user: dict) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **user)
    if done.returncode:
        raise Unavailable(f"{command[0]} failed: {done.stderr.strip()}")


def _wait_until_it_answers(server: subprocess.Popen, folder: Path) -> None:
    give_up_at = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < give_up_at and server.poll() is None:
        try:
            psycopg.connect(host=str(folder), user="tests", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise Unavailable("the server did not start: " + (folder / "log").read_text().strip())


def _stop(server: subprocess.Popen) -> None:
    server.send_signal(signal.SIGINT)  # "fast": it ends its connections itself
    try:
        server.wait(STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
