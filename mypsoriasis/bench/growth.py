"""What pages cost as the forum grows: beside an empty view of the same round, on each database."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mypsoriasis import databases

from . import servers

EMPTY, TOPIC, LONG, SEARCH, REPLY = "empty view", "topic", "long topic", "search", "storing a reply"
HOME, MEMBERS_HOME, BOARD, UNANSWERED, TAG = "home", "home, signed in", "board", "unanswered", "tag"
ACTIVITY, NOTIFICATIONS = "activity", "notifications"
MEANINGS = {
    EMPTY: "Django with its default middleware, nothing else",
    HOME: "the first page, for a visitor",
    MEMBERS_HOME: "the same for a member, with what is new since their last visit",
    BOARD: "the board with the most questions",
    TOPIC: "question and 20 replies",
    LONG: "the middle page of the longest thread",
    UNANSWERED: "the list of questions without an answer",
    TAG: "the tag with the most questions",
    SEARCH: "three words that one post in twenty-five holds",
    ACTIVITY: "what happened where a member follows",
    NOTIFICATIONS: "what a member was told",
    REPLY: "screened, stored and indexed, each with another text",
}
ALL_SIZES = (1_000, 10_000, 100_000, 500_000)
SMALLEST, LARGEST = 500, 5_000_000
# So much more, measured against the empty view, may be the noise of a busy machine.
NOT_GROWN = 1.3
# Milliseconds for the search, where its words stand in as many posts as this.
SEARCH_BARS = {databases.SQLITE: 60, databases.POSTGRESQL: 30}
MATCHES = 20_000


@dataclass(frozen=True)
class Size:
    """The figures at one size. ms, ratios: of each page, the median of its quietest round, and in empty views."""

    posts: int
    matches: int
    ms: dict[str, float]
    ratios: dict[str, float]


def measure(database: str, sizes: list[int], seconds: float) -> list[Size]:
    """Raises databases.Unavailable, and subprocess.CalledProcessError when the bench itself stopped."""
    with tempfile.TemporaryDirectory(prefix="mypsoriasis-bench-") as folder, databases.temporary(database) as url:
        environment = servers.environment(Path(folder), servers.KINDS["site"], database=url)
        command = [sys.executable, "-m", "mypsoriasis.bench.grow", folder, str(seconds), *map(str, sizes)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            try:
                told, _errors = process.communicate()
            except BaseException:
                process.terminate()
                raise
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
    return [Size(**size) for size in json.loads(told)]


def as_text(database: str, sizes: list[Size]) -> str:
    lines = [
        f"{databases.name_of(database)}: median ms of the quietest round, and how many empty views that is",
        "",
        f"{'posts':18}" + "".join(f"{size.posts:>16,}" for size in sizes) + f"{'growth':>9}",
    ]
    for name, meaning in MEANINGS.items():
        cells = "".join(f"{size.ms[name]:9.1f} {size.ratios[name]:6.1f}" for size in sizes)
        mark = "GROWS " if name in _growing(sizes) else ""
        lines.append(f"{name:18}{cells}{grown(sizes, name):9.2f} {mark} {meaning}")
    lines += [
        f"{'posts that match':18}" + "".join(f"{size.matches:>16,}" for size in sizes),
        "",
        _verdict(sizes),
    ]
    if bar := _search_verdict(database, sizes[-1]):
        lines.append(bar)
    return "\n".join(lines)


def grown(sizes: list[Size], name: str) -> float:
    """How much more a page costs at the last size than at the first, both in empty views."""
    return sizes[-1].ratios[name] / sizes[0].ratios[name]


def _growing(sizes: list[Size]) -> list[str]:
    """A search costs more the more it finds, up to a bound; it has a bar of its own."""
    return [name for name in MEANINGS if name != SEARCH and grown(sizes, name) > NOT_GROWN]


def _verdict(sizes: list[Size]) -> str:
    if len(sizes) < 2:
        return "Two sizes say whether pages grow."
    if growing := _growing(sizes):
        return f"GROWING: {', '.join(growing)}"
    few, many = sizes[0].posts, sizes[-1].posts
    return f"No page beside the search costs more than {NOT_GROWN} times as much at {many:,} posts as at {few:,}."


def _search_verdict(database: str, last: Size) -> str:
    bar = SEARCH_BARS.get(database)
    if bar is None or last.matches < MATCHES * 0.8:
        return ""
    met = "kept" if last.ms[SEARCH] < bar else "MISSED"
    return f"The search for three words in {last.matches:,} posts: {last.ms[SEARCH]:.1f} ms; bar of {bar} ms {met}."
