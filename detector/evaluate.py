"""Print the figures of labelled records: `python -m detector.evaluate FILE`, or of the detector's own data."""

import argparse
import json
import sys
from pathlib import Path
from typing import TextIO

from detector import concerns_training, corpus, figures, redact_check, training
from detector.policy import standard
from detector.screening import active_model

NO_LABELS = (
    'Nothing to measure: none of the {count} records of {file} has a "label" of "promote" or "ok".\n'
    "To screen texts without labels use `manage.py screen_file IN OUT` or `python -m detector IN OUT`.\n"
)
EXCERPT = 160  # characters of a missed or wrongly flagged text


def main(argv: list[str], stdout: TextIO) -> int:
    """Returns 0, or 2 after a message when the file cannot be read."""
    parser = argparse.ArgumentParser(prog="detector.evaluate", description=__doc__)
    add_arguments(parser)
    return run(parser.parse_args(argv), stdout)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", default=corpus.DATA / corpus.DEV,
                        help="labelled records, JSON Lines; dev.jsonl if none is named")  # fmt: skip
    parser.add_argument("--cross-validate", type=int, metavar="K", help="folds; 0 for none (5 if trained on FILE)")
    parser.add_argument("--writers", action="store_true", help="all data, each writer judged by the others' model")
    parser.add_argument("--unseen", action="store_true", help="the writers of data/unseen/, never trained on")
    parser.add_argument("--concerns", action="store_true", help="crisis and harm, on concerns.jsonl")
    parser.add_argument("--redacted", action="store_true", help="how many held texts of FILE pass after redaction")
    parser.add_argument("--misses", action="store_true", help="also list the missed and the wrongly flagged texts")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace, stdout: TextIO) -> int:
    """What main() does, for a caller with its own parser."""
    if options.cross_validate is not None and options.cross_validate not in (0, *range(2, 51)):
        stdout.write("--cross-validate takes a number of folds from 2 to 50, or 0 for none\n")
        return 2
    try:
        given = corpus.load(options.file)
    except (OSError, ValueError) as error:
        stdout.write(f"Cannot read the file: {error}\n")
        return 2
    rows = corpus.scored(given)
    if not rows:
        stdout.write(NO_LABELS.format(file=options.file, count=len(given)))
        return 2
    if options.concerns or options.redacted:
        found = concerns_training.measure() if options.concerns else redact_check.measure(rows)
        _write(found, options, stdout)
        return 0
    judged, how = _judge(rows, options)
    if unlabelled := sum(row.get("label") is None for row in given):
        how += f"; {unlabelled} of {len(given)} records have no label and are left out"
    found = {"how": how, **figures.of(judged)}
    if options.misses:
        found["misses"] = _errors(judged, "promote")
        found["false_flags"] = _errors(judged, "ok")
    _write(found, options, stdout)
    return 0


def _judge(rows: list[dict], options: argparse.Namespace) -> tuple[figures.Judged, str]:
    if options.unseen:
        how = f"{_active().version} on writers it has not read"
        return training.judge_all(corpus.unseen_rows()), how
    if options.writers:
        return list(
            training.by_writer(corpus.training_rows())
        ), "each writer judged by a model trained on the other writers"
    return judge_file(rows, options.cross_validate)


def _active():
    return active_model(standard()["model"])


def judge_file(rows: list[dict], folds: int | None = None) -> tuple[figures.Judged, str]:
    """Judge records honestly: those the active model has seen are judged by models that have not.

    folds: None decides by the file; 0 never cross-validates; more cross-validates in any case.
    """
    model = _active()
    trained_on = [row for path in model.card["files"] for row in corpus.scored(corpus.load(corpus.DATA / path))]
    texts = {_text(row) for row in rows}
    seen = [row for row in trained_on if _text(row) in texts]
    if folds == 0 or (folds is None and not seen):
        note = f"; {len(seen)} of these records were in its training, so the figures flatter" if seen else ""
        return training.judge_all(rows), f"model {model.version} as it stands{note}"
    others = [row for row in trained_on if _text(row) not in texts]
    count = folds or training.FOLDS
    why = "the model was trained on these records" if seen else "as asked"
    how = f"cross-validated in {count} folds, related records in one fold"
    how += f" ({why}; {len(others)} others are trained on too)"
    return list(training.cross_validate(rows, others, count)), how


def _text(row: dict) -> tuple[str, str, str]:
    return row["title"], row["body"], row.get("parent") or ""


def _write(found: dict, options: argparse.Namespace, stdout: TextIO) -> None:
    if options.json:
        stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        return
    errors = {name: found.pop(name) for name in ("misses", "false_flags") if name in found}
    figures.write(found, stdout)
    for name, texts in errors.items():
        stdout.write(f"\n{name} ({len(texts)})\n" + "".join(_line(row) for row in texts))


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
