"""bin/stress: runs the races and the kills on each database that was asked for, and says what was lost."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from mypsoriasis import databases
from mypsoriasis.bench import servers

SETTINGS = servers.Kind("mypsoriasis.stress.settings")


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    # An ending by TERM must stop what runs below too, so it takes the way of every other error.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    codes = []
    for database in options.database or databases.NAMES:
        print(f"\n=== {databases.name_of(database)} ===", flush=True)
        try:
            codes.append(_run_on(database, options.rounds, options.kills))
        except databases.Unavailable as reason:
            print(f"NOT RUN: {reason}")
            codes.append(1 if options.database else 0)
        except KeyboardInterrupt:
            print("\nStopped. Nothing is left behind.", file=sys.stderr)
            return 130
    return max(codes)


def _run_on(database: str, rounds: int, kills: int) -> int:
    with tempfile.TemporaryDirectory(prefix="mypsoriasis-stress-") as folder, databases.temporary(database) as url:
        environment = servers.environment(Path(folder), SETTINGS, database=url)
        return _run(rounds, kills, Path(folder), environment)


def _run(rounds: int, kills: int, folder: Path, environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "mypsoriasis.stress.run", str(rounds), str(kills), str(folder)]
    with subprocess.Popen(command, env=environment) as process:
        try:
            code = process.wait()
        except BaseException:
            process.terminate()
            raise
    if code < 0:
        print(f"The run was ended by signal {-code}: whether anything was lost, nobody has looked.")
    return 1 if code else 0


def _count(text: str) -> int:
    if (number := int(text)) < 0:
        raise argparse.ArgumentTypeError("not less than 0")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/stress",
        description="Race members against each other and kill the site's processes while they write, on SQLite and on "
        "PostgreSQL. Prints what was done and what was lost, stored twice or half done: nothing. All of it takes "
        "about an hour; bin/test runs twenty rounds and five kills.",
    )
    parser.add_argument("--rounds", type=_count, default=1000, help="of races, on each database; default: 1000")
    parser.add_argument("--kills", type=_count, default=200, help="kill -9, on each database; default: 200")
    databases.add_option(parser)
    return parser


if __name__ == "__main__":
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    sys.exit(main(sys.argv[1:]))
