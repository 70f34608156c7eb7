"""Tells members of texts that became readable: one notice for each member and text, whatever happens meanwhile.

A worker claims a row of Telling and writes one batch of notices, with the mails that go out at once, in a transaction
that holds the row. Taking back writes the same row first, so either it finds those notices or the batch finds the row
taken back. Killed in between, it leaves a row that falls due again and goes on after the last batch.
"""

import logging
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import override

from . import choices, subjects, words
from .models import DIGESTS, Digest, Follow, Notice, OutgoingMail, Telling, When
from .models.telling import WAITS

logger = logging.getLogger(__name__)
BATCH = 100  # followers in one transaction, which on SQLite keeps other writers waiting
BATCHES = 50  # of one call, so that a worker told to stop does so soon
QUIET_AFTER_A_MAIL = timedelta(hours=1)  # what follows about the same place comes together in the next one
# Members, each with the kind that tells why.
Reasons = dict[int, str]


def tell_waiting() -> int:
    """Go on with what is to be told, oldest first; returns how many batches were done."""
    done = 0
    for _number in range(BATCHES):
        telling = Telling.objects.due().first()
        if telling is None:
            break
        if not telling.claim():
            continue  # another worker was quicker
        try:
            _tell_batch(telling)
        except Exception as error:
            # One that fails must not keep the others waiting; it comes again by itself.
            telling.failed(error)
            log = logger.warning if telling.attempts < len(WAITS) else logger.error
            log("%s failed (%s), attempt %s of %s", telling, type(error).__name__, telling.attempts, len(WAITS))
        done += 1
    return done


def tell_also(subject_type: str, subject_id: int, reasons: Reasons, *, at_most: int) -> None:
    """Tell these members too of a text that is readable already, as when it mentions them only now.

    at_most: members who hear of one text for such a reason, however often it changes. In the transaction of the change.
    """
    about = Telling.objects.filter(subject_type=subject_type, subject_id=subject_id)
    about.update(attempts=F("attempts"))  # waits for a worker who tells of the text now, and stops the next
    subject = subjects.named(subject_type)
    text = subject.find(subject_id)
    if text is None:
        return
    there = Notice.objects.filter(subject_type=subject_type, subject_id=subject_id, kind__in=set(reasons.values()))
    left = max(0, at_most - there.count())
    wanted = subject.to_tell(text)
    reasons = dict(list(reasons.items())[:left])
    _leave_out_muted(reasons, wanted)
    readers = subject.readers(text, list(reasons))
    _write(Telling(subject_type=subject_type, subject_id=subject_id), wanted, {who: reasons[who] for who in readers})


def _tell_batch(telling: Telling) -> None:
    subject = subjects.named(telling.subject_type)
    with transaction.atomic():
        if not telling.hold():
            return
        text = subject.find(telling.subject_id)
        if text is None:
            _put_off(telling, subject)
            return
        wanted = subject.to_tell(text)
        reasons, last = _followers(wanted, after=telling.position)
        if telling.position == 0:
            reasons |= wanted.direct
        _leave_out_muted(reasons, wanted)
        readers = subject.readers(text, list(reasons))
        _write(telling, wanted, {member: reasons[member] for member in readers})
        if last is None:
            telling.told()
        else:
            telling.told_up_to(last)


def _put_off(telling: Telling, subject: subjects.Subject) -> None:
    """It opens by itself later; or it was hidden, and whoever puts it back wakes this row."""
    if opens_at := subject.opens_at(telling.subject_id):
        telling.postpone(opens_at)
    else:
        telling.set_aside()


def _followers(wanted: subjects.ToTell, *, after: int) -> tuple[Reasons, int | None]:
    """The next of those who follow, and the last one's number if there may be more of them."""
    if not wanted.keys:
        return {}, None
    rows = Follow.objects.filter(what__in=list(wanted.keys), muted=False, member__gt=after).order_by("member")
    if wanted.since:
        rows = rows.filter(created_at__lte=wanted.since)
    numbers = list(rows.values_list("member", flat=True).distinct()[:BATCH])
    kinds: dict[int, set[str]] = {}
    for member, what in rows.filter(member__in=numbers).values_list("member", "what"):
        kinds.setdefault(member, set()).add(wanted.direct.get(member) or wanted.keys[what])
    reasons = {member: min(found, key=Notice.Kind.values.index) for member, found in kinds.items()}
    return reasons, numbers[-1] if len(numbers) == BATCH else None


