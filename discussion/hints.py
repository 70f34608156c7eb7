"""What somebody is told before they send: a few times which words would get the text held, then only that they would.

Without a bound the hint would be a tool for polishing an advertisement until it passes.
"""

import hashlib

from django.http import HttpRequest

from detector import Assessment
from members import limits
from moderation.words import Explanation, explain, untold

TOLD = "hint_told"  # in a member's session: digests of the words that the last explained hint named


def hint(request: HttpRequest, assessment: Assessment, *, title: str, body: str) -> Explanation | None:
    """Count one hint about a text that would be held. None once no hints are left, not even a short one."""
    try:
        limits.spend(request, "hint")
    except limits.Limited:
        return None
    words = {_digest(reason.text) for reason in assessment.reasons}
    if not _told(request, words):
        try:
            limits.spend(request, "explained")
        except limits.Limited:
            return untold()
        if request.user.is_authenticated:
            request.session[TOLD] = sorted(words)
    return explain(assessment, title=title, body=body)


def _told(request: HttpRequest, words: set[str]) -> bool:
    """Whoever goes on typing, with the same words in the text, learns nothing new."""
    return request.user.is_authenticated and bool(words) and words <= set(request.session.get(TOLD, ()))


def _digest(words: str) -> str:
    return hashlib.sha256(words.casefold().encode()).hexdigest()[:12]
