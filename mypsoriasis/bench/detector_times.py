"""How long the screen takes, beside a loop that says how quick this machine is just now."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from statistics import median

from detector import screen
from mypsoriasis.population.texts import Writer

TEXTS, WORDS = 200, 100
HOSTILE_LENGTH = 64 * 1024  # characters
LOOPS = 200_000
ADVERT = "Our clinic will call you about stem cells for psoriasis, book at acme-regen.example or +1 202 555 0143. "
# Long texts made to be slow: what a pattern could search again and again, and what has to be taken apart.
HOSTILE = {
    "one word": "a",
    "dots": "a . c . m . e ( dot ) ",
    "digits": "one two 3 four 5 ",
    "look-alikes": "\u0441linic \u200bc\u0430ll ",
    "advertisement": ADVERT,
    "nested marks": "[(*_~`<",
}


@dataclass(frozen=True)
class DetectorTimes:
    """Milliseconds of the processor."""

    calibration: float
    usual_median: float
    usual_p99: float
    hostile_slowest: float
    hostile_name: str


def measure() -> DetectorTimes:
    writer = Writer(Random(1))
    screen("", _usual_text(writer, 0), where="reply")  # the first one loads the weights
    usual = sorted(
        _milliseconds(lambda text=_usual_text(writer, at): screen("", text, where="reply")) for at in range(TEXTS)
    )
    hostile = {
        name: _milliseconds(lambda text=_repeated(piece): screen("A title", text, where="topic"))
        for name, piece in HOSTILE.items()
    }
    slowest = max(hostile, key=hostile.get)
    return DetectorTimes(
        calibration=min(_milliseconds(_calibrate) for _ in range(5)),
        usual_median=median(usual),
        usual_p99=usual[int(len(usual) * 0.99)],
        hostile_slowest=hostile[slowest],
        hostile_name=slowest,
    )


def _usual_text(writer: Writer, number: int) -> str:
    """100 words of everyday talk; every fifth text holds an advertisement too."""
    words: list[str] = ADVERT.split() if number % 5 == 0 else []
    while len(words) < WORDS:
        words += writer.text()[0].split()
    return " ".join(words[:WORDS])


def _repeated(piece: str) -> str:
    return (piece * (HOSTILE_LENGTH // len(piece) + 1))[:HOSTILE_LENGTH]


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