def _leave_out_muted(reasons: Reasons, wanted: subjects.ToTell) -> None:
    """And the author."""
    if wanted.author:
        reasons.pop(wanted.author, None)
    if wanted.place:
        muted = Follow.objects.filter(what=wanted.place, muted=True, member__in=list(reasons))
        for member in muted.values_list("member", flat=True):
            del reasons[member]


def _write(telling: Telling, wanted: subjects.ToTell, reasons: Reasons) -> None:
    """Notices, the mails that go out at once, the digests to come. Who has a notice of this text gets no second one."""
    about = {"subject_type": telling.subject_type, "subject_id": telling.subject_id}
    there = Notice.objects.filter(member__in=list(reasons), **about).order_by()
    if told := set(there.values_list("member", flat=True)):
        # Told before, and perhaps taken back since: now it is readable again.
        OutgoingMail.objects.filter(notices__in=there, sent_at=None).update(taken_back_at=None)
        there.update(taken_back_at=None)
    new = reasons.keys() - told
    chosen = choices.made_by(new)
    at_once = {member for member in new if _chosen(chosen, member, reasons[member]).mail == When.AT_ONCE}
    lately = _mailed_lately(at_once, wanted.place)
    notices, mails, digests = [], [], []
    # In the order of their numbers: two workers that add to the mails of the same members wait for each other in turn.
    for member in get_user_model().objects.filter(pk__in=new).select_related("notice_preferences").order_by("pk"):
        kind = reasons[member.pk]
        choice = _chosen(chosen, member.pk, kind)
        when = choice.mail if member.email else When.NEVER
        if not choice.in_app and when == When.NEVER:
            continue
        notice = _notice(telling, wanted, member, kind)
        notice.in_app, notice.for_digest = choice.in_app, when in DIGESTS
        notices.append(notice)
        if when == When.AT_ONCE:
            before = lately.get((member.pk, kind))
            if before and before.take_in():
                notice.mail = before
            else:
                notice.mail = _mail(telling, member, kind, after=before)
                mails.append(notice.mail)
        elif notice.for_digest:
            digests.append(Digest(member=member, every=when, due_at=choices.digest_at(member, when)))
    OutgoingMail.objects.bulk_create(mails)
    Notice.objects.bulk_create(notices)
    Digest.objects.bulk_create(digests, ignore_conflicts=True)


def _notice(telling: Telling, wanted: subjects.ToTell, member, kind: str) -> Notice:
    with override(member.language):
        text = words.stored(kind)
    return Notice(
        member=member,
        kind=kind,
        text=text,
        url=subjects.named(telling.subject_type).url_of(telling.subject_id),
        about=telling.about,
        subject_type=telling.subject_type,
        subject_id=telling.subject_id,
        place=wanted.place,
    )


def _chosen(chosen: dict[tuple[int, str], choices.Choice], member: int, kind: str) -> choices.Choice:
    return chosen.get((member, kind)) or choices.default(kind)


def _mailed_lately(members: set[int], place: str) -> dict[tuple[int, str], OutgoingMail]:
    """By member and kind, the newest mail about this place that waits still, or was sent within the hour."""
    if not (place and members):
        return {}
    mails = OutgoingMail.objects.filter(notices__member__in=members, notices__place=place, taken_back_at=None)
    since = timezone.now() - QUIET_AFTER_A_MAIL
    lately = mails.filter(Q(sent_at__gt=since) | Q(sent_at=None, created_at__gt=since)).exclude(kind__in=DIGESTS)
    return {(mail.member_id, mail.kind): mail for mail in lately.order_by("pk")}


def _mail(telling: Telling, member, kind: str, *, after: OutgoingMail | None) -> OutgoingMail:
    """after: the mail about this place that was sent within the hour."""
    due_at = after.sent_at + QUIET_AFTER_A_MAIL if after and after.sent_at else None
    with override(member.language):
        subject, body = words.mail_at_once(kind)
    return OutgoingMail(
        member=member,
        kind=kind,
        subject=subject,
        body=body,
        path=subjects.named(telling.subject_type).url_of(telling.subject_id),
        about=telling.about,
        due_at=choices.after_quiet(member, due_at),
    )
