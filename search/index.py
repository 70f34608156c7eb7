"""Writing into the index and asking it. Other rooms use this module and nothing else of the room."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from .engines import END, START, engine, pieces
from .models import Document
from .words import words_of

# Marks of the engines, and what PostgreSQL cannot store.
UNSTORABLE = str.maketrans("", "", f"\0{START}{END}")
# Which documents are related may be this old; what is said of them never is.
RELATED_SECONDS = 600


@dataclass(frozen=True)
class Hit:
    """A document that matched. title, snippet: pieces of text, each with whether it is what was searched for."""

    kind: str
    url: str
    note: str
    updated_at: datetime
    title: Sequence[tuple[str, bool]]
    snippet: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Found:
    """hits: best first. more: there are others. every: each hit has all the words."""

    hits: Sequence[Hit] = ()
    more: bool = False
    every: bool = True


def write(*, kind: str, key: int, title: str, text: str, url: str, updated_at: datetime, note: str = "") -> None:
    """Put a document that everyone may read into the index, or its newer form in place of the older."""
    write_all([document(kind=kind, key=key, title=title, text=text, url=url, updated_at=updated_at, note=note)])


def document(*, kind: str, key: int, title: str, text: str, url: str, updated_at: datetime, note: str = "") -> Document:
    """A document for write_all()."""
    title, text = _storable(title)[:200], _storable(text)
    return Document(kind=kind, key=key, title=title, text=text, url=url, note=note[:200], updated_at=updated_at)


def write_all(documents: Sequence[Document]) -> None:
    """Many at once, each as write() does."""
    Document.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["title", "text", "url", "note", "updated_at"],
        batch_size=500,
    )


def forget(kind: str, key: int) -> None:
    """Take a document out. One that is not there is no error."""
    Document.objects.filter(kind=kind, key=key).delete()


def find(query: str, *, kind: str, limit: int = 20) -> Found:
    """The best matches for what somebody typed: those with all words or, when there are none, with any of them."""
    words = words_of(query)
    if not words:
        return Found()
    every = True
    rows = list(engine().ask(words, every=True, kind=kind, limit=limit + 1))
    if not rows and len(words) > 1:
        every = False
        rows = list(engine().ask(words, every=False, kind=kind, limit=limit + 1))
    return Found([_hit(row) for row in rows[:limit]], more=len(rows) > limit, every=every)


def related(title: str, *, kind: str, limit: int) -> list[Document]:
    """Documents of one kind that share telling words with a title, best first."""
    words = [word for word in words_of(title) if len(word) > 2]
    if not words:
        return []
    # Ranking counts the words in the whole index; reading a handful of documents by id costs next to nothing.
    name = "related:" + hashlib.blake2s(f"{kind}\n{limit}\n{' '.join(words)}".encode(), digest_size=16).hexdigest()
    ids = cache.get(name)
    if ids is None:
        found = list(engine().ask(words, every=False, kind=kind, limit=limit))
        cache.set(name, [row.pk for row in found], RELATED_SECONDS)
        return found
    documents = {row.pk: row for row in _by_id(ids)}
    return [documents[pk] for pk in ids if pk in documents]


def _storable(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(UNSTORABLE))


def _by_id(ids: list[int]) -> Iterable[Document]:
    # Plain SQL: every topic and article asks this, and Django would take longer to write it than to ask it.
    if not ids:
        return ()
    places = ", ".join(["%s"] * len(ids))
    return Document.objects.raw(f"SELECT id, title, url FROM search_document WHERE id IN ({places})", ids)


def _hit(row: Document) -> Hit:
    return Hit(row.kind, row.url, row.note, row.updated_at, pieces(row.marked_title), pieces(row.marked_text))
