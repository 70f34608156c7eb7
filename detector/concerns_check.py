"""How well crisis and harm are seen: figures on data/concerns.jsonl."""

from detector import corpus, figures
from detector.screening import screen

KINDS = ("crisis", "harm")


def measure() -> dict:
    """Precision and recall of each concern; a record is {"id", "title", "body", "concerns": [kinds], "note"}."""
    rows = corpus.load(corpus.DATA / corpus.CONCERNS)
    found = [{c.kind for c in screen(row["title"], row["body"], where="reply").concerns} for row in rows]
    measured: dict = {"how": f"{len(rows)} sentences of {corpus.CONCERNS}"}
    for kind in KINDS:
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
