"""bin/stress: runs the races and the kills on each database that was asked for, and says what was lost."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mypsoriasis.bench import servers
from tests import postgres

SETTINGS = servers.Kind("mypsoriasis.stress.settings")
SQLITE, POSTGRESQL = "sqlite", "postgresql"
NAMES = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    # An ending by TERM must stop what runs below too, so it takes the way of every other error.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    codes = []
    for database in options.database or [SQLITE, POSTGRESQL]:
        print(f"\n=== {NAMES.get(database, 'PostgreSQL, as named')} ===", flush=True)
        try:
            with _environment(database) as (environment, folder):
                codes.append(_run(options.rounds, options.kills, folder, environment))
        except postgres.Unavailable as reason:
            print(f"NOT RUN: {reason}")
            codes.append(1 if options.database else 0)
        except KeyboardInterrupt:
            print("\nStopped. Nothing is left behind.", file=sys.stderr)
            return 130
    return max(codes)


def _run(rounds: int, kills: int, folder: Path, environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "mypsoriasis.stress.run", str(rounds), str(kills), str(folder)]
    with subprocess.Popen(command, env=environment) as process:
        try:
            return process.wait()
        except BaseException:
            process.terminate()
            raise


@contextmanager
def _environment(database: str) -> Iterator[tuple[dict[str, str], Path]]:
    """Everything that production asks for, and a database that is empty now and forgotten afterwards."""
    with tempfile.TemporaryDirectory(prefix="mypsoriasis-stress-") as name:
        environment = servers.environment(Path(name), SETTINGS)
        if database == SQLITE:
            yield environment, Path(name)
        elif database == POSTGRESQL:
            with postgres.temporary_server() as url:
                yield environment | {"DATABASE_URL": url}, Path(name)
        else:
            yield environment | {"DATABASE_URL": database}, Path(name)


def _database(text: str) -> str:
    if text in NAMES or text.startswith(("postgres://", "postgresql://")):
        return text
    raise argparse.ArgumentTypeError(f"{SQLITE}, {POSTGRESQL}, or postgres://… of an empty database, not {text!r}")


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
    parser.add_argument(
        "--database", type=_database, action="append", metavar="NAME",
        help="sqlite, postgresql (a server of its own is started), or the postgres:// address of an empty database; "
        "may be given several times; default: sqlite and postgresql",
    )  # fmt: skip
    return parser


if __name__ == "__main__":
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    sys.exit(main(sys.argv[1:]))
