"""Weights for crisis and harm, from data/concerns.jsonl: `python -m detector.concerns_training v2`.

concerns.WEIGHTS decides which weights are used. Figures are those on data/unseen/concerns.jsonl.
A record is {"id", "title", "body", "concerns": [kinds], "note"}.
"""

import argparse
import hashlib
import sys
from datetime import date
from pathlib import Path
from typing import TextIO

from detector import concerns, corpus, features, figures, model
from detector.reading import read
from detector.screening import screen
from detector.training import FREEDOM, features_of

OTHERS = 2400  # posts about other things, so that the words of everyday talk mean nothing
# Among these posts are people who were harmed, or say that others were.
UNSURE = {"crisis": (), "harm": ("warning", "experience")}


def fit(kind: str) -> model.Model:
    rows = corpus.load(corpus.DATA / corpus.CONCERNS)
    others = [row for row in corpus.training_rows() if row["kind"] not in UNSURE[kind]]
    others = sorted(others, key=lambda row: hashlib.sha256(row["id"].encode()).digest())[:OTHERS]
    prepared = [features.of(read(row["title"], row["body"], "reply")) for row in rows]
    prepared += [features_of(row) for row in others]
    labels = [kind in row["concerns"] for row in rows] + [False] * len(others)
    return model.train(prepared, labels, freedom=FREEDOM)


def measure() -> dict:
    """Precision and recall of each concern on the records that were never trained on, and the errors."""
    rows = corpus.load(corpus.UNSEEN / corpus.CONCERNS)
    found = [{c.kind for c in screen(row["title"], row["body"], where="reply").concerns} for row in rows]
    measured: dict = {"how": f"{len(rows)} records of unseen/{corpus.CONCERNS}"}
    for kind in concerns.WEIGHTS:
        true = sum(kind in row["concerns"] and kind in seen for row, seen in zip(rows, found, strict=True))
        measured[f"{kind}_precision"] = figures.rate(true, sum(kind in seen for seen in found))
        measured[f"{kind}_recall"] = figures.rate(true, sum(kind in row["concerns"] for row in rows))
    measured["misses"] = _errors(rows, found, missed=True)
    measured["false_flags"] = _errors(rows, found, missed=False)
    return measured


def _errors(rows: list[dict], found: list[set[str]], *, missed: bool) -> list[dict]:
    wrong = []
    for row, seen in zip(rows, found, strict=True):
        for kind in (set(row["concerns"]) - seen) if missed else (seen - set(row["concerns"])):
            wrong.append({"id": row["id"], "kind": kind, "outcome": "", "score": 0.0, "text": row["body"]})
    return wrong


def main(argv: list[str], stdout: TextIO) -> int:
    parser = argparse.ArgumentParser(prog="python -m detector.concerns_training", description=__doc__)
    parser.add_argument("version", help="name of the new weights, as v2; concerns.py decides which are used")
    options = parser.parse_args(argv)
    for kind in concerns.WEIGHTS:
        trained = fit(kind)
        trained.card = {"version": f"{kind}-{options.version}", "date": date.today().isoformat(),
                        "files": [corpus.CONCERNS], "others": OTHERS}  # fmt: skip
        target = Path(str(model.MODELS.joinpath(f"{kind}-{options.version}.json")))
        trained.save(target)
        stdout.write(f"{target.name}: {sum(len(b.weights) for b in trained.blocks.values())} weights\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdout))
