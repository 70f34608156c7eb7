"""What admins keep for the desk, and whose account may do what: each change is an entry of the log, old and new."""

from django.db import transaction

from members.models import Member

from .models import AuditEntry, ModeratorScope, ReplyTemplate

Act = AuditEntry.Act
OF_TEMPLATE = ("name", "rule", "concern", "text")


def save(row: ReplyTemplate | ModeratorScope, *, by) -> None:
    """Store a new or a changed row. Nothing changed: nothing logged."""
    with transaction.atomic():
        before = _recorded(type(row).objects.filter(pk=row.pk).first())
        row.save()
        _log(row, by, before=before, after=_recorded(row))


def remove(row: ReplyTemplate | ModeratorScope, *, by) -> None:
    with transaction.atomic():
        before = _recorded(row)
        _log(row, by, before=before, after={})
        row.delete()


def account(member: Member) -> dict:
    """What of an account an admin may change, except its address: that is in no log."""
    member = Member.objects.get(pk=member.pk)  # roles are cached with the row
    return {"name": member.username, "roles": sorted(member.roles), "open": member.is_active}


def account_changed(member: Member, *, before: dict, by) -> None:
    after = account(member)
    if before != after:
        with transaction.atomic():
            _append(Act.ACCOUNT_CHANGED, member, by, before, after)


def _log(row: ReplyTemplate | ModeratorScope, by, *, before: dict, after: dict) -> None:
    if before == after:
        return
    if isinstance(row, ReplyTemplate):
        _append(Act.TEMPLATE_CHANGED, row, by, before, after)
    else:
        _append(Act.PLACES_CHANGED, row.member, by, before, after)


def _append(act: str, subject, by, before: dict, after: dict) -> None:
    """Only what differs: what stayed the same would hide it."""
    names = [name for name in before | after if before.get(name) != after.get(name)]
    details = {
        "before": {name: before[name] for name in names if name in before},
        "after": {name: after[name] for name in names if name in after},
    }
    AuditEntry.objects.append(act, actor=by, subject=subject, details=details)


def _recorded(row: ReplyTemplate | ModeratorScope | None) -> dict:
    if row is None:
        return {}
    if isinstance(row, ReplyTemplate):
        return {name: getattr(row, name) for name in OF_TEMPLATE}
    return {"member": row.member_id, "place": row.place_key}
