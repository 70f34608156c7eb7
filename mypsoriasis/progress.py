"""How far a long piece of work is: a bar on a terminal, a line now and then everywhere else."""

import sys
import time
from collections.abc import Callable
from typing import Protocol

BAR = 30  # characters
LINES = 20  # of one piece of work, where there is no terminal


class Tell(Protocol):
    def __call__(self, what: str, done: int, total: int) -> None: ...


def nothing(what: str, done: int, total: int) -> None:
    """For work that nobody watches."""


class Lines:
    """A line for each twentieth of the work, and one at its end."""

    def __init__(self, write: Callable[[str], object]):
        self.write, self.what, self.told = write, "", 0

    def __call__(self, what: str, done: int, total: int) -> None:
        part = done * LINES // max(total, 1)
        if (what, part) != (self.what, self.told):
            self.write(f"{done}/{total} {what}\n")
        self.what, self.told = what, part


class Bar:
    """One line that is written over until its work is done."""

    def __init__(self, write: Callable[[str], object]):
        self.write, self.what, self.started = write, "", 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self.what:
            self.what, self.started = what, time.monotonic()
        filled = BAR * done // max(total, 1)
        left = "" if done >= total else self._left(done, total)
        self.write(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done:,} of {total:,} {what}{left:16}")
        if done >= total:
            self.write("\n")

    def _left(self, done: int, total: int) -> str:
        seconds = (time.monotonic() - self.started) * (total - done) / max(done, 1)
        return f", {seconds / 60:.0f} min left" if seconds > 90 else f", {seconds:.0f} s left"


def to_stderr() -> Tell:
    """For commands whose standard output is their result."""

    def write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()

    return (Bar if sys.stderr.isatty() else Lines)(write)
