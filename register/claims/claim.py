"""One kind of claim, as data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    """What the words of one kind of phrase say, and what that is worth.

    code: of detector.phrases. Sentences cite references by their keys, as [L2]; each of `means` has at least one.
    not_means: what a reader could take from the words and should not.
    explainers: slugs of the explainers behind it, which cite the same keys. rows: keys of register rows.
    """

    code: str
    name: str
    says: str
    means: tuple[str, ...]
    not_means: tuple[str, ...]
    explainers: tuple[str, ...]
    rows: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        return (*self.means, *self.not_means)
