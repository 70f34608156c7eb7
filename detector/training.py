"""Train the weights from labelled files, and judge records by weights that have not seen them."""

import argparse
import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TextIO

from detector import corpus, features, figures, model
from detector.assessment import Assessment
from detector.reading import read
from detector.screening import screen

FOLDS = 5
WRITER_GROUPS = 8
FREEDOM = {"signals": 10.0, "words": 10.0}


def features_of(row: dict) -> model.Features:
    return features.of(read(row["title"], row["body"], row["where"], row.get("parent") or ""))


def fit(rows: list[dict], prepared: list[model.Features] | None = None) -> model.Model:
    prepared = prepared or [features_of(row) for row in rows]
    return model.train(prepared, [row["label"] == "promote" for row in rows], freedom=FREEDOM)


def folds(rows: list[dict], count: int) -> list[int]:
    """A fold for each record; related records share one. The same records always give the same folds."""
    group = corpus.groups(rows)
    ids: dict[int, str] = {}
    for row, root in zip(rows, group, strict=True):
        ids[root] = min(row["id"], ids.get(root, row["id"]))
    order = sorted(ids, key=lambda root: hashlib.sha256(ids[root].encode()).digest())
    fold = {root: place % count for place, root in enumerate(order)}
    return [fold[root] for root in group]


def cross_validate(rows: list[dict], others: list[dict], count: int = FOLDS) -> Iterator[tuple[dict, Assessment]]:
    """Each record with the assessment of a model trained without its fold. others: only trained on."""
    return _without_each(rows, others, folds(rows + others, count))


def by_writer(rows: list[dict]) -> Iterator[tuple[dict, Assessment]]:
    """Each record with the assessment of a model that has seen nothing of its writer.

    A model is trained without a group of writers, not without one: with 35 of them that takes a quarter of the time.
    """
    names = sorted({row["writer"] for row in rows})
    return _without_each(rows, [], [names.index(row["writer"]) % WRITER_GROUPS for row in rows])


def _without_each(rows: list[dict], others: list[dict], fold: list[int]) -> Iterator[tuple[dict, Assessment]]:
    everything = rows + others
    prepared = [features_of(row) for row in everything]
    parts = sorted(set(fold[: len(rows)]))
    seen = [[i for i, k in enumerate(fold) if k != part] for part in parts]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        fitted = pool.map(fit, ([everything[i] for i in part] for part in seen),
                          ([prepared[i] for i in part] for part in seen))  # fmt: skip
        for part, trained in zip(parts, fitted, strict=True):
            trained.card = {"version": "cross-validation"}
            for i, row in enumerate(rows):
                if fold[i] == part:
                    yield row, judge(row, trained)


def judge(row: dict, trained: model.Model | None = None) -> Assessment:
    return screen(row["title"], row["body"], where=row["where"], parent=row.get("parent") or "", model=trained)


def judge_all(rows: Iterable[dict], trained: model.Model | None = None) -> figures.Judged:
    return [(row, judge(row, trained)) for row in rows]


def main(argv: list[str], stdout: TextIO) -> int:
    parser = argparse.ArgumentParser(prog="python -m detector.training", description=__doc__)
    parser.add_argument("version", help="name of the new model, as v3; it is not switched on (policy.json does that)")
    options = parser.parse_args(argv)
    rows = corpus.training_rows()
    trained = fit(rows)
    measured = {
        "writers it has not seen": list(by_writer(rows)),
        "dev.jsonl, in folds": list(cross_validate(*_split(rows))),
        "unseen": judge_all(corpus.unseen_rows(), trained),
    }
    trained.card = {
        "version": options.version, "date": date.today().isoformat(), "records": len(rows), "freedom": FREEDOM,
        "files": [path.name for path in corpus.training_files()], "features": features.__doc__.split("\n")[0],
        "figures": {name: figures.summary(judged) for name, judged in measured.items()},
    }  # fmt: skip
    target = Path(str(files("detector").joinpath(f"models/{options.version}.json")))
    trained.save(target)
    stdout.write(
        f"{target.name}: {sum(len(b.weights) for b in trained.blocks.values())} weights, {len(rows)} records\n"
    )
    for name, judged in measured.items():
        stdout.write(f"\n{name}\n")
        figures.write(figures.of(judged), stdout)
    return 0


def _split(rows: list[dict]) -> tuple[list[dict], list[dict]]:
    dev = [row for row in rows if row["writer"] == "dev"]
    return dev, [row for row in rows if row["writer"] != "dev"]


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:], sys.stdout))
