"""Members' unsent texts. Saved as they type and whenever sending fails; gone once they are posted.

Of one place there may be several: a form says by a digest from which text it went on, and what stands there otherwise
was typed in another tab or on another device. It waits beside the new one until somebody goes on with it or deletes it.
"""

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict

from .models import Draft

KEPT_FIELDS = ("board", "title", "body", "tags", "audience", "anonymous", "based_on", "key")
SEVERAL = ("tags",)  # of the kept ones: boxes of which more than one can be ticked
MAX_DRAFTS = 100
MAX_OTHERS = 5  # texts beside the newest one of a place
MAX_KEPT = 2_000_000  # characters; a form cannot bring more (DATA_UPLOAD_MAX_MEMORY_SIZE)


def fields_of(data: QueryDict) -> dict:
    """What a form sent, one text for each field: of several ticked boxes their values with commas between."""
    return data.dict() | {name: ",".join(data.getlist(name)) for name in SEVERAL if name in data}


@dataclass(frozen=True)
class Text:
    """One kept text. name: its digest."""

    fields: dict
    name: str


def digest(fields: dict) -> str:
    """Names the typed words; nothing for none. A form says by it which draft it goes on from."""
    words = [str(fields.get(name) or "").strip() for name in ("title", "body")]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:24] if any(words) else ""


def words(fields: dict) -> str:
    """What was typed, as one text."""
    return "\n\n".join(fields[name] for name in ("title", "body") if fields.get(name))


def texts(draft: Draft) -> list[Text]:
    """All that is kept for a place, each once; first what its form begins with, then the newest of the others."""
    found: dict[str, Text] = {}
    # By `other` alone the release before says what it wrote.
    for fields in [draft.fields, draft.other or {}, *(draft.others or [])]:
        name = digest(fields)
        if name and name not in found:
            found[name] = Text(fields, name)
    return list(found.values())


def keep(member, *, place: str, fields: dict, seen: str = "") -> Draft | None:
    """Save what is in a form. An empty form saves nothing and removes what it began from.

    seen: the digest of the text that the form went on from. What else stands there stays beside this one.
    """
    # PostgreSQL stores no NUL; nobody typed one.
    kept = {name: str(fields[name]).replace("\0", "")[:MAX_KEPT] for name in KEPT_FIELDS if fields.get(name)}
    mine = digest(kept)
    with transaction.atomic():
        if not mine:
            there = _locked().filter(member=member, place=place).first()
            return there and _leave(there, without={seen})
        there, made = _locked().get_or_create(member=member, place=place, defaults={"fields": kept})
        if made:
            _crowd_out(member)
        else:
            left = [text.fields for text in texts(there) if text.name not in (seen, mine)]
            _write(there, [kept, *left])
    return there


def swap(member, *, place: str, name: str) -> None:
    """Go on with another of the texts; this one waits beside it."""
    with transaction.atomic():
        there = _locked().filter(member=member, place=place).first()
        kept = texts(there) if there else []
        if chosen := [text.fields for text in kept if text.name == name]:
            _write(there, chosen + [text.fields for text in kept if text.name != name])


def drop(member, *, place: str, fields: dict, seen: str = "") -> None:
    """The text is posted, or not wanted any more: it goes, with what its form kept. What other tabs wrote stays."""
    with transaction.atomic():
        if there := _locked().filter(member=member, place=place).first():
            _leave(there, without={seen, digest(fields)})


def delete(draft: Draft, *, name: str) -> Text | None:
    """Delete one of the texts; returns which."""
    with transaction.atomic():
        there = _locked().filter(pk=draft.pk).first()
        deleted = next((text for text in texts(there) if text.name == name), None) if there else None
        if deleted:
            _leave(there, without={name})
    return deleted


def find(member, *, place: str) -> Draft | None:
    return Draft.objects.filter(member=member, place=place).first()


def _locked():
    return Draft.objects.select_for_update()


def _leave(there: Draft, *, without: set[str]) -> Draft | None:
    left = [text.fields for text in texts(there) if text.name not in without]
    if left:
        _write(there, left)
        return there
    there.delete()
    return None


def _write(there: Draft, kept: list[dict]) -> None:
    there.fields, others = kept[0], kept[1 : 1 + MAX_OTHERS]
    there.others, there.other = others or None, others[0] if others else None
    there.save()


def _crowd_out(member) -> None:
    """The oldest drafts make room."""
    too_many = Draft.objects.filter(member=member).order_by("-updated_at")[MAX_DRAFTS:]
    Draft.objects.filter(pk__in=[draft.pk for draft in too_many]).delete()
