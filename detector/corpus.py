"""Labelled texts: reading the files, and finding which records belong together."""

import json
import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

DATA = Path(str(files("detector").joinpath("data")))
SHINGLE = 4  # words in a row
TOO_ALIKE = 0.35  # share of the shorter text's shingles that also stand in the other
WORD = re.compile(r"\w+")


def load(path: Path | str) -> list[dict]:
    """The records of a JSON Lines file. Raises ValueError with the line number when a line is no record."""
    rows = []
    for number, line in enumerate(Path(path).read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            row["body"], row["id"]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}, line {number}: not a record ({error})") from error
        rows.append({"title": "", "where": "topic", **row})
    return rows


def scored(rows: Iterable[dict]) -> list[dict]:
    return [row for row in rows if row.get("label") in ("promote", "ok")]


def training_files() -> list[Path]:
    return sorted(DATA.glob("*.jsonl"))


def same_texts(a: list[dict], b: list[dict]) -> bool:
    return {(r["id"], r["body"]) for r in a} <= {(r["id"], r["body"]) for r in b}


def _shingles(row: dict) -> set[tuple[str, ...]]:
    words = WORD.findall(f"{row['title']} {row['body']}".lower())
    return {tuple(words[i:i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}


def groups(rows: list[dict]) -> list[int]:
    """A group number for each record: records that quote or nearly repeat each other share one."""
    parent = list(range(len(rows)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    places: dict[tuple[str, ...], list[int]] = {}
    shingles = [_shingles(row) for row in rows]
    shared: dict[tuple[int, int], int] = {}
    for i, mine in enumerate(shingles):
        for shingle in mine:
            for j in places.setdefault(shingle, []):
                shared[j, i] = shared.get((j, i), 0) + 1
            if len(places[shingle]) < 30:  # what everybody says ties nobody together
                places[shingle].append(i)
    for (j, i), count in shared.items():
        if count >= 3 and count >= TOO_ALIKE * min(len(shingles[i]), len(shingles[j])):
            parent[root(i)] = root(j)
    by_id = {row["id"]: i for i, row in enumerate(rows)}
    for family in _stated_groups():
        members = [by_id[name] for name in family if name in by_id]
        for member in members[1:]:
            parent[root(member)] = root(members[0])
    return [root(i) for i in range(len(rows))]


def _stated_groups() -> list[list[str]]:
    return json.loads((DATA / "groups.json").read_text("utf-8"))
