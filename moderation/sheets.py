"""Tables to download. A cell that a spreadsheet would run as a formula begins with an apostrophe."""

import csv
from collections.abc import Iterable, Iterator

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """What csv writes, given back."""

    def write(self, line: str) -> str:
        return line


def safe(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def lines(rows: Iterable[Iterable]) -> Iterator[str]:
    """The table line by line, to be streamed or joined."""
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row])
