"""Runs every test that this machine can run, on each engine, and counts. bin/test calls it.

What cannot run is named in a line of its own. With REQUIRE_ALL=1 that is a failure, and so is a
skipped test (tests/conftest.py turns it into one).
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from . import postgres

PROCESSES = min(os.cpu_count() or 1, 4)
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"


@dataclass
class Outcome:
    """What the runs came to, added up."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    lines: list[str] = field(default_factory=list)

    def count(self, name: str, report: Path, exit_code: int) -> None:
        passed, failed, skipped = read_report(report)
        if exit_code and not failed:
            failed = 1  # pytest itself stopped: nothing was collected, or it broke
        self.passed, self.failed, self.skipped = self.passed + passed, self.failed + failed, self.skipped + skipped
        self.lines.append(f"{name}: {passed} passed, {failed} failed, {skipped} skipped")

    def missed(self, name: str, why: str) -> None:
        self.failed += REQUIRE_ALL
        self.lines.append(f"NOT RUN: {name}: {why}")


def main() -> int:
    # An ending by TERM must stop the server too, so it takes the way of every other error.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    outcome = Outcome()
    _records(outcome)
    _pytest(outcome, "SQLite", "not browser")
    try:
        with postgres.temporary_server() as url:
            _pytest(outcome, "PostgreSQL", "not browser", DATABASE_URL=url)
    except postgres.Unavailable as reason:
        outcome.missed("PostgreSQL", str(reason))
    if shutil.which("chromium"):
        _pytest(outcome, "Chromium", "browser")
    else:
        outcome.missed("browser journeys", "chromium not found")
    print("\n" + "\n".join(outcome.lines))
    if outcome.skipped:
        print(f"SKIPPED: {outcome.skipped}; the short summaries above say which and why")
    print(f"{outcome.passed} passed, {outcome.failed} failed")
    return 1 if outcome.failed else 0


def _records(outcome: Outcome) -> None:
    """The detector's labelled records: the table of kinds and tricks, and no repetition among them."""
    print("\n=== The detector's records ===", flush=True)
    if subprocess.run([sys.executable, "-m", "detector.corpus"]).returncode:
        outcome.failed += 1
        outcome.lines.append("The detector's records have faults; they are named above")


def _pytest(outcome: Outcome, name: str, marker: str, **environment: str) -> None:
    print(f"\n=== {name} ===", flush=True)
    inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", "-q", "-n", str(PROCESSES), "-m", marker, f"--junitxml={report}"]
        done = subprocess.run(command, env=inherited | environment)
        outcome.count(name, report, done.returncode)


def read_report(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of one run; none when it wrote no report."""
    if not report.exists():
        return 0, 0, 0
    suite = ElementTree.parse(report).getroot().find("testsuite")
    tests, errors, failures, skipped = (int(suite.get(name)) for name in ("tests", "errors", "failures", "skipped"))
    return tests - errors - failures - skipped, errors + failures, skipped


if __name__ == "__main__":
    sys.exit(main())
