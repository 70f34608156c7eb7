"""Texts that were there before an entry of the provider list counted: the worker looks which of them speak of it.

They come on the provider's timeline and count for the alert. None is flagged for it: that is what a rescan is for.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from detector import ProviderEntry, watchlist
from detector.reading import read
from detector.sentences import Unreadable

from . import mentions
from .mentions import Heard
from .models import MentionSearch, Moderated, Provider, Status
from .screening import assess, assess_again, entry_of

BATCH = 100  # texts read between two notes of how far it is
SETTLED_AFTER = timedelta(seconds=10)  # the longest that storing a text takes
Listed = tuple[ProviderEntry, ...]
SPEAK = (Status.PUBLISHED, Status.HELD, Status.RETURNED, Status.REMOVED)


def start(provider: Provider) -> None:
    """Inside the transaction that lets the entry count."""
    MentionSearch.objects.create(provider=provider)


def goes_on(provider: Provider) -> bool:
    return provider.searches.filter(done_at=None).exists()


def go_on() -> bool:
    """Do one batch of the newest search. False when there is nothing to do now."""
    waiting = MentionSearch.objects.filter(done_at=None, provider__in=Provider.objects.in_force())
    search = waiting.order_by("-pk").first()
    if search is None:
        return False
    batch = _next_batch(search)
    if not batch and timezone.now() - search.created_at < _until_all_know():
        return False
    # Not the list that is kept for a few seconds: it may be older than the entry.
    listed = tuple(entry_of(provider) for provider in Provider.objects.in_force())
    heard = [(subject, words) for subject in batch if (words := _heard(subject, listed))]
    with transaction.atomic():
        # Conditional, so that of two workers one keeps what it found.
        here = MentionSearch.objects.filter(
            pk=search.pk, done_at=None, subject_type=search.subject_type, last_pk=search.last_pk
        )
        if not batch:
            if here.update(done_at=timezone.now()):
                MentionSearch.objects.filter(pk__lt=search.pk, done_at=None).update(done_at=timezone.now())
        elif here.update(subject_type=type(batch[0])._meta.label_lower, last_pk=batch[-1].pk):
            mentions.note_missing(words for subject, said in heard if _still_says_so(subject) for words in said)
    return True


def _until_all_know() -> timedelta:
    """Until then a text may still be screened with the list as it was; it is read here when it is stored."""
    return timedelta(seconds=settings.SCREEN_SETTINGS_SECONDS) + SETTLED_AFTER


def _heard(subject: Moderated, listed: Listed) -> list[Heard]:
    """What the text says of anybody on the list, and what an edit says that waits."""
    heard, waits = [], subject.proposal
    if _names(subject.title, subject.body, listed):
        since = subject.published_at or subject.created_at
        heard.append((subject, assess_again(subject, providers=listed), since))
    if waits and _names(waits.title, waits.body, listed):
        title = waits.title if subject.where == "topic" else subject.context_title
        given = {"where": subject.where, "author": subject.author, "parent": subject.parent_text, "providers": listed}
        heard.append((subject, assess(title=title, body=waits.body, **given), waits.created_at))
    return heard


def _names(title: str, body: str, listed: Listed) -> bool:
    """Asked first: it takes a sixth of the time of the whole screen, and most texts name nobody."""
    try:
        return bool(watchlist.mark(read(title, body, "topic"), listed))
    except Unreadable:
        return False  # nor does the screen find anybody in it


def _still_says_so(subject: Moderated) -> bool:
    """Not taken back or edited since it was read. The lock keeps it so until what it says is noted."""
    rows = type(subject)._base_manager.select_for_update(no_key=True)
    now = rows.filter(pk=subject.pk, status__in=SPEAK, latest_version=subject.latest_version)
    return now.first() is not None


def _next_batch(search: MentionSearch) -> list[Moderated]:
    """Texts after the last one read, of this kind or of the next kinds."""
    for kind in sorted(Moderated.__subclasses__(), key=lambda kind: kind._meta.label_lower):
        label = kind._meta.label_lower
        if label < search.subject_type:
            continue
        after = search.last_pk if label == search.subject_type else 0
        texts = kind._base_manager.filter(status__in=SPEAK, pk__gt=after).order_by("pk")
        if batch := list(texts.select_related("author", "proposal")[:BATCH]):
            return batch
    return []
