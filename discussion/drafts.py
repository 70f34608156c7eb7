"""Members' unsent text. Saved as they type and whenever sending fails; gone once the text is posted."""

import hashlib
import json

from django.db import transaction
from django.http import QueryDict

from .models import Draft

KEPT_FIELDS = ("board", "title", "body", "tags", "audience", "anonymous", "based_on", "key")
SEVERAL = ("tags",)  # of the kept ones: boxes of which more than one can be ticked
MAX_DRAFTS = 100
MAX_KEPT = 2_000_000  # characters; a form cannot bring more (DATA_UPLOAD_MAX_MEMORY_SIZE)


def fields_of(data: QueryDict) -> dict:
    """What a form sent, one text for each field: of several ticked boxes their values with commas between."""
    return data.dict() | {name: ",".join(data.getlist(name)) for name in SEVERAL if name in data}


def digest(fields: dict) -> str:
    """Names the typed words; nothing for none. A form says by it which draft it goes on from."""
    words = [str(fields.get(name) or "").strip() for name in ("title", "body")]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:24] if any(words) else ""


def keep(member, *, place: str, fields: dict, seen: str | None = None) -> Draft | None:
    """Save what is in a form. An empty form saves nothing and removes what was saved.

    seen: the digest of the draft that the form began from. When another one stands there now, somebody typed in
    another tab or on another device: it is kept beside this one, as `other`. None: the form does not say.
    """
    # PostgreSQL stores no NUL; nobody typed one.
    kept = {name: str(fields[name]).replace("\0", "")[:MAX_KEPT] for name in KEPT_FIELDS if fields.get(name)}
    with transaction.atomic():
        there = Draft.objects.select_for_update().filter(member=member, place=place).first()
        other = _other(there, kept, seen)
        if not digest(kept):
            return _instead(there, other)
        if there is None:
            crowd_out(member)
        draft, _made = Draft.objects.update_or_create(
            member=member, place=place, defaults={"fields": kept, "other": other}
        )
    return draft


def _other(there: Draft | None, kept: dict, seen: str | None) -> dict | None:
    """The words of another tab that must not be lost under these."""
    if there is None:
        return None
    if seen is not None and digest(there.fields) not in (seen, digest(kept)):
        return there.fields
    return there.other if there.other and digest(there.other) != digest(kept) else None


def _instead(there: Draft | None, other: dict | None) -> Draft | None:
    """This form was emptied: what another tab wrote takes its place."""
    if there is None:
        return None
    if other is None:
        there.delete()
        return None
    there.fields, there.other = other, None
    there.save()
    return there


def swap(member, *, place: str) -> None:
    """Go on with the other text; this one waits beside it."""
    draft = find(member, place=place)
    if draft and draft.other:
        draft.fields, draft.other = draft.other, draft.fields
        draft.save()


def sent(member, *, place: str, fields: dict) -> None:
    """The text is posted. What another tab wrote stays as the draft."""
    draft = find(member, place=place)
    if draft is None:
        return
    left = [one for one in (draft.fields, draft.other) if one and digest(one) not in ("", digest(fields))]
    if draft.other and left:
        draft.fields, draft.other = left[0], None
        draft.save()
    else:
        draft.delete()


def crowd_out(member) -> None:
    """Make room for one more: the oldest drafts go first."""
    too_many = Draft.objects.filter(member=member).order_by("-updated_at")[MAX_DRAFTS - 1 :]
    Draft.objects.filter(pk__in=[draft.pk for draft in too_many]).delete()


def find(member, *, place: str) -> Draft | None:
    return Draft.objects.filter(member=member, place=place).first()


def forget(member, *, place: str) -> None:
    Draft.objects.filter(member=member, place=place).delete()
