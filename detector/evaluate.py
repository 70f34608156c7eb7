"""Print the figures of a labelled file: `python -m detector.evaluate FILE`."""

import argparse
import json
import sys
from pathlib import Path
from typing import TextIO

from detector import corpus, figures, training
from detector.policy import standard
from detector.screening import active_model

EXCERPT = 160  # characters of a missed or wrongly flagged text


def main(argv: list[str], stdout: TextIO) -> int:
    """Returns 0, or 2 after a message when the file cannot be read."""
    parser = argparse.ArgumentParser(prog="detector.evaluate", description=__doc__)
    add_arguments(parser)
    return run(parser.parse_args(argv), stdout)


def run(options: argparse.Namespace, stdout: TextIO) -> int:
    """What main() does, for a caller with its own parser."""
    try:
        rows = corpus.scored(corpus.load(options.file))
    except (OSError, ValueError) as error:
        stdout.write(f"Cannot read the file: {error}\n")
        return 2
    judged, how = judge_file(rows, options.cross_validate)
    found = {"how": how, **figures.of(judged)}
    if options.misses:
        found["misses"] = _errors(judged, "promote")
        found["false_flags"] = _errors(judged, "ok")
    if options.json:
        stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        return 0
    errors = {name: found.pop(name) for name in ("misses", "false_flags") if name in found}
    figures.write(found, stdout)
    for name, texts in errors.items():
        stdout.write(f"\n{name} ({len(texts)})\n" + "".join(_line(row) for row in texts))
    return 0


def judge_file(rows: list[dict], folds: int | None = None) -> tuple[figures.Judged, str]:
    """Judge records honestly: those the active model has seen are judged by models that have not.

    folds: None decides by the file; 0 never cross-validates; more cross-validates in any case.
    """
    model = active_model(standard()["model"])
    paths = [corpus.DATA / name for name in model.card["files"]]
    trained_on = [row for path in paths for row in corpus.scored(corpus.load(path))]
    texts = {(row["title"], row["body"]) for row in rows}
    seen = [row for row in trained_on if (row["title"], row["body"]) in texts]
    if folds == 0 or (folds is None and not seen):
        note = f"; {len(seen)} of these records were in its training, so the figures flatter" if seen else ""
        return [(row, training.judge(row)) for row in rows], f"model {model.version} as it stands{note}"
    others = [row for row in trained_on if (row["title"], row["body"]) not in texts]
    count = folds or training.FOLDS
    why = "the model was trained on these records" if seen else "as asked"
    how = f"cross-validated in {count} folds, related records in one fold"
    how += f" ({why}; {len(others)} others are trained on too)"
    return list(training.cross_validate(rows, others, count)), how


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="labelled records, JSON Lines")
    parser.add_argument("--cross-validate", type=int, metavar="K", help="folds; 0 for none (5 if trained on FILE)")
    parser.add_argument("--misses", action="store_true", help="also list the missed and the wrongly flagged texts")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _errors(judged: figures.Judged, label: str) -> list[dict]:
    wrong = [(row, a) for row, a in judged if row["label"] == label and a.flagged != (label == "promote")]
    return [
        {"id": row["id"], "kind": row["kind"], "outcome": a.outcome, "score": a.score,
         "text": f"{row['title']} | {row['body']}"[:EXCERPT]}
        for row, a in sorted(wrong, key=lambda pair: pair[0]["id"])
    ]  # fmt: skip


def _line(row: dict) -> str:
    return f"  {row['id']} {row['kind']} {row['outcome']} {row['score']:.2f}  {row['text']!r}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdout))
