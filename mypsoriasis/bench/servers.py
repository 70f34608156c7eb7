"""gunicorn as production runs it, three times over, in a folder of its own."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import CPU_PATH

# The line of docs/operations.md.
GUNICORN = ["--worker-class=mypsoriasis.longlines.Worker", "--workers=1", "--threads=8", "--no-control-socket",
            "--limit-request-line=8190"]  # fmt: skip
READY_WITHIN = 60  # seconds
STOPS_WITHIN = 10


class NotRunning(Exception):
    """A server did not start or has ended; the message holds what it said."""


@dataclass(frozen=True)
class Kind:
    """settings: module. page_seconds: how long a visitor's page is kept."""

    settings: str
    page_seconds: int = 0


KINDS = {
    "bare": Kind("mypsoriasis.bench.bare_settings"),
    "site": Kind("mypsoriasis.bench.site_settings"),
    "cached": Kind("mypsoriasis.bench.site_settings", page_seconds=1),
}


@dataclass
class Server:
    port: int
    process: subprocess.Popen
    log: Path

    def cpu_seconds(self) -> float:
        """Processor time of the one worker so far. Raises NotRunning."""
        return float(self._ask()[1])

    def worker_pid(self) -> int:
        """The number of whichever worker answers. Raises NotRunning."""
        return int(self._ask()[0])

    def wait(self) -> None:
        give_up_at = time.monotonic() + READY_WITHIN
        while time.monotonic() < give_up_at and self.process.poll() is None:
            try:
                self._ask()
                return
            except NotRunning:
                time.sleep(0.1)
        raise NotRunning(f"A server did not start:\n{self.log.read_text()}")

    def _ask(self) -> list[str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{CPU_PATH}", timeout=5) as answer:
                return answer.read().decode().split()
        except (urllib.error.URLError, OSError) as error:
            raise NotRunning(f"{error}\n{self.log.read_text()}") from error


def environment(folder: Path, kind: Kind, *, database: str = "") -> dict[str, str]:
    """Everything that production asks for, made up for this run; nothing of the caller's own site.

    database: as DATABASE_URL; without it SQLite in the folder.
    """
    own = ("DATABASE_URL", "CACHE_URL", "TRUSTED_PROXIES", "DEMO", "SITE_URL")
    inherited = {name: value for name, value in os.environ.items() if name not in own}
    if database:
        inherited["DATABASE_URL"] = database
    return inherited | {
        "DJANGO_SETTINGS_MODULE": kind.settings,
        "BENCH_PAGE_SECONDS": str(kind.page_seconds),
        "VAR_DIR": str(folder),
        "SECRET_KEY": _secret(folder),
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "DEFAULT_FROM_EMAIL": "bench@mypsoriasis.example",
        "CONTACT_ADDRESS": "bench@mypsoriasis.example",
        "SECURE_SSL_REDIRECT": "false",
    }


def _secret(folder: Path) -> str:
    """One for the run: the servers read each other's sessions."""
    kept = folder / "secret"
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


@contextmanager
def running(folder: Path, *names: str, database: str = "") -> Iterator[dict[str, Server]]:
    """Start these kinds, or all; stop them whatever happens."""
    with ExitStack() as stack:
        servers = {name: stack.enter_context(_server(folder, name, database)) for name in names or KINDS}
        for server in servers.values():
            server.wait()
        yield servers


@contextmanager
def _server(folder: Path, name: str, database: str) -> Iterator[Server]:
    port, log, made_up = free_port(), folder / f"{name}.log", environment(folder, KINDS[name], database=database)
    command = [sys.executable, "-m", "gunicorn", "mypsoriasis.bench.wsgi", f"--bind=127.0.0.1:{port}", *GUNICORN]
    command.append("--log-level=warning")
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=made_up, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield Server(port, process, log)
    finally:
        process.terminate()
        try:
            process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
