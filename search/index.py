"""Writing into the index. Of this room, others use this module, finding.py, similar.py, reader.py and hooks.py."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime

from . import facts
from .models import Document

# What PostgreSQL cannot store.
UNSTORABLE = str.maketrans("", "", "\0")
WRITTEN_AT_ONCE = 500
REWRITTEN = [
    "title", "text", "url", "note", "updated_at", "of_kind", "of_key", "audience", "place", "tags", "answered",
    "author", "facts",
]  # fmt: skip


def write(**fields) -> None:
    """Put a document into the index, or its newer form in place of the older. fields: as document() takes them."""
    write_all([document(**fields)])


def document(
    *,
    kind: str,
    key: int,
    title: str,
    text: str,
    url: str,
    updated_at: datetime,
    note: str = "",
    of: tuple[str, int] | None = None,
    audience: str = "everyone",
    place: str = "",
    tags: str = "",
    answered: bool = False,
    author: int | None = None,
    voices: Iterable[str] = (),
) -> Document:
    """A document for write_all().

    of: kind and key of the document that this is a part of; a part has no title of its own.
    tags: slugs between spaces. author: a member's id, for their own list, whatever name stands under the text.
    voices: whom a reader hears in it, as "member:7" or "alias:3"; who does not want to hear one finds nothing of it.
    """
    title, text = _storable(title)[:200], _storable(text)
    of_kind, of_key = of or ("", None)
    made = Document(
        kind=kind, key=key, title=title, text=text, url=url, note=note[:200], updated_at=updated_at, of_kind=of_kind,
        of_key=of_key, audience=audience, place=place, tags=tags[:300], answered=answered, author=author,
    )  # fmt: skip
    made.facts = facts.of(made, voices)
    return made


def write_all(documents: Sequence[Document]) -> None:
    """Many at once, each as write() does."""
    Document.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=REWRITTEN,
        batch_size=WRITTEN_AT_ONCE,
    )


def get(kind: str, key: int) -> Document | None:
    return Document.objects.filter(kind=kind, key=key).first()


def forget(kind: str, *keys: int) -> None:
    """Take documents out. One that is not there is no error."""
    Document.objects.filter(kind=kind, key__in=keys).delete()


def forget_parts(kind: str, key: int) -> None:
    """Take out all that is part of a document."""
    Document.objects.filter(of_kind=kind, of_key=key).delete()


def _storable(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(UNSTORABLE))
