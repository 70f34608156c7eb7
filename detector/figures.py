"""The figures of LABELLING.md, from labelled records and their assessments."""

import math
import re
from typing import TextIO

from detector.assessment import Assessment

Judged = list[tuple[dict, Assessment]]
Z = 1.96  # standard normal quantile of a two-sided 95 % interval
TOKEN = re.compile(r"\w+|[^\w\s]")


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Wilson score interval (Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212); (0, 1) of none."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def rate(hits: int, of: int) -> dict:
    low, high = wilson(hits, of)
    share = round(hits / of, 4) if of else None
    return {"hits": hits, "of": of, "share": share, "low": round(low, 4), "high": round(high, 4)}


def of(judged: Judged) -> dict:
    judged = [(row, a) for row, a in judged if row["label"] in ("promote", "ok")]
    promote = [(row, a) for row, a in judged if row["label"] == "promote"]
    ok = [(row, a) for row, a in judged if row["label"] == "ok"]
    flagged = [(row, a) for row, a in judged if a.flagged]
    true = [(row, a) for row, a in promote if a.flagged]
    hidden = [(row, a) for row, a in promote if row.get("obfuscated")]
    precision, recall = rate(len(true), len(flagged)), rate(len(true), len(promote))
    both = (precision["share"] or 0) + (recall["share"] or 0)
    overlaps = sum(_overlaps(row, a) for row, a in true)
    return {
        "records": len(judged),
        "precision": precision,
        "recall": recall,
        "f1": round(2 * (precision["share"] or 0) * (recall["share"] or 0) / both, 4) if both else 0.0,
        "average_precision": round(_average_precision(judged), 4),
        "recall_by_kind": _by_kind(promote),
        "flagged_by_ok_kind": _by_kind(ok),
        "held_by_ok_kind": _by_kind(ok, held=True),
        "held_of_promote": rate(sum(a.outcome == "hold" for _, a in promote), len(promote)),
        "recall_obfuscated": rate(sum(a.flagged for _, a in hidden), len(hidden)),
        "flags_with_overlapping_reason": rate(overlaps, len(true)),
        **_marking(true),
        "failed": sum(bool(a.failed) for _, a in judged),
    }


def summary(judged: Judged) -> dict:
    found = of(judged)
    names = ("records", "precision", "recall", "f1", "average_precision", "recall_obfuscated")
    return {name: found[name] for name in names}


def _by_kind(judged: Judged, *, held: bool = False) -> dict:
    kinds = sorted({row["kind"] for row, _ in judged})
    hit = {kind: 0 for kind in kinds}
    count = {kind: 0 for kind in kinds}
    for row, a in judged:
        count[row["kind"]] += 1
        hit[row["kind"]] += a.outcome == "hold" if held else a.flagged
    return {kind: rate(hit[kind], count[kind]) for kind in kinds}


def _average_precision(judged: Judged) -> float:
    """Mean of the precision at each true record, by falling score; equal scores count as one step."""
    total = sum(row["label"] == "promote" for row, _ in judged)
    steps: dict[float, list[int]] = {}
    for row, a in judged:
        step = steps.setdefault(a.score, [0, 0])
        step[0] += row["label"] == "promote"
        step[1] += 1
    true = seen = 0
    area = 0.0
    for score in sorted(steps, reverse=True):
        true += steps[score][0]
        seen += steps[score][1]
        area += steps[score][0] * true / seen
    return area / total if total else 0.0


def _labelled(row: dict) -> dict[str, list[tuple[int, int]]]:
    """Where the labelled spans stand, in each field."""
    places: dict[str, list[tuple[int, int]]] = {"title": [], "body": []}
    for span in row.get("spans", ()):
        for name, found in places.items():
            at = row[name].find(span)
            if at >= 0:
                found.append((at, at + len(span)))
    return places


def _overlaps(row: dict, a: Assessment) -> bool:
    places = _labelled(row)
    return any(r.start < end and r.end > start for r in a.reasons for start, end in places[r.field])


def _marking(true: Judged) -> dict:
    """How well the marked words fit: share of them that is labelled, and share of the text that is marked."""
    marked = fitting = 0
    shares = []
    for row, a in true:
        places, here, tokens = _labelled(row), 0, 0
        for name in ("title", "body") if row["where"] == "topic" else ("body",):
            spans = [(r.start, r.end) for r in a.reasons if r.field == name]
            for token in TOKEN.finditer(row[name]):
                tokens += 1
                if any(s < token.end() and e > token.start() for s, e in spans):
                    here += 1
                    fitting += any(s < token.end() and e > token.start() for s, e in places[name])
        marked += here
        shares.append(here / tokens if tokens else 0.0)
    return {
        "marked_words_labelled": round(fitting / marked, 4) if marked else None,
        "share_of_text_marked": round(sum(shares) / len(shares), 4) if shares else None,
    }


def write(found: dict, stdout: TextIO) -> None:
    for name, value in found.items():
        if isinstance(value, dict) and "share" in value:
            stdout.write(f"{name:32} {_text(value)}\n")
        elif isinstance(value, dict):
            stdout.write(f"{name}\n")
            for kind, row in value.items():
                stdout.write(f"    {kind:28} {_text(row)}\n")
        else:
            stdout.write(f"{name:32} {value}\n")


def _text(row: dict) -> str:
    share = "-" if row["share"] is None else f"{row['share']:.3f}"
    return f"{share}  ({row['hits']} of {row['of']}; 95 % {row['low']:.3f} to {row['high']:.3f})"
