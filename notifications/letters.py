"""What a mail of the outbox says at the moment it is sent. It may be that nothing is left to say."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from . import choices, subjects, unsubscribe, words
from .listing import readable
from .models import DIGESTS, MAILED, Notice, OutgoingMail, When

MOST_LINES = 30  # of a digest; the rest stands in the app


@dataclass(frozen=True)
class Line:
    """What is new in one thread."""

    text: str
    link: str


@dataclass(frozen=True)
class Letter:
    """stop_link: stops such mails by one click; empty for those that cannot be stopped."""

    subject: str
    body: str
    link: str
    lines: list[Line] = field(default_factory=list)
    has_more: bool = False
    stop_link: str = ""
    choose_link: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def letter_for(mail: OutgoingMail) -> Letter | None:
    """None when all that the mail would tell was read, hidden or is not wanted any more."""
    given = {"subject": mail.subject, "body": mail.body, "link": site_link(mail.path)}
    if mail.kind not in MAILED and mail.kind not in DIGESTS:
        return Letter(**given)
    notices = _still_to_tell(mail)
    if not notices:
        return None
    if mail.kind in DIGESTS:
        lines = _lines(notices, mail.member)
        given |= {"lines": lines[:MOST_LINES], "has_more": len(lines) > MOST_LINES}
    elif len(notices) > 1:
        # About one place. The first may have gone meanwhile.
        given |= {"body": words.in_mail(_counted(notices)), "link": site_link(notices[0].url)}
    what = f"mail:{mail.kind}"
    return Letter(
        stop_link=unsubscribe.url_for(what, mail.member_id),
        choose_link=site_link(reverse("notifications:settings")),
        headers=unsubscribe.headers_for(what, mail.member_id),
        **given,
    )


def not_before(mail: OutgoingMail) -> datetime | None:
    """The end of the member's quiet hours, when it is now within them. Decisions wait too; the desk's mails do not."""
    if mail.kind == Notice.Kind.DESK:
        return None
    now = timezone.now()
    later = choices.after_quiet(mail.member, now)
    return later if later > now else None


def site_link(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


def _still_to_tell(mail: OutgoingMail) -> list[Notice]:
    chosen = choices.all_of(mail.member_id)
    ways = set(When) - {When.NEVER} if mail.kind in DIGESTS else {When.AT_ONCE}
    kinds = [kind for kind, choice in chosen.items() if choice.mail in ways]
    notices = Notice.objects.unread().filter(readable(mail.member), mail=mail, kind__in=kinds)
    return list(notices.order_by("pk"))


def _lines(notices: list[Notice], member) -> list[Line]:
    """One for each thread, those with the strongest reason first."""
    groups: dict[str, list[Notice]] = {}
    for notice in notices:
        groups.setdefault(notice.place or f"notice:{notice.pk}", []).append(notice)
    titles = _titles(notices, member)
    strongest_first = sorted(groups.values(), key=lambda group: min(_strength(notice) for notice in group))
    return [_line(group, titles) for group in strongest_first]


def _line(group: list[Notice], titles: dict[tuple, str]) -> Line:
    text, first = words.in_mail(_counted(group)), group[0]
    title = titles.get((first.subject_type, first.subject_id))
    return Line(f"{text}: “{title}”" if title else text, site_link(first.url))


def _counted(notices: list[Notice]) -> Counter:
    return Counter(notice.kind for notice in notices)


def _titles(notices: list[Notice], member) -> dict[tuple, str]:
    """Only for whoever asked for them, and never of what visitors may not read."""
    if not choices.preferences_of(member).titles_in_mail:
        return {}
    found = {}
    for name, subject in subjects.all_named().items():
        pks = [notice.subject_id for notice in notices if notice.subject_type == name]
        described = subject.described(pks, member) if pks else {}
        found |= {(name, pk): text.title for pk, text in described.items() if text.is_public}
    return found


def _strength(notice: Notice) -> int:
    return Notice.Kind.values.index(notice.kind)
