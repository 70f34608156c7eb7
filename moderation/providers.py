"""Changing the list of providers: two people for each entry, and every change in the audit log."""

from collections.abc import Iterable

from django.db import transaction

from detector import ProviderEntry

from . import searching
from .models import AuditEntry, Provider
from .screening import entry_of, forget_in_force

RECORDED = ("name", "aliases", "domains", "phones", "handles", "evidence", "evidence_date", "review_by")


# Of mail, chat, social networks and short links: an entry with one of them would find half of what is written.
EVERYBODYS_DOMAINS = frozenset(
    "gmail.com googlemail.com google.com outlook.com hotmail.com live.com yahoo.com icloud.com proton.me protonmail.com "
    "gmx.de gmx.net web.de mail.com mail.ru qq.com facebook.com fb.com instagram.com tiktok.com x.com twitter.com "
    "youtube.com youtu.be linkedin.com pinterest.com reddit.com whatsapp.com wa.me telegram.org t.me signal.me "
    "linktr.ee bit.ly tinyurl.com goo.gl wordpress.com blogspot.com wixsite.com".split()
)


class SamePerson(Exception):
    """Whoever wrote an entry cannot be the one who approves it."""


def save(provider: Provider, *, by) -> Provider:
    """Store a new or a changed entry. It counts once somebody else than `by` has approved it."""
    with transaction.atomic():
        before = Provider.objects.filter(pk=provider.pk).first()
        was = _recorded(before) if before else None
        if was == _recorded(provider):
            return provider
        provider.added_by, provider.approved_by = by, None
        provider.save()
        _log("changed" if was else "added", provider, by, before=was, after=_recorded(provider))
    return provider


def held_by_others(field: str, marks: Iterable[str], pk: int | None) -> list[tuple[str, Provider]]:
    """Which of these domains, phones or handles stand in another entry than `pk`, and in which."""
    others = Provider.objects.exclude(pk=pk)
    held = {_mark(field, theirs): other for other in others for theirs in getattr(other, field)}
    return [(mark, held[_mark(field, mark)]) for mark in marks if _mark(field, mark) in held]


def _mark(field: str, text: str) -> str:
    if field == "phones":
        return "".join(filter(str.isdigit, text))
    return text.strip().lower().lstrip("@")


def approve(provider: Provider, *, by) -> None:
    """Let an entry count for the screen. Raises SamePerson."""
    if provider.added_by_id == by.pk:
        raise SamePerson(f"{by} wrote {provider!r}")
    with transaction.atomic():
        # Conditional, so that nobody approves what they have not read: an edit in between changes added_by.
        waiting = Provider.objects.filter(pk=provider.pk, approved_by=None, added_by=provider.added_by_id)
        if waiting.update(approved_by=by):
            provider.approved_by = by
            searching.start(provider)
            _log("approved", provider, by, after=_recorded(provider))


def remove(provider: Provider, *, by) -> None:
    with transaction.atomic():
        # Before the log is locked, as every other change does it: two at once then wait instead of blocking each other.
        Provider.objects.select_for_update().filter(pk=provider.pk).first()
        _log("removed", provider, by, before=_recorded(provider))
        provider.delete()


def entries_with(chosen: Iterable[Provider]) -> tuple[ProviderEntry, ...]:
    """The list as it would be with these entries approved, for a dry run."""
    listed = {provider.pk: provider for provider in [*Provider.objects.in_force(), *chosen]}
    return tuple(entry_of(provider) for provider in listed.values())


def public_records() -> list[tuple[ProviderEntry, str]]:
    """Entries in force with their public evidence, for readers (settings.PUBLIC_RECORDS)."""
    return [(entry_of(provider), provider.evidence) for provider in Provider.objects.in_force()]


def _recorded(provider: Provider) -> dict:
    return {name: getattr(provider, name) for name in RECORDED}


def _log(what: str, provider: Provider, by, **details) -> None:
    forget_in_force()
    details = {"what": what, "name": provider.name} | details
    AuditEntry.objects.append(AuditEntry.Act.PROVIDER_CHANGED, actor=by, subject=provider, details=details)
