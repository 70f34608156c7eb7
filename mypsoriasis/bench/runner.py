"""Rounds of all cases, one after the other, so that a busy moment of the machine meets each of them alike."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import median

from .cases import BARS, Case
from .load import Order
from .servers import Server

ROUNDS = 5
WARM_UP = 0.3  # seconds for each case, before anything counts


class Wrong(Exception):
    """A page answered something else than it should; then its speed means nothing."""


@dataclass(frozen=True)
class Figure:
    """One case in one round. cpu_ms: of the server's process, for one request."""

    rate: float
    cpu_ms: float
    bytes: int


class Load:
    """The other end: a process that sends requests and counts answers."""

    def __init__(self, process: subprocess.Popen):
        self.process = process

    def carry_out(self, order: Order) -> dict:
        self.process.stdin.write(json.dumps(asdict(order)) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"error": "the load process ended"}')
        if "error" in answer:
            raise Wrong(f"{order.path}: {answer['error']}")
        if answer["wrong"]:
            raise Wrong(f"{order.path}: {answer['wrong']} of {answer['requests']} answers were not {order.status}.")
        return answer


@contextmanager
def load_process() -> Iterator[Load]:
    command = [sys.executable, "-m", "mypsoriasis.bench.load"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Load(process)
        finally:
            process.kill()


def measure(
    cases: dict[str, Case], servers: dict[str, Server], tell: Callable[[str], None], rounds: int = ROUNDS
) -> dict[str, list[Figure]]:
    """The figures of each case, a list by round. Raises Wrong, and servers.NotRunning."""
    figures: dict[str, list[Figure]] = {name: [] for name in cases}
    with load_process() as load:
        for case in cases.values():
            load.carry_out(Order(**asdict(case.order) | {"seconds": WARM_UP}))
        for number in range(1, rounds + 1):
            tell(f"Round {number} of {rounds} ...")
            for name, case in cases.items():
                figures[name].append(_figure(load, case, servers[case.server]))
    return figures


def _figure(load: Load, case: Case, server: Server) -> Figure:
    before = server.cpu_seconds()
    answer = load.carry_out(case.order)
    used = server.cpu_seconds() - before
    return Figure(answer["requests"] / answer["seconds"], 1000 * used / answer["requests"], answer["bytes"])


def middle(figures: list[Figure]) -> Figure:
    return Figure(*(median(getattr(figure, name) for figure in figures) for name in ("rate", "cpu_ms", "bytes")))


def ratios(figures: dict[str, list[Figure]]) -> dict[str, float]:
    """The median over the rounds of each bar's ratio within a round."""
    found = {}
    for bar in BARS:
        name = "rate" if bar.rate else "cpu_ms"
        pairs = zip(figures[bar.case], figures[bar.against], strict=True)
        found[bar.what] = median(getattr(one, name) / getattr(other, name) for one, other in pairs)
    return found
