"""Logistic regression over blocks of sparse features, in plain Python: trains anywhere, runs as data.

Each block (signals, words) is a regression of its own on rows of length one, in which rare features weigh more;
the margins of the blocks add up. Rows of length one make a sentence comparable with the text it stands in.
"""

import json
import math
from collections import Counter
from dataclasses import dataclass, field
from importlib.resources import files
from operator import mul
from pathlib import Path
from random import Random

Features = dict[str, dict[str, float]]  # block to feature to value
SHORT = 10  # one text of so many is shorter than the least length of a row
MODELS = files("detector").joinpath("models")


@dataclass(frozen=True, slots=True)
class Block:
    """scales: what a feature's value is multiplied by; weights: in units of the scaled row of length one.

    least: the length that is at least assumed of a row, so that two words alone never say very much.
    """

    bias: float
    least: float
    scales: dict[str, float]
    weights: dict[str, float]

    def margin(self, row: dict[str, float]) -> float:
        scales, weights, total, square = self.scales, self.weights, 0.0, 0.0
        for name, value in row.items():
            if name in scales:
                value *= scales[name]
                square += value * value
                total += value * weights[name]
        return self.bias + total / max(math.sqrt(square), self.least)


@dataclass
class Model:
    """card: what it was trained on and its figures."""

    blocks: dict[str, Block]
    card: dict = field(default_factory=dict)

    @property
    def version(self) -> str:
        return self.card.get("version", "")

    def margin(self, features: Features) -> float:
        return sum(block.margin(features[name]) for name, block in self.blocks.items())

    def probability(self, features: Features) -> float:
        return squash(self.margin(features))

    def save(self, path: Path) -> None:
        blocks = {
            name: {"bias": round(block.bias, 3), "least": block.least, "features": {
                feature: [round(block.scales[feature], 2), round(block.weights[feature], 2)]
                for feature in sorted(block.scales)
            }} for name, block in self.blocks.items()
        }  # fmt: skip
        text = json.dumps({"card": self.card, "blocks": blocks}, ensure_ascii=False, indent=0)
        path.write_text(text.replace("[\n", "[").replace(",\n-", ", -").replace("\n]", "]") + "\n", "utf-8")


def load(version: str) -> Model:
    data = json.loads(MODELS.joinpath(f"{version}.json").read_text("utf-8"))
    blocks = {
        name: Block(block["bias"], block["least"],
                    *({feature: pair[i] for feature, pair in block["features"].items()} for i in (0, 1)))
        for name, block in data["blocks"].items()
    }  # fmt: skip
    return Model(blocks, data["card"])


def squash(margin: float) -> float:
    if margin < -35:
        return 0.0
    return 1 / (1 + math.exp(-margin))


# How much a group of signal features may say: there are many pairs, and they say little each.
SCALES = {"w": 0.5, "q": 0.25, "both": 0.35, "&": 0.7, ">": 0.6, "around": 0.5, "last": 0.5, "|": 0.7}


def scale_of(name: str) -> float:
    head = name.split(":", 1)[0]
    if head in SCALES and ":" in name:
        return SCALES[head]
    for mark in "|&>":
        if mark in name:
            return SCALES[mark]
    return 1.0


def train(rows: list[Features], labels: list[bool], *, freedom: dict[str, float], least: int = 2) -> Model:
    """Fit every block. freedom: the inverse of each block's L2 penalty.  least: texts a feature has to occur in."""
    return Model({
        name: _train_block([row[name] for row in rows], labels, freedom[name], least) for name in freedom
    })  # fmt: skip


def _train_block(rows: list[dict[str, float]], labels: list[bool], freedom: float, least: int) -> Block:
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= least)
    scales = {name: round(scale_of(name) * math.log(len(rows) / counts[name]) + 0.01, 2) for name in names}
    place = {name: i for i, name in enumerate(names)}
    sparse = [[(place[name], value * scales[name]) for name, value in row.items() if name in place] for row in rows]
    lengths = [math.sqrt(sum(value * value for _, value in row)) for row in sparse]
    least = round(sorted(lengths)[len(lengths) // SHORT], 1)
    sized = [_sized(row, max(length, least)) for row, length in zip(sparse, lengths, strict=True)]
    weights, bias = _fit(sized, labels, len(names), freedom)
    return Block(bias, least, scales, {name: weights[i] for name, i in place.items()})


def _sized(row: list[tuple[int, float]], length: float) -> tuple[list[int], list[float]]:
    # In one order whatever the process, so that the same files always give the same weights.
    row = sorted(row)
    return [i for i, _ in row], [value / (length or 1.0) for _, value in row]


def _fit(rows: list[tuple[list[int], list[float]]], labels: list[bool], size: int, freedom: float,
         rounds: int = 40) -> tuple[list[float], float]:
    """Weights and bias by dual coordinate descent (Yu, Huang and Lin, Machine Learning 85 (2011), 41-75)."""
    weights, bias = [0.0] * size, 0.0
    duals = [0.001 * freedom] * len(rows)
    signs = [1.0 if label else -1.0 for label in labels]
    for (places, values), dual, sign in zip(rows, duals, signs, strict=True):
        bias += sign * dual
        for i, value in zip(places, values, strict=True):
            weights[i] += sign * dual * value
    lengths = [1.0 + sum(map(mul, values, values)) for _, values in rows]  # squared, with the constant of the bias
    order, chance = list(range(len(rows))), Random(1)
    for _ in range(rounds):
        chance.shuffle(order)
        moved = 0.0
        for k in order:
            places, values = rows[k]
            margin = signs[k] * (bias + sum(map(mul, map(weights.__getitem__, places), values)))
            new = _dual(duals[k], margin, lengths[k], freedom)
            step = signs[k] * (new - duals[k])
            duals[k] = new
            moved = max(moved, abs(step))
            if abs(step) > 1e-6:
                bias += step
                for i, value in zip(places, values, strict=True):
                    weights[i] += step * value
        if moved < 1e-3 * freedom:
            break
    return weights, bias


def _dual(old: float, margin: float, length: float, freedom: float) -> float:
    """The best value of one dual variable in (0, freedom), the others standing still: Newton, kept inside."""
    low, high, new = 0.0, freedom, old
    for _ in range(30):
        slope = math.log(new / (freedom - new)) + length * (new - old) + margin
        if abs(slope) < 1e-4:
            break
        low, high = (low, new) if slope > 0 else (new, high)
        tried = new - slope / (length + freedom / (new * (freedom - new)))
        new = tried if low < tried < high else (low + high) / 2
    return min(max(new, 1e-9 * freedom), (1 - 1e-9) * freedom)

