"""The words of reasons as a person would mark them: whole words, without the signs around them, each marked once."""

from collections.abc import Callable
from dataclasses import replace

from detector.assessment import Reason

SIGNS = frozenset(" \t\r\n\"'“”‘’«»„‚‹›.,;:!?¡¿()[]{}<>*_~|/\\–—-…·•`^")
ALONG = frozenset("-'’‑")  # signs inside a word
WORD_AT_MOST = 30  # characters by which a span grows, where no spaces part the words


def tidy(reasons: list[Reason], texts: dict[str, str], rank: Callable[[str], int]) -> list[Reason]:
    """The same reasons with their words. Those of one code that touch are one; of two others the more telling stays.

    texts: the fields as they were typed. rank: of a code, the lower the more telling.
    """
    whole = [_whole(reason, texts[reason.field]) for reason in reasons]
    joined: list[Reason] = []
    for reason in sorted(whole, key=lambda r: (r.field, r.code, r.start)):
        last = joined[-1] if joined else None
        alike = last and (last.field, last.code) == (reason.field, reason.code)
        if alike and _touch(last, reason, texts[reason.field]):
            end, weight = max(last.end, reason.end), round(last.weight + reason.weight, 3)
            joined[-1] = replace(last, end=end, weight=weight)
        else:
            joined.append(reason)
    kept: list[Reason] = []
    for reason in sorted(joined, key=lambda r: (rank(r.code), r.start)):
        if all(reason.end <= k.start or k.end <= reason.start for k in kept if k.field == reason.field):
            kept.append(replace(reason, text=texts[reason.field][reason.start:reason.end]))
    return sorted(kept, key=lambda r: -r.weight)


def _touch(left: Reason, right: Reason, text: str) -> bool:
    between = text[left.end:right.start]
    return right.start <= left.end or (len(between) <= 2 and set(between) <= {" ", "-"})


def _whole(reason: Reason, text: str) -> Reason:
    start, end = reason.start, reason.end
    while start > max(0, reason.start - WORD_AT_MOST) and _goes_on(text, start - 1, -1):
        start -= 1
    while end < min(len(text), reason.end + WORD_AT_MOST) and _goes_on(text, end, 1):
        end += 1
    while start < end and text[start] in SIGNS:
        start += 1
    while end > start and text[end - 1] in SIGNS:
        end -= 1
    return replace(reason, start=start, end=end) if start < end else reason


def _goes_on(text: str, at: int, step: int) -> bool:
    """Does the word beside this place go on with the sign here?"""
    sign, inside = text[at], text[at - step]
    beyond = text[at + step] if 0 <= at + step < len(text) else " "
    if sign == "+":
        return step < 0 and inside.isdigit()
    if sign in ALONG:
        return inside.isalnum() and beyond.isalnum()
    return sign.isalnum() and (inside.isalnum() or inside in ALONG)
