"""What changed between two versions, in words rather than as two long texts side by side."""

import difflib
import re
from dataclasses import dataclass

from rendering.excerpt import plain_text

AROUND = 8  # words of unchanged text shown on each side of a change
WORD = re.compile(r"\S+\s*")
HTML = ("body",)


@dataclass(frozen=True)
class Change:
    """field: its name for editors. pieces: (text, "same", "removed" or "added")."""

    field: str
    pieces: list[tuple[str, str]]


class HistoryWithChanges:
    """For a SimpleHistoryAdmin: each row of its history says which words changed."""

    object_history_list_template = "admin/history_list.html"

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs: bool = True) -> None:
        records = list(historical_records)
        for newer, older in zip(records, records[1:]):
            newer.changes = changes(older, newer)


def changes(older, newer) -> list[Change]:
    """The fields that differ between two historical records of one object."""
    delta = newer.diff_against(older, foreign_keys_are_objs=True)
    model = newer.instance_type
    return [
        Change(
            str(model._meta.get_field(change.field).verbose_name),
            words_changed(_text(change.field, change.old), _text(change.field, change.new)),
        )
        for change in delta.changes
    ]


def words_changed(old: str, new: str) -> list[tuple[str, str]]:
    """The words that went and came, with a few that stayed around them."""
    before, after = WORD.findall(old), WORD.findall(new)
    pieces: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(AROUND):
        if pieces:
            pieces.append((" … ", "same"))
        for tag, start, end, new_start, new_end in group:
            if tag == "equal":
                pieces.append(("".join(before[start:end]), "same"))
                continue
            if start < end:
                pieces.append(("".join(before[start:end]), "removed"))
            if new_start < new_end:
                pieces.append(("".join(after[new_start:new_end]), "added"))
    return pieces


def _text(field: str, value) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return plain_text(value) if field in HTML else str(value)
