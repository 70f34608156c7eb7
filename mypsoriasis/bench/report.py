"""The figures for people and for programs."""

import os
import platform
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Result:
    """figures: of each case, by round. ratios: of each bar."""

    figures: dict
    ratios: dict
    detector: object


def as_text(result: Result) -> str:
    from .cases import BARS, MEANINGS
    from .runner import middle

    lines = [f"{_machine()}; gunicorn, one worker; medians of {len(next(iter(result.figures.values())))} rounds", ""]
    lines.append(f"{'':18} {'requests/s':>10} {'CPU ms':>8} {'bytes':>7}")
    for name, figures in result.figures.items():
        figure = middle(figures)
        lines.append(f"{name:18} {figure.rate:10.0f} {figure.cpu_ms:8.2f} {figure.bytes:7.0f}  {MEANINGS[name]}")
    lines += ["", f"{'':42} {'ratio':>6} {'aim':>6} {'floor':>6}"]
    for bar in BARS:
        ratio = result.ratios[bar.what]
        lines.append(f"{bar.what:42} {ratio:6.2f} {bar.aim:6.2f} {bar.floor:6.2f}  {bar.verdict(ratio)}")
    times = result.detector
    lines += [
        "",
        f"detector, 100 words: median {times.usual_median:.1f} ms, p99 {times.usual_p99:.1f} ms",
        f"detector, a process of its own: {times.start_up:.0f} ms to start, {times.megabytes:.0f} MB",
        f"calibration loop: {times.calibration:.1f} ms",
        "detector, 64 kB of one piece again and again: ms, and growth per doubling",
    ]
    for piece, (spent, growth) in sorted(times.hostile.items(), key=lambda row: -row[1][0]):
        lines.append(f"{spent:8.0f} {growth:6.2f}  {piece}")
    return "\n".join(lines)


def as_json(result: Result) -> dict:
    return {
        "machine": _machine(),
        "figures": {name: [asdict(figure) for figure in figures] for name, figures in result.figures.items()},
        "ratios": result.ratios,
        "detector": asdict(result.detector),
    }


def _machine() -> str:
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processor cores"
