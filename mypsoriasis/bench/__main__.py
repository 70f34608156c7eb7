"""bin/bench: prepares a site, measures it, prints the figures."""

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from . import servers
from .report import as_json, as_text

MOST_SECONDS = 5.0


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    # An ending by TERM must stop the servers too, so it takes the way of every other error.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="mypsoriasis-bench-") as folder:
        try:
            result = _measure(Path(folder), options.seconds, _tell)
        except KeyboardInterrupt:
            print("Stopped. Nothing is left behind.", file=sys.stderr)
            return 130
    print(json.dumps(as_json(result), indent=2) if options.json else as_text(result))
    return 0


def _measure(folder: Path, seconds: float, tell: Callable[[str], None]):
    os.environ.update(servers.environment(folder, servers.KINDS["site"]))
    import django

    django.setup()
    # Only now: these modules need the settings.
    from . import cases, community, detector_times, runner
    from .report import Result

    places = community.prepare(tell)
    with servers.running(folder) as started:
        try:
            figures = runner.measure(cases.cases(places, started, seconds), started, tell)
        except (runner.Wrong, servers.NotRunning) as error:
            logs = "\n".join(server.log.read_text() for server in started.values())
            sys.exit(f"The bench stopped: {error}\n{logs}")
    tell("The detector ...")
    return Result(figures, runner.ratios(figures), detector_times.measure())


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0.1 <= seconds <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"between 0.1 and {MOST_SECONDS}")
    return seconds


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/bench",
        description="Measure the site against two bare Django views: gunicorn with the production settings, on a "
        "temporary SQLite database with a synthetic community, over loopback. Takes about two minutes.",
    )
    parser.add_argument("--seconds", type=_seconds, default=1.0, help="for each page, five times over; default: 1")
    parser.add_argument("--json", action="store_true", help="print the figures of every round as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
