"""Two models' figures side by side: `python -m detector.compare OLD NEW [FILE…]`.

Without files on the writers that neither was trained on. A proposal only: policy.json decides.
"""

import argparse
import sys
from pathlib import Path
from typing import TextIO

from detector import corpus, figures, model, training

SHARES = ("precision", "recall", "recall_obfuscated", "held_of_promote", "flags_with_overlapping_reason")


def main(argv: list[str], stdout: TextIO) -> int:
    """Returns 0, or 2 after a message when a model or a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m detector.compare", description=__doc__)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("files", nargs="*", type=Path, help="labelled records; data/unseen/ if none is named")
    options = parser.parse_args(argv)
    try:
        models = [model.load(name) for name in (options.old, options.new)]
        rows = [row for path in options.files for row in corpus.scored(corpus.load(path))]
    except (OSError, ValueError) as error:
        stdout.write(f"Cannot read it: {error}\n")
        return 2
    rows = rows or corpus.unseen_rows()
    old, new = (figures.of(training.judge_all(rows, trained)) for trained in models)
    stdout.write(f"{len(rows)} records{_seen(rows, models)}\n{'':34}{options.old:>10}{options.new:>10}\n")
    for name, a, b in _lines(old, new):
        stdout.write(f"{name:34}{a:10.3f}{b:10.3f}\n")
    return 0


def _seen(rows: list[dict], models: list[model.Model]) -> str:
    """A warning where a model has trained on the very records, so that its figures flatter."""
    names = {name for trained in models for name in trained.card["files"]}
    known = {(row["title"], row["body"]) for name in names for row in corpus.load(corpus.DATA / name)}
    count = sum((row["title"], row["body"]) in known for row in rows)
    return f"; {count} of them were trained on, so the figures flatter" if count else ""


def _lines(old: dict, new: dict):
    for name in SHARES:
        yield name, old[name]["share"] or 0.0, new[name]["share"] or 0.0
    yield "f1", old["f1"], new["f1"]
    yield "average_precision", old["average_precision"], new["average_precision"]
    for group in ("recall_by_kind", "flagged_by_ok_kind", "held_by_ok_kind"):
        for kind in old[group]:
            yield f"{group} {kind}", old[group][kind]["share"], new[group][kind]["share"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdout))
