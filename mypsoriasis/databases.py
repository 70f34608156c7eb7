"""A database that is empty now and forgotten afterwards, for bin/bench and bin/stress."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from tests.postgres import Unavailable, temporary_server

SQLITE, POSTGRESQL = "sqlite", "postgresql"
NAMES = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}
ADDRESSES = ("postgres://", "postgresql://")

__all__ = ["NAMES", "Unavailable", "add_option", "name_of", "temporary"]


def add_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--database",
        type=_database,
        action="append",
        metavar="NAME",
        help="sqlite, postgresql (a server of its own is started), or the postgres:// address of an empty database; "
        "may be given several times; default: sqlite and postgresql",
    )


def name_of(database: str) -> str:
    return NAMES.get(database, "PostgreSQL, as named")


@contextmanager
def temporary(database: str) -> Iterator[str]:
    """What DATABASE_URL shall be; nothing for SQLite, which lies in VAR_DIR. Raises Unavailable."""
    if database == POSTGRESQL:
        with temporary_server() as url:
            yield url
    else:
        yield "" if database == SQLITE else database


def _database(text: str) -> str:
    if text in NAMES or text.startswith(ADDRESSES):
        return text
    raise argparse.ArgumentTypeError(f"{SQLITE}, {POSTGRESQL}, or postgres://… of an empty database, not {text!r}")
