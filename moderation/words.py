"""The screen's reasons in words that the author and the moderator understand."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from detector import Assessment
from detector.reasons import REASONS


@dataclass(frozen=True)
class Explanation:
    """Why a text would be, or was, held: sentences, the marked words, and what would clear it.

    leave_out: the words without which it would not be held. cleared: what would become of it without them: an outcome,
    "nothing" where all of it would have to go, or "".
    told: False where the reasons are not told any more.
    """

    sentences: list[str]
    title: str
    body: str
    title_spans: list[tuple[int, int, str]]
    body_spans: list[tuple[int, int, str]]
    words: list[str]
    failed: bool
    leave_out: list[str] = field(default_factory=list)
    cleared: str = ""
    told: bool = True


def explain(assessment: Assessment, *, title: str, body: str) -> Explanation:
    """Reasons of `assessment` for exactly this text. Spans are (start, end, label)."""
    codes = list(dict.fromkeys(reason.code for reason in assessment.reasons))
    return Explanation(
        sentences=[_(REASONS[code][1]) for code in codes if code in REASONS],
        title=title,
        body=body,
        title_spans=_spans(assessment, "title"),
        body_spans=_spans(assessment, "body"),
        words=list(dict.fromkeys(reason.text for reason in assessment.reasons)),
        failed=bool(assessment.failed),
        leave_out=[part.text.lstrip(" ,;:–—-…") for part in assessment.clears],
        cleared=assessment.cleared,
    )


def untold() -> Explanation:
    """That the text would be held, and nothing more."""
    return Explanation([], "", "", [], [], [], failed=False, told=False)


def labels_of(codes: Iterable[str]) -> list[str]:
    """Short labels of reason codes, for the queue. A code of an older detector stands for itself."""
    return [_(REASONS[code][0]) if code in REASONS else code for code in codes]


def _spans(assessment: Assessment, field: str) -> list[tuple[int, int, str]]:
    return [
        (reason.start, reason.end, labels_of([reason.code])[0]) for reason in assessment.reasons if reason.field == field
    ]
