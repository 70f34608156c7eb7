"""Train the weights from labelled files, and judge records by weights that have not seen them."""

import argparse
import hashlib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TextIO

from detector import corpus, features, figures, model
from detector.assessment import Assessment
from detector.reading import read
from detector.screening import screen

FOLDS = 5
PENALTY = 0.003


def features_of(row: dict) -> dict[str, float]:
    return features.of(read(row["title"], row["body"], row["where"], row.get("parent", "")))


def fit(rows: list[dict], prepared: list[dict[str, float]] | None = None) -> model.Model:
    prepared = prepared or [features_of(row) for row in rows]
    return model.train(prepared, [int(row["label"] == "promote") for row in rows], penalty=PENALTY)


def folds(rows: list[dict], count: int) -> list[int]:
    """A fold for each record; related records share one. The same records always give the same folds."""
    group = corpus.groups(rows)
    ids = {root: min(rows[i]["id"] for i, g in enumerate(group) if g == root) for root in set(group)}
    order = sorted(ids, key=lambda root: hashlib.sha256(ids[root].encode()).digest())
    fold = {root: place % count for place, root in enumerate(order)}
    return [fold[root] for root in group]


def cross_validate(rows: list[dict], others: list[dict], count: int = FOLDS) -> Iterator[tuple[dict, Assessment]]:
    """Each record with the assessment of a model trained without its fold. others: always trained on."""
    everything = rows + others
    fold = folds(everything, count)
    prepared = [features_of(row) for row in everything]
    for k in range(count):
        seen = [i for i in range(len(everything)) if fold[i] != k]
        trained = fit([everything[i] for i in seen], [prepared[i] for i in seen])
        trained.card = {"version": "cross-validation"}
        for i, row in enumerate(rows):
            if fold[i] == k:
                yield row, judge(row, trained)


def judge(row: dict, trained: model.Model | None = None) -> Assessment:
    return screen(row["title"], row["body"], where=row["where"], parent=row.get("parent", ""), model=trained)


def main(argv: list[str], stdout: TextIO) -> int:
    parser = argparse.ArgumentParser(prog="python -m detector.training", description=__doc__)
    parser.add_argument("version", help="name of the new model, as v2; it is not switched on (policy.json does that)")
    parser.add_argument("files", nargs="*", type=Path, help="labelled files; all of detector/data/ if none is named")
    options = parser.parse_args(argv)
    paths = options.files or corpus.training_files()
    rows = [row for path in paths for row in corpus.scored(corpus.load(path))]
    main_rows = corpus.scored(corpus.load(paths[0]))
    judged = list(cross_validate(main_rows, rows[len(main_rows):]))
    trained = fit(rows)
    trained.card = {
        "version": options.version, "date": date.today().isoformat(), "files": [path.name for path in paths],
        "records": len(rows), "penalty": PENALTY, "folds": FOLDS,
        "features": "detector/features.py: signals, acts, their pairs, words and pairs of words without names",
        "measured_on": paths[0].name, "figures": figures.summary(judged),
    }  # fmt: skip
    target = Path(str(files("detector").joinpath(f"models/{options.version}.json")))
    trained.save(target)
    stdout.write(f"{target.name}: {len(trained.weights)} weights from {len(rows)} records\n")
    figures.write(figures.of(judged), stdout)
    return 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:], sys.stdout))
