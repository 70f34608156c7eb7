"""bin/bench: prepares a site, measures it, prints the figures."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from mypsoriasis import databases

from . import growth, servers
from .report import as_json, as_text

MOST_SECONDS = 5.0
STOPPED = 130  # what a shell expects of a command that Ctrl-C ended


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    # An ending by TERM must stop the servers too, so it takes the way of every other error.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return _growth(options) if options.sizes else _pages(options)
    except KeyboardInterrupt:
        print("Stopped. Nothing is left behind.", file=sys.stderr)
        return STOPPED


def _pages(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="mypsoriasis-bench-") as folder:
        result = _measure(Path(folder), options.seconds, _tell)
    print(json.dumps(as_json(result), indent=2) if options.json else as_text(result))
    return 0


def _growth(options: argparse.Namespace) -> int:
    found = {}
    for database in options.database or databases.NAMES:
        _tell(f"{databases.name_of(database)} ...")
        try:
            found[database] = growth.measure(database, options.sizes, options.seconds)
        except databases.Unavailable as reason:
            _tell(f"NOT RUN: {reason}")
        except subprocess.CalledProcessError:
            _tell("The bench stopped; the lines above say why.")
            return 1
    if options.json:
        print(json.dumps({name: [asdict(size) for size in sizes] for name, sizes in found.items()}, indent=2))
    else:
        print("\n\n".join(growth.as_text(name, sizes) for name, sizes in found.items()))
    return 0 if found else 1


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


def _sizes(text: str) -> list[int]:
    """From "1k,10k,500k" or "all"."""
    if text == "all":
        return list(growth.ALL_SIZES)
    sizes = [int(part.removesuffix("k")) * (1000 if part.endswith("k") else 1) for part in text.split(",")]
    if sizes != sorted(set(sizes)) or not growth.SMALLEST <= sizes[0] <= sizes[-1] <= growth.LARGEST:
        raise argparse.ArgumentTypeError(f"growing numbers of posts from {growth.SMALLEST} on, as 1k,10k,100k,500k")
    return sizes


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/bench",
        description="Measure the site against two bare Django views: gunicorn with the production settings, on a "
        "temporary SQLite database with a synthetic community, over loopback. Takes about two minutes. With --sizes: "
        "what pages cost as the forum grows, beside an empty view, on SQLite and on PostgreSQL.",
    )
    parser.add_argument("--seconds", type=_seconds, default=1.0, help="for each page, five times over; default: 1")
    parser.add_argument("--json", action="store_true", help="print the figures of every round as JSON")
    parser.add_argument(
        "--sizes",
        type=_sizes,
        metavar="POSTS",
        help="1k,10k for a quick run of a few minutes; all: 1k,10k,100k,500k, which takes about an hour",
    )
    databases.add_option(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
