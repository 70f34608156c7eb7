"""Labelled texts: reading, checking and counting them, and which of them belong together.

Records in data/ are trained on, those in data/unseen/ never: whole writers, for the figures that count.
`python -m detector.corpus` checks every record, refuses near-repetitions and prints the counts.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TextIO

from detector.normalise import normalise

DATA = Path(str(files("detector").joinpath("data")))
UNSEEN = DATA / "unseen"
DEV, CONCERNS = "dev.jsonl", "concerns.jsonl"
SHINGLE = 4  # words in a row
TOO_ALIKE = 0.35  # share of the shorter text's shingles that also stand in the other: they share a fold
REPEATED, REPEATED_FROM = 0.6, 5  # from this share and this many shingles on, one of the two is refused
WORD = re.compile(r"\w+")
KINDS = {
    "promote": frozenset("clinic_ad testimonial solicitation referral travel event paid_trial product".split()),
    "ok": frozenset("question experience warning research approved_care everyday moderator".split()),
}
PLACES = ("topic", "reply", "comment")
FIELDS = {"id": str, "where": str, "title": str, "body": str, "label": str, "kind": str, "obfuscated": bool,
          "spans": list, "note": str}  # fmt: skip


def load(path: Path | str) -> list[dict]:
    """The records of a JSON Lines file. Raises ValueError with the line number when a line is no record."""
    rows, lines = [], {}
    for number, line in enumerate(Path(path).read_text("utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = {"title": "", "where": "topic", "parent": "", "kind": "-", **_record(line)}
            if row["id"] in lines:
                raise ValueError(f"the id {row['id']!r} stands on line {lines[row['id']]} already")
        except ValueError as error:
            raise ValueError(f"{path}, line {number}: {error}") from error
        lines[row["id"]] = number
        rows.append({**row, "writer": _writer(Path(path).name, row["id"])})
    return rows


def _record(line: str) -> dict:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValueError(f"not JSON ({error})") from error
    if not isinstance(row, dict):
        raise ValueError("not a record, which is an object in braces")
    for name in ("id", "body"):
        if name not in row:
            raise ValueError(f'not a record, it has no "{name}"')
    row["id"] = str(row["id"]) if type(row["id"]) is int else row["id"]
    for name in ("id", "title", "body"):
        if not isinstance(row.get(name, ""), str):
            raise ValueError(f'"{name}" is {json.dumps(row[name])[:40]}, not a text in quotation marks')
    if row.get("where", "topic") not in PLACES:
        raise ValueError(f'"where" is {row["where"]!r}, not one of {", ".join(PLACES)}')
    return row


def _writer(name: str, key: str) -> str:
    """Whose hand: the file, and its part where somebody else went on writing."""
    part = 1 + sum(key >= start for start in _read("hands.json").get(name, ()))
    return name.removesuffix(".jsonl") + (f" {part}" if part > 1 else "")


def _read(name: str) -> list | dict:
    return json.loads((DATA / name).read_text("utf-8"))


def scored(rows: Iterable[dict]) -> list[dict]:
    return [row for row in rows if row.get("label") in ("promote", "ok")]


def training_files() -> list[Path]:
    return _posts(DATA)


def training_rows() -> list[dict]:
    return [row for path in training_files() for row in scored(load(path))]


def unseen_rows() -> list[dict]:
    """Scored records of writers that no model was trained on."""
    return [row for path in _posts(UNSEEN) for row in scored(load(path))]


def _posts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.jsonl") if path.name != CONCERNS)


def same_texts(a: list[dict], b: list[dict]) -> bool:
    return {(r["id"], r["body"]) for r in a} <= {(r["id"], r["body"]) for r in b}


def _shingles(row: dict) -> set[tuple[str, ...]]:
    # The title of a reply is its thread's.
    own = f"{row['title']} {row['body']}" if row["where"] == "topic" else row["body"]
    words = WORD.findall(own.lower())
    return {tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}


def _alike(rows: list[dict], share: float, least: int) -> Iterator[tuple[int, int]]:
    """Pairs that have at least `least` shingles and the share `share` of the shorter text in common."""
    places: dict[tuple[str, ...], list[int]] = {}
    shingles = [_shingles(row) for row in rows]
    shared: Counter[tuple[int, int]] = Counter()
    for i, mine in enumerate(shingles):
        for shingle in mine:
            shared.update((j, i) for j in places.setdefault(shingle, []))
            if len(places[shingle]) < 30:  # what everybody says ties nobody together
                places[shingle].append(i)
    for (j, i), count in shared.items():
        if count >= least and count >= share * min(len(shingles[i]), len(shingles[j])):
            yield j, i


def groups(rows: list[dict]) -> list[int]:
    """A group number for each record: one thread, or records that quote or nearly repeat each other."""
    parent = list(range(len(rows)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    by_id = {row["id"]: i for i, row in enumerate(rows)}
    stated = [[by_id[name] for name in family if name in by_id] for family in _read("groups.json")]
    for family in [*stated, *_threads(rows), *_alike(rows, TOO_ALIKE, 3)]:
        for member in family[1:]:
            parent[root(member)] = root(family[0])
    return [root(i) for i in range(len(rows))]


def _threads(rows: list[dict]) -> Iterable[list[int]]:
    threads: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        for text in {row["title"].lower().removeprefix("re: "), (row.get("parent") or "").lower()}:
            if len(text.split()) >= 3:
                threads.setdefault(text, []).append(i)
    return threads.values()


def faults(rows: list[dict]) -> list[str]:
    """What is wrong with records, one sentence each."""
    found = [f"{row['id']}: {fault}" for row in rows for fault in _faults_of(row)]
    found += [f"{name}: the id stands {n} times" for name, n in Counter(row["id"] for row in rows).items() if n > 1]
    related = {frozenset((a, b)) for family in _read("groups.json") for a in family for b in family}
    for j, i in _alike(rows, REPEATED, REPEATED_FROM):
        if frozenset((rows[j]["id"], rows[i]["id"])) not in related:
            found.append(f"{rows[i]['id']}: nearly repeats {rows[j]['id']}")
    return found


def _faults_of(row: dict) -> Iterator[str]:
    for name, kind in FIELDS.items():
        if not isinstance(row.get(name), kind):
            yield f'"{name}" is missing or of another type'
            return
    if unknown := row.keys() - FIELDS.keys() - {"parent", "writer"}:
        yield f"unknown fields {', '.join(sorted(unknown))}"
    if row["where"] not in PLACES:
        yield f'"where" is {row["where"]!r}'
    kinds = KINDS.get(row["label"], frozenset().union(*KINDS.values()) if row["label"] == "borderline" else ())
    if row["kind"] not in kinds:
        yield f"no kind {row['kind']!r} of {row['label']!r}"
    if bool(row["spans"]) == (row["label"] == "ok"):
        yield "spans belong to promote and borderline, and only there"
    for span in row["spans"]:
        if span not in row["title"] and span not in row["body"]:
            yield f"the span {span!r} does not stand in the text"
    if not row["body"].strip():
        yield "the body is empty"


def _table(rows: list[dict], stdout: TextIO) -> None:
    stdout.write(f"{'kind':24}{'records':>9}{'obfuscated':>12}{'answers':>9}  tricks that were read\n")
    for label in ("promote", "ok", "borderline"):
        for kind in sorted({row["kind"] for row in rows if row["label"] == label}):
            mine = [row for row in rows if (row["label"], row["kind"]) == (label, kind)]
            tricks = Counter(trick for row in mine for trick in _tricks(row))
            listed = ", ".join(f"{trick} {n}" for trick, n in tricks.most_common())
            stdout.write(f"{label + ' ' + kind:24}{len(mine):9}{sum(row['obfuscated'] for row in mine):12}"
                         f"{sum(bool(row['parent']) for row in mine):9}  {listed}\n")  # fmt: skip


def _tricks(row: dict) -> set[str]:
    return {trick for name in ("title", "body") for trick, *_ in normalise(row[name]).tricks}


def main(stdout: TextIO) -> int:
    """Returns 0, or 1 after naming the faults."""
    rows = [row for path in [*training_files(), *_posts(UNSEEN)] for row in load(path)]
    unseen = {row["writer"] for row in unseen_rows()}
    _table(rows, stdout)
    stdout.write(f"\n{'writer':24}{'records':>9}{'promote':>9}{'ok':>6}{'borderline':>12}\n")
    for writer in sorted({row["writer"] for row in rows}):
        mine = [row for row in rows if row["writer"] == writer]
        labels = Counter(row["label"] for row in mine)
        stdout.write(f"{writer:24}{len(mine):9}{labels['promote']:9}{labels['ok']:6}{labels['borderline']:12}"
                     f"{'  unseen' if writer in unseen else ''}\n")  # fmt: skip
    found = faults(rows)
    stdout.write(f"\n{len(rows)} records, {len(found)} faults (a near-repetition shares {REPEATED:.0%} of the shorter"
                 f" text's rows of {SHINGLE} words, and at least {REPEATED_FROM})\n")  # fmt: skip
    stdout.writelines(f"  {fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.stdout))
