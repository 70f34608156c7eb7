"""All that speaks of one provider, newest first, as far as this moderator may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import transaction
from django.db.models import F, Q, QuerySet

from rendering.excerpt import excerpt

from .access import public_ones
from .models import AuditEntry, Case, Moderated, Provider, ProviderMention

EXCERPT = 160  # characters


@dataclass(frozen=True)
class Voice:
    """words: empty where this moderator may not read the text. case: to look at. can_choose: it can be decided."""

    mention: ProviderMention
    words: str = ""
    is_public: bool = False
    case: Case | None = None
    can_choose: bool = False


@dataclass
class Account:
    """Somebody whose texts name the provider, or one of the other names they wrote under. since: of no other name."""

    name: str
    since: datetime | None
    texts: int = 0
    praising: int = 0
    was_young: bool = False


def voices(mentions: QuerySet[ProviderMention], moderator) -> list[Voice]:
    """As many questions to the database however many there are."""
    subjects = GenericPrefetch("subject", [kind.objects.with_byline() for kind in Moderated.__subclasses__()])
    rows = [row for row in mentions.select_related("author").prefetch_related(subjects) if row.subject]
    cases, public = _cases_of(rows, moderator), public_ones(row.subject for row in rows)
    return [
        _voice(row, cases.get((row.content_type_id, row.object_id)), moderator, is_public=row.subject in public)
        for row in rows
    ]


def look(heard: Iterable[Voice], *, provider: Provider, moderator) -> None:
    """Each look at hidden texts is an audit entry, as in access.for_desk()."""
    hidden = [voice.mention.subject for voice in heard if voice.words and not voice.is_public]
    if hidden:
        texts = [f"{subject._meta.label_lower}:{subject.pk}" for subject in hidden]
        with transaction.atomic():
            details = {"texts": texts}
            AuditEntry.objects.append(AuditEntry.Act.LOOKED, actor=moderator, subject=provider, details=details)


def before(mentions: QuerySet[ProviderMention], last: ProviderMention | None) -> QuerySet[ProviderMention]:
    """Newest first; what follows `last`, or all."""
    rows = mentions.order_by("-created_at", "-pk")
    if last is None:
        return rows
    return rows.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk))


def accounts(heard: Iterable[Voice]) -> list[Account]:
    """Who speaks in these texts, the loudest first."""
    found: dict[tuple[int, str], Account] = {}
    for voice in heard:
        author, subject = voice.mention.author, voice.mention.subject
        if voice.words and author:
            since = None if subject.voice else author.date_joined
            account = found.setdefault((author.pk, subject.voice), Account(subject.byline, since))
            account.texts += 1
            account.praising += voice.mention.praises
            account.was_young |= voice.mention.author_was_young
    return sorted(found.values(), key=lambda account: (-account.praising, -account.texts))


def _cases_of(rows: list[ProviderMention], moderator) -> dict[tuple[int, int], Case]:
    """Of each text the open case, else the one closed last."""
    kinds = {row.content_type_id for row in rows}
    about = Q(pk=None)
    for kind in kinds:
        about |= Q(content_type=kind, object_id__in=[row.object_id for row in rows if row.content_type_id == kind])
    cases = Case.objects.in_places_of(moderator).filter(about).defer("assessment")
    # The later one of a text takes the earlier one's place.
    open_ones_last = cases.order_by(F("closed_at").asc(nulls_last=True))
    return {(case.content_type_id, case.object_id): case for case in open_ones_last}


def _voice(mention: ProviderMention, case: Case | None, moderator, *, is_public: bool) -> Voice:
    if mention.author_id == moderator.pk:
        case = None
    words = excerpt(mention.subject.html, EXCERPT) if is_public else case.excerpt if case else ""
    return Voice(mention, words, is_public, case, can_choose=case is not None and case.is_open)
