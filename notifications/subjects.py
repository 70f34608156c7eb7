"""Texts that members are told of. The rooms above own them, and register here what the telling must ask."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from .models import Notice

Kind = Notice.Kind
_subjects: dict[str, "Subject"] = {}


@dataclass(frozen=True)
class ToTell:
    """Who may want to hear of a text. Whether each may read it, Subject.readers() says.

    direct: members whom it concerns, with the strongest reason. keys: what others follow, with the kind that makes it.
    place: what can be muted, and whose notices stand in one row, as `thread:7`. author: is not told. since: when it
    became readable; whoever follows only later hears of what comes after.
    """

    direct: dict[int, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    place: str = ""
    author: int | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class Described:
    """What a notice says of a text. is_public: visitors may read it too. byline: who wrote it, as this reader knows them."""

    title: str
    byline: str = ""
    is_question: bool = False
    is_comment: bool = False
    is_public: bool = True


class Subject:
    """One kind of text."""

    def find(self, pk: int) -> object | None:
        """The text, if it can be read now by those it is open to."""
        raise NotImplementedError(f"{type(self).__name__}.find")

    def opens_at(self, pk: int) -> datetime | None:
        """When a text that find() does not find will open by itself."""
        return None

    def url_of(self, pk: int) -> str:
        """An address that tells nothing of the text, and asks who may read it."""
        raise NotImplementedError(f"{type(self).__name__}.url_of")

    def to_tell(self, text) -> ToTell:
        raise NotImplementedError(f"{type(self).__name__}.to_tell")

    def readers(self, text, among: list[int]) -> set[int]:
        """Of these members those who may read the text that find() found."""
        raise NotImplementedError(f"{type(self).__name__}.readers")

    def open_to(self, reader) -> QuerySet:
        """All texts of this kind that the reader may read. The question is kept and asked again with other readers: of
        the reader it may hold their number alone, and no other value that changes, such as the time."""
        raise NotImplementedError(f"{type(self).__name__}.open_to")

    def described(self, pks: list[int], reader) -> dict[int, Described]:
        """Those of these texts that the reader may read."""
        raise NotImplementedError(f"{type(self).__name__}.described")


def add(name: str, subject: Subject) -> None:
    """name: at most ten characters; `about` of its notices is `name:pk`."""
    _subjects[name] = subject


def named(name: str) -> Subject:
    return _subjects[name]


def all_named() -> dict[str, Subject]:
    return dict(_subjects)
