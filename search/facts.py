"""What a search is narrowed by, as words of the index: so that both engines read only the documents that remain."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime


def token(letter: str, value: object) -> str:
    """A word that no stemmer changes and no text holds by chance. letter: what kind of fact it is."""
    return f"{letter}{hashlib.blake2s(str(value).encode(), digest_size=6).hexdigest()}0"


def reach(kind: str, audience: str) -> str:
    """What it is and who may find it, in one: each search asks for both, and they stand in most documents."""
    return token("r", f"{kind} {audience}")


def place(name: str) -> str:
    return token("p", name)


def tag(slug: str) -> str:
    return token("t", slug)


def answered() -> str:
    return token("h", "answered")


def author(pk: int) -> str:
    """Of a text under an alias too: for the author's own list alone."""
    return token("o", pk)


def voice(name: str) -> str:
    """Whom a reader hears in it, as "member:7" or "alias:3"; blocks and mutes are about voices."""
    return token("v", name)


def is_voice(fact: str) -> bool:
    return fact.startswith("v")


def month(day: date) -> str:
    return token("m", f"{day:%Y-%m}")


def months_since(first: date, today: date) -> list[str]:
    """The months from that of `first` to that of `today`."""
    found, (year, number) = [], (first.year, first.month)
    while (year, number) <= (today.year, today.month):
        found.append(month(date(year, number, 1)))
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)
    return found


def of(document, voices: Iterable[str]) -> str:
    """The facts of a document, between spaces."""
    written: datetime = document.updated_at
    found = [reach(document.kind, document.audience), month(written.astimezone(UTC).date())]
    found += [place(document.place)] if document.place else []
    found += [tag(slug) for slug in document.tags.split()]
    found += [answered()] if document.answered else []
    found += [author(document.author)] if document.author else []
    found += [voice(name) for name in dict.fromkeys(voices)]
    return " ".join(found)
