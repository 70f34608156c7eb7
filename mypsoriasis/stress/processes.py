"""The site as two kinds of processes that may be killed at any moment: gunicorn's workers, and workers of tasks."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mypsoriasis.bench.servers import NotRunning, Server, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
WEB_WORKERS, TASK_WORKERS = 2, 2
GUNICORN = [f"--workers={WEB_WORKERS}", "--threads=4", "--no-control-socket", "--limit-request-line=8190",
            "--log-level=critical"]  # fmt: skip
STOPS_WITHIN = 15  # seconds


class Site:
    """Kills one process at a time, by its number, and sees to it that another takes its place."""

    def __init__(self, environment: Mapping[str, str], folder: Path):
        self.environment, self.log = dict(environment), folder / "processes.log"
        self.output = self.log.open("ab")
        self.port = free_port()
        command = ["-m", "gunicorn", "mypsoriasis.bench.wsgi", f"--bind=127.0.0.1:{self.port}", *GUNICORN]
        self.web = Server(self.port, self._start(command), self.log)
        self.tasks: list[subprocess.Popen] = []
        for _ in range(TASK_WORKERS):
            self._start_task_worker()

    def kill_web_worker(self) -> bool:
        """Whichever answers; gunicorn starts the next. False when none answers yet."""
        try:
            pid = self.web.worker_pid()
            os.kill(pid, signal.SIGKILL)
        except (NotRunning, ProcessLookupError):
            return False
        return True

    def kill_task_worker(self) -> bool:
        """The oldest, which had time to begin."""
        process = self.tasks.pop(0)
        process.kill()
        process.wait()
        self._start_task_worker()
        return True

    def stop(self) -> None:
        processes = [self.web.process, *self.tasks]
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.output.close()

    def _start_task_worker(self) -> None:
        self.tasks.append(self._start(["manage.py", "worker"]))

    def _start(self, command: list[str]) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.environment, stdout=self.output, stderr=subprocess.STDOUT
        )


@contextmanager
def running(environment: Mapping[str, str], folder: Path) -> Iterator[Site]:
    site = Site(environment, folder)
    try:
        site.web.wait()
        yield site
    finally:
        site.stop()
