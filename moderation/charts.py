"""Bar charts as inline SVG, drawn in shares of the width, so that words keep their size. Colours are in figures.css.

A chart repeats a table that stands beside it; its title and description say so to whoever cannot see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

ROW = 3.5  # rem: a line of words, a bar, air
BAR_AT, BAR_HIGH, WORDS_AT, WHISKER_AT = 1.75, 1.0, 1.25, 2.25  # rem below the top of a row


@dataclass(frozen=True)
class Point:
    """What is drawn as one bar; low and high: the ends of its interval, in the same measure."""

    label: str
    value: float
    shown: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Bar:
    """Lengths as the attributes of SVG want them."""

    label: str
    width: str
    words_at: str
    bar_at: str
    whisker_at: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Chart:
    key: str
    title: str
    description: str
    height: str
    bar_height: str
    bars: list[Bar]


def chart(key: str, title: str, description: str, points: Sequence[Point], most: float | None = None) -> Chart:
    """most: what a whole bar stands for; without it the greatest value."""
    whole = most or max((point.value for point in points), default=0) or 1
    bars = []
    for number, point in enumerate(points):
        top = number * ROW
        interval = {} if point.low is None else {"low": _share(point.low / whole), "high": _share(point.high / whole)}
        bars.append(
            Bar(
                label=f"{point.label}: {point.shown}",
                width=_share(point.value / whole),
                words_at=_rem(top + WORDS_AT),
                bar_at=_rem(top + BAR_AT),
                whisker_at=_rem(top + WHISKER_AT),
                **interval,
            )
        )
    return Chart(key, title, description, _rem(len(points) * ROW), _rem(BAR_HIGH), bars)


def _share(part: float) -> str:
    return f"{100 * min(1, max(0, part)):.2f}%"


def _rem(length: float) -> str:
    return f"{length:.2f}rem"
