"""What rooms above tell the search: whom a reader does not hear, what narrows a search, what has several names."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Choices(NamedTuple):
    """What stands in a field of the search form: pairs of what it sends and what it says, perhaps in groups."""

    places: list
    tags: list


_unheard: list[Callable[[object], Iterable[str]]] = []
_choices: list[Callable[[], Choices]] = []
_names: list[Callable[[], Iterable[Sequence[str]]]] = []


def add_unheard(voices: Callable[[object], Iterable[str]]) -> None:
    """voices(member): those of Document's voices that this member shall not meet, as "member:7"."""
    _unheard.append(voices)


def add_choices(choices: Callable[[], Choices]) -> None:
    _choices.append(choices)


def add_names(names: Callable[[], Iterable[Sequence[str]]]) -> None:
    """names(): of each treatment all that it is called; a text that says one of them is about it."""
    _names.append(names)


def unheard_by(member) -> frozenset[str]:
    return frozenset(voice for voices in _unheard for voice in voices(member))


def all_choices() -> Choices:
    told = [choices() for choices in _choices]
    return Choices([row for one in told for row in one.places], [row for one in told for row in one.tags])


def all_names() -> list[Sequence[str]]:
    return [called for names in _names for called in names()]
