"""One clinic, many voices: which texts speak of a provider of the list, and when that looks arranged."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from detector import Assessment
from members.models import NEW_FOR
from notifications.actions import take_back, tell

from .access import moderators
from .models import AuditEntry, Moderated, Provider, ProviderAlert, ProviderMention

YOUNG_VOICES = 3  # young accounts that praise one provider
WITHIN = timedelta(days=7)
Heard = tuple[Moderated, Assessment, datetime]  # what a text says, and since when


def note(subject: Moderated, assessment: Assessment) -> None:
    """Remember which listed providers a text that was just sent names. Inside the transaction that stores it."""
    _note_all([(subject, assessment, timezone.now())])


def note_again(read: Iterable[tuple[Moderated, Assessment]]) -> None:
    """The same of public texts that were read again: what they say they have said since they were published."""
    _note_all([(subject, assessment, subject.published_at) for subject, assessment in read])


def note_missing(read: Iterable[Heard]) -> None:
    """Of texts that were there before an entry counted. What is noted already stays as it is."""
    missing = []
    for subject, assessment, at in read:
        known = set(of(subject).values_list("provider", flat=True))
        if left := tuple(str(pk) for pk in _listed(assessment) - known):
            missing.append((subject, replace(assessment, providers=left), at))
    _note_all(missing)


def keep_only(subject: Moderated, assessment: Assessment) -> None:
    """The text now says this, and no longer what it said before."""
    of(subject).exclude(provider__in=_listed(assessment)).delete()


def forget(subject: Moderated) -> None:
    of(subject).delete()


def of(subject: Moderated):
    kind = ContentType.objects.get_for_model(type(subject))
    return ProviderMention.objects.filter(content_type=kind, object_id=subject.pk)


def open_alerts(moderator) -> list[ProviderAlert]:
    """They are about the whole site: a board moderator is not told."""
    if not moderator.is_moderator:
        return []
    return list(ProviderAlert.objects.filter(closed_at=None).select_related("provider").order_by("-created_at"))


def close(alert: ProviderAlert, *, by) -> bool:
    """A moderator has looked. False when somebody else has closed it before."""
    with transaction.atomic():
        rows = ProviderAlert.objects.filter(pk=alert.pk, closed_at=None)
        if not rows.update(closed_at=timezone.now(), closed_by=by):
            return False
        details = {"alert": alert.pk, "accounts": alert.accounts}
        AuditEntry.objects.append(AuditEntry.Act.ALERT_CLOSED, actor=by, subject=alert.provider, details=details)
        take_back(f"alert:{alert.pk}")
    return True


def _listed(assessment: Assessment) -> set[int]:
    return {int(entry) for entry in assessment.providers if entry.isdigit()}


def _note_all(read: Iterable[Heard]) -> None:
    """Must come before the cases: whoever changes a provider locks it before the log, and so does this."""
    found = [(subject, assessment, at, _listed(assessment)) for subject, assessment, at in read]
    wanted = {pk for *_heard, pks in found for pk in pks}
    if not wanted:
        return
    # The lock lets two who write at once count each other; an entry that was removed meanwhile is not mentioned.
    rows = Provider.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    there = {provider.pk: provider for provider in rows}
    for subject, assessment, at, pks in found:
        for pk in pks & there.keys():
            mention = _note(subject, there[pk], praises=assessment.flagged, at=at)
            if mention.praises and mention.author_was_young:
                _alert_if_arranged(there[pk], until=mention.created_at)


def _note(subject: Moderated, provider: Provider, *, praises: bool, at: datetime) -> ProviderMention:
    """A text that begins to praise counts as of that moment, not as of when it was harmless."""
    author = subject.author
    # The team is known to whoever appointed it, however little it has written.
    young = author is not None and not author.is_staff and (author.is_new or at - author.date_joined < NEW_FOR)
    mention, made = ProviderMention.objects.get_or_create(
        provider=provider,
        content_type=ContentType.objects.get_for_model(type(subject)),
        object_id=subject.pk,
        defaults={"author": author, "author_was_young": young, "praises": praises, "created_at": at},
    )
    if not made and mention.praises != praises:
        mention.praises, mention.author_was_young, mention.created_at = praises, young, at
        mention.save(update_fields=["praises", "author_was_young", "created_at"])
    return mention


def _alert_if_arranged(provider: Provider, *, until: datetime) -> None:
    """One open alert for a provider. After a moderator has closed it, only what was written since counts."""
    since = until - WITHIN
    closed = ProviderAlert.objects.filter(provider=provider, closed_at__gt=since).order_by("-closed_at").first()
    praise = ProviderMention.objects.filter(
        provider=provider, praises=True, author_was_young=True, author__isnull=False,
        created_at__gt=closed.closed_at if closed else since, created_at__lte=until,
    )  # fmt: skip
    accounts = praise.values("author").distinct().count()
    if accounts < YOUNG_VOICES:
        return
    counted = {"accounts": accounts}
    alert, made = ProviderAlert.objects.get_or_create(provider=provider, closed_at=None, defaults=counted)
    if made:
        _tell_moderators(provider, alert)
    elif accounts > alert.accounts:
        ProviderAlert.objects.filter(pk=alert.pk).update(accounts=accounts)


def _tell_moderators(provider: Provider, alert: ProviderAlert) -> None:
    text = _("%(accounts)d new accounts praise %(name)s within a week. Look whether they belong together.")
    words = {"accounts": alert.accounts, "name": provider.name[:150]}
    url = reverse("moderation:provider", args=[provider.pk])
    for moderator in moderators():
        tell(moderator.pk, kind="desk", text=text % words, url=url, about=f"alert:{alert.pk}")
