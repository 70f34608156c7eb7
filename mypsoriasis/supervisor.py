"""Two processes kept running side by side: the site and its worker."""

import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

READY_WITHIN = 60  # seconds
STOPS_WITHIN = 15
LOOK_EVERY = 0.2
RESTARTS = 5  # of the worker, before we say that it cannot run


class Supervisor:
    """Starts both, restarts a worker that died, ends with a message when the site did, and stops both."""

    def __init__(self, *, site: list[str], worker: list[str], folder: Path, environment: dict[str, str]):
        self.commands = {"site": site, "worker": worker}
        self.folder, self.environment = folder, environment
        self.running: dict[str, subprocess.Popen] = {}
        self.stopping = False
        self.restarts = 0

    def run(self, address: str, when_ready: Callable[[], None]) -> int:
        """Run until a signal or a failure; return the exit code. when_ready is called once `address` answers 200."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._stop)
        try:
            self._start("site")
            if not self._wait_for(address):
                return self._failed("The site did not start.")
            self._start("worker")
            when_ready()
            return self._watch()
        finally:
            self._end_all()

    def _start(self, name: str) -> None:
        self.running[name] = subprocess.Popen(self.commands[name], cwd=self.folder, env=self.environment)

    def _stop(self, *_signal) -> None:
        if self.stopping:  # asked twice: no more waiting
            for child in self.running.values():
                child.kill()
        self.stopping = True

    def _wait_for(self, address: str) -> bool:
        give_up_at = time.monotonic() + READY_WITHIN
        while not self.stopping and self.running["site"].poll() is None and time.monotonic() < give_up_at:
            try:
                with urllib.request.urlopen(address, timeout=5):
                    return self.running["site"].poll() is None
            except (urllib.error.URLError, OSError):
                time.sleep(LOOK_EVERY)
        return False

    def _watch(self) -> int:
        while not self.stopping:
            time.sleep(LOOK_EVERY)
            if self.running["site"].poll() is not None and not self.stopping:
                return self._failed("The site's process ended.")
            if self.running["worker"].poll() is not None and not self.stopping:
                if self.restarts == RESTARTS:
                    return self._failed(f"The worker ended {RESTARTS + 1} times.")
                self.restarts += 1
                print("The worker's process ended; starting another.", flush=True)
                self._start("worker")
        print("\nStopped. The data are kept.", flush=True)
        return 0

    def _failed(self, why: str) -> int:
        if self.stopping:
            return 0
        print(f"{why} Stopping; the lines above may say more.", flush=True)
        return 1

    def _end_all(self) -> None:
        for child in self.running.values():
            if child.poll() is None:
                child.terminate()
        give_up_at = time.monotonic() + STOPS_WITHIN
        for child in self.running.values():
            try:
                child.wait(max(0.1, give_up_at - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
