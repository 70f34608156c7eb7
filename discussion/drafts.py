"""Members' unsent text. Saved as they type and whenever sending fails; gone once the text is posted."""

from django.http import QueryDict

from .models import Draft

KEPT_FIELDS = ("board", "title", "body", "tags", "audience", "anonymous", "based_on", "key")
SEVERAL = ("tags",)  # of the kept ones: boxes of which more than one can be ticked
MAX_DRAFTS = 100
MAX_KEPT = 2_000_000  # characters; a form cannot bring more (DATA_UPLOAD_MAX_MEMORY_SIZE)


def fields_of(data: QueryDict) -> dict:
    """What a form sent, one text for each field: of several ticked boxes their values with commas between."""
    return data.dict() | {name: ",".join(data.getlist(name)) for name in SEVERAL if name in data}


def keep(member, *, place: str, fields: dict) -> Draft | None:
    """Save what is in a form. An empty form saves nothing and removes what was saved."""
    # PostgreSQL stores no NUL; nobody typed one.
    kept = {name: str(fields[name]).replace("\0", "")[:MAX_KEPT] for name in KEPT_FIELDS if fields.get(name)}
    if not (kept.get("body", "").strip() or kept.get("title", "").strip()):
        forget(member, place=place)
        return None
    if not Draft.objects.filter(member=member, place=place).exists():
        crowd_out(member)
    draft, _made = Draft.objects.update_or_create(member=member, place=place, defaults={"fields": kept})
    return draft


def crowd_out(member) -> None:
    """Make room for one more: the oldest drafts go first."""
    too_many = Draft.objects.filter(member=member).order_by("-updated_at")[MAX_DRAFTS - 1 :]
    Draft.objects.filter(pk__in=[draft.pk for draft in too_many]).delete()


def find(member, *, place: str) -> Draft | None:
    return Draft.objects.filter(member=member, place=place).first()


def forget(member, *, place: str) -> None:
    Draft.objects.filter(member=member, place=place).delete()
