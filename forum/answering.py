"""What ended an ask is counted: once for each ask, and only what its form showed."""

import uuid
from collections.abc import Iterable

from django.core import signing
from django.core.cache import cache
from django.utils import timezone

from .models import AskEnded

SECONDS = 24 * 3600  # that a form, and what it showed, is remembered for
_signer = signing.TimestampSigner(salt="forum.answering", sep=".")


def shown(ask: str, names: str) -> str:
    """For the form: that this ask, by the key of its form, was shown these. Empty for what has no key."""
    try:
        return _signer.sign(f"{uuid.UUID(ask)} {names}")
    except ValueError:
        return ""


def count(what: str, signed: Iterable[str]) -> None:
    """signed: all that the form holds of shown()."""
    for one in signed:
        try:
            ask, *names = _signer.unsign(one, max_age=SECONDS).split()
        except signing.BadSignature:
            continue
        # What was signed before this is remembered is too old when it is forgotten.
        if what in names and cache.add(f"ask-ended:{ask}", True, SECONDS):
            AskEnded.objects.count_one(timezone.now().date(), what)
