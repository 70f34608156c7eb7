"""How long the screen takes, beside a loop that says how quick this machine is just now."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from statistics import median

from detector import screen
from detector.hostile import ADVERT, PIECES, pumped
from mypsoriasis.population.texts import Writer

TEXTS, WORDS = 200, 100
HOSTILE_LENGTHS = (16 * 1024, 32 * 1024, 64 * 1024)  # characters
LOOPS = 200_000
START_UP = (
    "import resource, time; began = time.process_time(); from detector import screen; screen('', 'Hello.');"
    " print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


@dataclass(frozen=True)
class DetectorTimes:
    """Milliseconds of the processor, and megabytes.

    hostile: of each piece, the time for 64 kB of it, and the greater of its two last growths per doubling.
    """

    calibration: float
    usual_median: float
    usual_p99: float
    start_up: float
    megabytes: float
    hostile: dict[str, tuple[float, float]]


def measure() -> DetectorTimes:
    writer = Writer(Random(1))
    screen("", _usual_text(writer, 0), where="reply")  # the first one loads the weights
    usual = sorted(
        _milliseconds(lambda text=_usual_text(writer, at): screen("", text, where="reply")) for at in range(TEXTS)
    )
    start_up, megabytes = _process()
    return DetectorTimes(
        calibration=min(_milliseconds(_calibrate) for _ in range(5)),
        usual_median=median(usual),
        usual_p99=usual[int(len(usual) * 0.99)],
        start_up=start_up,
        megabytes=megabytes,
        hostile={ascii(piece)[1:-1]: _hostile(piece) for piece in PIECES},
    )


def _hostile(piece: str) -> tuple[float, float]:
    texts = [pumped(piece, length) for length in HOSTILE_LENGTHS]
    short, middle, long = (min(_milliseconds(lambda t=text: screen("", t)) for _ in range(3)) for text in texts)
    return long, max(middle / short, long / middle)


def _process() -> tuple[float, float]:
    """Start-up in milliseconds, and memory in megabytes, of a process that does nothing but screen."""
    run = subprocess.run([sys.executable, "-c", START_UP], capture_output=True, text=True, check=True)
    seconds, kilobytes = map(float, run.stdout.split())
    return 1000 * seconds, kilobytes / 1024


def _usual_text(writer: Writer, number: int) -> str:
    """100 words of everyday talk; every fifth text holds an advertisement too."""
    words: list[str] = ADVERT.split() if number % 5 == 0 else []
    while len(words) < WORDS:
        words += writer.text()[0].split()
    return " ".join(words[:WORDS])


def _calibrate() -> int:
    total = 0
    for number in range(LOOPS):
        total += number % 7
    return total


def _milliseconds(do: Callable[[], object]) -> float:
    """Of the processor: what else the machine does meanwhile is not counted."""
    started = time.process_time()
    do()
    return 1000 * (time.process_time() - started)
