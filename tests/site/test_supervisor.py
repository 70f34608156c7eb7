"""Site and worker side by side: a dead worker is replaced, a dead site ends both, a signal stops both."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SITE = """
import http.server
class Quiet(http.server.SimpleHTTPRequestHandler):
    log_message = lambda *_: None
http.server.HTTPServer(("127.0.0.1", PORT), Quiet).serve_forever()
"""
WORKER = "import os, pathlib, time; pathlib.Path('worker.pid').write_text(str(os.getpid())); time.sleep(600)"
WITHIN = 20  # seconds


@pytest.fixture
def supervise(tmp_path, free_port):
    """supervise(site=..., worker=...) -> the supervisor's process, its children being Python one-liners."""
    started = []

    def start(*, site: str = SITE, worker: str = WORKER) -> subprocess.Popen:
        program = f"""
            import sys
            from pathlib import Path
            from mypsoriasis.supervisor import Supervisor
            python = [sys.executable, "-c"]
            supervisor = Supervisor(
                site=[*python, {site!r}.replace("PORT", "{free_port}")], worker=[*python, {worker!r}],
                folder=Path({str(tmp_path)!r}), environment={{}},
            )
            sys.exit(supervisor.run("http://127.0.0.1:{free_port}/", lambda: print("ready", flush=True)))
        """
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_ready_is_said_when_the_site_answers_and_a_signal_ends_both(supervise, tmp_path):
    process = supervise()
    assert process.stdout.readline() == "ready\n"
    worker = _pid_of_worker(tmp_path)

    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=WITHIN)
    assert process.returncode == 0
    assert "Stopped." in said
    assert not _is_running(worker)


def test_a_killed_worker_is_replaced(supervise, tmp_path):
    process = supervise()
    process.stdout.readline()
    first = _pid_of_worker(tmp_path)
    os.kill(first, signal.SIGKILL)

    assert "starting another" in process.stdout.readline()
    assert _pid_of_worker(tmp_path, other_than=first) != first


def test_a_worker_that_never_runs_ends_the_whole_with_a_message(supervise):
    process = supervise(worker="raise SystemExit(3)")
    said, _ = process.communicate(timeout=WITHIN)
    assert process.returncode == 1
    assert "The worker ended 6 times." in said


def test_a_site_that_cannot_start_is_never_called_ready(supervise):
    process = supervise(site="raise SystemExit(3)")
    said, _ = process.communicate(timeout=WITHIN)
    assert process.returncode == 1
    assert "The site did not start." in said
    assert "ready" not in said


def test_a_site_that_dies_takes_the_worker_with_it(supervise, tmp_path):
    dying = SITE.replace("serve_forever()", "handle_request()")  # answers once, then ends
    process = supervise(site=dying)
    said, _ = process.communicate(timeout=WITHIN)
    assert process.returncode == 1
    assert "The site's process ended." in said
    assert not _is_running(_pid_of_worker(tmp_path))


def _pid_of_worker(folder: Path, *, other_than: int = 0) -> int:
    give_up_at = time.monotonic() + WITHIN
    while time.monotonic() < give_up_at:
        written = (folder / "worker.pid").read_text() if (folder / "worker.pid").exists() else ""
        if written and int(written) != other_than:
            return int(written)
        time.sleep(0.05)
    raise AssertionError("no worker was started")


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
