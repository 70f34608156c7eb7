"""Logistic regression over sparse features, in plain Python: trains anywhere, runs as data."""

import json
import math
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

MODELS = files("detector").joinpath("models")


@dataclass
class Model:
    """weights: feature to weight; card: what it was trained on and its figures."""

    weights: dict[str, float]
    card: dict = field(default_factory=dict)

    @property
    def version(self) -> str:
        return self.card.get("version", "")

    def margin(self, features: dict[str, float]) -> float:
        weights = self.weights
        return sum(weights[name] * value for name, value in features.items() if name in weights)

    def probability(self, features: dict[str, float]) -> float:
        return squash(self.margin(features))

    def save(self, path: Path) -> None:
        rows = {name: round(weight, 4) for name, weight in sorted(self.weights.items()) if abs(weight) >= 5e-4}
        path.write_text(json.dumps({"card": self.card, "weights": rows}, ensure_ascii=False, indent=0) + "\n", "utf-8")


def load(version: str) -> Model:
    data = json.loads(MODELS.joinpath(f"{version}.json").read_text("utf-8"))
    return Model(data["weights"], data["card"])


def squash(margin: float) -> float:
    if margin < -35:
        return 0.0
    return 1 / (1 + math.exp(-margin))


# How much a group of features may say: the scale its values are multiplied by before training. Words are many
# and say little each; signals are few and were chosen.
SCALES = {"w": 0.5, "q": 0.25, "both": 0.35, "&": 0.7, ">": 0.6, "around": 0.5, "last": 0.5, "|": 0.7}


def scale_of(name: str) -> float:
    head = name.split(":", 1)[0]
    if head in SCALES and ":" in name:
        return SCALES[head]
    if "|" in name:
        return SCALES["|"]
    if "&" in name:
        return SCALES["&"]
    return SCALES[">"] if ">" in name else 1.0


def train(rows: list[dict[str, float]], labels: list[int], *, penalty: float = 0.003, least: int = 2,
          importance: list[float] | None = None, rounds: int = 60) -> Model:
    """Fit weights by L-BFGS on the mean log loss with an L2 penalty.

    least: how many texts a feature has to occur in.  importance: weight of each text.
    """
    seen: dict[str, int] = {}
    for row in rows:
        for name in row:
            seen[name] = seen.get(name, 0) + 1
    names = sorted(name for name, count in seen.items() if count >= (least + 1 if name[:2] in ("w:", "q:") else least))
    place = {name: i for i, name in enumerate(names)}
    scales = [scale_of(name) for name in names]
    # In one order whatever the process, so that the same files always give the same weights.
    sparse = [sorted((place[n], v * scales[place[n]]) for n, v in row.items() if n in place) for row in rows]
    shares = importance or [1.0] * len(rows)
    free = place.get("bias", -1)

    def cost(point: list[float]) -> tuple[float, list[float]]:
        loss, slope, total = 0.0, [0.0] * len(point), sum(shares)
        for row, label, share in zip(sparse, labels, shares, strict=True):
            margin = sum(point[i] * value for i, value in row)
            loss += share * (math.log1p(math.exp(-abs(margin))) + max(margin, 0.0) - label * margin)
            error = share * (squash(margin) - label) / total
            for i, value in row:
                slope[i] += error * value
        loss /= total
        for i, weight in enumerate(point):
            if i != free:
                loss += penalty / 2 * weight * weight
                slope[i] += penalty * weight
        return loss, slope

    point = _descend(cost, [0.0] * len(names), rounds)
    return Model({name: point[i] * scales[i] for name, i in place.items()})


def _descend(cost, point: list[float], rounds: int, memory: int = 8) -> list[float]:
    """Limited-memory BFGS with a backtracking line search (Nocedal and Wright, Numerical Optimization, 7.2)."""
    loss, slope = cost(point)
    steps: list[tuple[list[float], list[float], float]] = []
    for _ in range(rounds):
        way = _two_loops(slope, steps)
        fall = _dot(way, slope)
        size, tries = 1.0, 0
        while True:
            new = [x + size * d for x, d in zip(point, way, strict=True)]
            new_loss, new_slope = cost(new)
            tries += 1
            if new_loss <= loss + 1e-4 * size * fall or tries > 20:
                break
            size /= 2
        moved = [a - b for a, b in zip(new, point, strict=True)]
        turned = [a - b for a, b in zip(new_slope, slope, strict=True)]
        curve = _dot(moved, turned)
        if curve > 1e-12:
            steps = [*steps[-memory + 1:], (moved, turned, curve)]
        done = loss - new_loss < 1e-5
        point, loss, slope = new, new_loss, new_slope
        if done:
            break
    return point


def _two_loops(slope: list[float], steps: list) -> list[float]:
    way, kept = list(slope), []
    for moved, turned, curve in reversed(steps):
        share = _dot(moved, way) / curve
        kept.append(share)
        way = [w - share * t for w, t in zip(way, turned, strict=True)]
    if steps:
        moved, turned, curve = steps[-1]
        scale = curve / _dot(turned, turned)
        way = [w * scale for w in way]
    for (moved, turned, curve), share in zip(steps, reversed(kept), strict=True):
        back = _dot(turned, way) / curve
        way = [w + m * (share - back) for w, m in zip(way, moved, strict=True)]
    return [-w for w in way]


def _dot(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))
