"""Screen a file of texts: `python -m detector IN.jsonl OUT.jsonl`, each as a new member's."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from detector.assessment import Assessment
from detector.screening import screen

PLACES = ("topic", "reply", "comment")
NOTES = 10  # oddities that are named
EVERY = 500  # lines between two notes of progress


def main(argv: list[str], stdout: TextIO) -> int:
    """Returns 0, or 2 after a message on bad input. The output file appears only when it is complete."""
    parser = argparse.ArgumentParser(prog="detector", description=__doc__)
    add_arguments(parser)
    return run(parser.parse_args(argv), stdout)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, help='JSON Lines of {"id", "where", "title", "body", "parent"?}')
    parser.add_argument("target", type=Path, help="JSON Lines of assessments, in the same order")


def run(options: argparse.Namespace, stdout: TextIO) -> int:
    """What main() does, for a caller with its own parser."""
    if options.target.exists() and options.source.exists() and options.target.samefile(options.source):
        stdout.write("Stopped: the two files are the same one; name another for the assessments\n")
        return 2
    unfinished = options.target.with_name(options.target.name + ".part")
    try:
        with options.source.open(encoding="utf-8-sig") as source, unfinished.open("w", encoding="utf-8") as target:
            count = _screen_lines(source, target, stdout)
        os.replace(unfinished, options.target)
    except (OSError, ValueError) as error:
        unfinished.unlink(missing_ok=True)
        stdout.write(f"Stopped: {error}\n")
        return 2
    stdout.write(f"{count} texts screened\n")
    return 0


def _screen_lines(source: TextIO, target: TextIO, stdout: TextIO) -> int:
    count, lines, odd = 0, {}, 0
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        row = _record(line, number)
        for note in _oddities(row, number, lines):
            odd += 1
            if odd <= NOTES:
                stdout.write(f"{note}\n")
        target.write(json.dumps(line_of(row["id"], assess(row)), ensure_ascii=False) + "\n")
        count += 1
        if count % EVERY == 0:
            stdout.write(f"{count} texts screened so far\n")
    if odd > NOTES:
        stdout.write(f"and {odd - NOTES} more notes like these\n")
    return count


def _oddities(row: dict, number: int, lines: dict[str, int]) -> Iterator[str]:
    """What was probably not meant, but can be read. lines: where each id stood first."""
    first = lines.setdefault(str(row["id"]), number)
    if first != number:
        yield f"line {number}: the id {row['id']!r} stands on line {first} already"
    if "title" in row and row["title"] is None:
        yield f'line {number}: "title" is null, read as an empty one'


def _record(line: str, number: int) -> dict:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValueError(f"line {number} is not JSON ({error})") from error
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("body"), str):
        raise ValueError(f'line {number} is not a record with "id" and "body"')
    for name in ("title", "parent"):
        if not isinstance(row.get(name) or "", str):
            raise ValueError(f'line {number}: "{name}" is no text in quotation marks')
    if row.get("where", "topic") not in PLACES:
        raise ValueError(f'line {number}: "where" is {row["where"]!r}, not one of {", ".join(PLACES)}')
    return row


def assess(row: dict) -> Assessment:
    title, body, parent = (row.get(name) or "" for name in ("title", "body", "parent"))
    return screen(title, body, where=row.get("where", "topic"), parent=parent)


def line_of(key: object, assessment: Assessment) -> dict:
    return {
        "id": key, "outcome": assessment.outcome, "flag": assessment.flagged, "score": assessment.score,
        "act": assessment.act,
        "concerns": [{"kind": c.kind, "field": c.field, "start": c.start, "end": c.end, "text": c.text}
                     for c in assessment.concerns],
        "reasons": [{"field": r.field, "start": r.start, "end": r.end, "code": r.code, "text": r.text}
                    for r in assessment.reasons],
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdout))
