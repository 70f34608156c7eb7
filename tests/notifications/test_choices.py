"""When a mail may reach a member: mornings and quiet hours by their own clock, also when the clocks are changed."""

from datetime import UTC, datetime

import pytest

from notifications import choices, forms, words
from notifications.models import Choice, Notice, Preferences, When
from tests.races import at_once

BERLIN, NEW_YORK, KOLKATA = "Europe/Berlin", "America/New_York", "Asia/Kolkata"


def at(text: str) -> datetime:
    """A moment in UTC, as "2026-05-03 12:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def living_in(member):
    """living_in(BERLIN, quiet=(22, 7)) -> the member, who has chosen these quiet hours."""

    def live(zone: str, *, quiet: tuple[int, int] | None = None):
        member.time_zone = zone
        if quiet:
            member.notice_preferences = Preferences(member=member, quiet_from=quiet[0], quiet_until=quiet[1])
        return member

    return live


@pytest.mark.parametrize(
    ("zone", "now", "morning"),
    [
        (BERLIN, "2026-05-03 12:00", "2026-05-04 06:00"),
        (BERLIN, "2026-05-03 05:59", "2026-05-03 06:00"),
        (BERLIN, "2026-05-03 06:00", "2026-05-04 06:00"),
        (KOLKATA, "2026-05-03 12:00", "2026-05-04 02:30"),
        (NEW_YORK, "2026-05-04 03:00", "2026-05-04 12:00"),  # there it is still the evening of the third
        (BERLIN, "2026-03-28 12:00", "2026-03-29 06:00"),  # clocks go forward in the night
        (BERLIN, "2026-10-24 12:00", "2026-10-25 07:00"),  # and back
        ("No/Such", "2026-05-03 12:00", "2026-05-04 08:00"),
    ],
)
def test_a_daily_mail_comes_at_eight_by_the_members_clock(living_in, zone, now, morning):
    assert choices.digest_at(living_in(zone), When.DAILY, now=at(now)) == at(morning)


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-05-03 12:00", "2026-05-04 06:00"),  # a Sunday
        ("2026-05-04 05:00", "2026-05-04 06:00"),  # that Monday, early
        ("2026-05-04 07:00", "2026-05-11 06:00"),
        ("2026-10-22 07:00", "2026-10-26 07:00"),  # the clocks go back between
    ],
)
def test_a_weekly_mail_comes_on_monday_morning(living_in, now, monday):
    assert choices.digest_at(living_in(BERLIN), When.WEEKLY, now=at(now)) == at(monday)


@pytest.mark.parametrize(
    ("quiet", "now", "then"),
    [
        ((22, 7), "2026-05-03 21:00", "2026-05-04 05:00"),  # 23:00 there
        ((22, 7), "2026-05-04 01:00", "2026-05-04 05:00"),  # 3:00 there
        ((22, 7), "2026-05-04 05:00", "2026-05-04 05:00"),  # 7:00 there: over
        ((22, 7), "2026-05-03 12:00", "2026-05-03 12:00"),
        ((13, 15), "2026-05-03 11:30", "2026-05-03 13:00"),
        ((13, 15), "2026-05-03 13:00", "2026-05-03 13:00"),
        ((22, 2), "2026-03-29 00:30", "2026-03-29 01:00"),  # two o'clock is skipped: it is three at once
        ((22, 7), "2026-03-28 22:30", "2026-03-29 05:00"),  # a night of an hour less
        ((22, 7), "2026-10-24 22:30", "2026-10-25 06:00"),  # and of an hour more
        ((22, 2), "2026-10-25 00:30", "2026-10-25 00:30"),  # half past two, the first time
        ((22, 2), "2026-10-25 01:30", "2026-10-25 01:30"),  # and the second: quiet hours do not begin again
        ((22, 3), "2026-10-25 01:30", "2026-10-25 02:00"),
    ],
)
def test_quiet_hours_are_those_of_the_members_clock(living_in, quiet, now, then):
    assert choices.after_quiet(living_in(BERLIN, quiet=quiet), at(now)) == at(then)


def test_without_quiet_hours_nothing_waits(living_in):
    assert choices.after_quiet(living_in(BERLIN), at("2026-05-03 01:00")) == at("2026-05-03 01:00")


def test_a_digest_waits_for_the_end_of_quiet_hours_too(living_in):
    late_riser = living_in(BERLIN, quiet=(22, 10))
    assert choices.digest_at(late_riser, When.DAILY, now=at("2026-05-03 12:00")) == at("2026-05-04 08:00")


def test_who_chose_nothing_has_the_defaults(member):
    chosen = choices.all_of(member.pk)
    assert chosen["answer"].mail == When.AT_ONCE and chosen["thread"].mail == When.DAILY
    assert all(choice.in_app for choice in chosen.values())
    assert not {"decision", "desk"} & set(chosen)


def test_choosing_one_thing_of_a_kind_leaves_the_other(member):
    choices.choose(member.pk, "answer", in_app=False)
    choices.choose(member.pk, "answer", mail=When.WEEKLY)
    row = Choice.objects.get()
    assert (row.in_app, row.mail) == (False, When.WEEKLY)


@pytest.mark.django_db(transaction=True)
def test_two_choices_at_once_are_both_kept(member):
    at_once(
        lambda: choices.choose(member.pk, "answer", in_app=False),
        lambda: choices.choose(member.pk, "answer", mail=When.NEVER),
        lambda: choices.choose(member.pk, "reply", mail=When.NEVER),
    )
    kept = {row.kind: (row.in_app, row.mail) for row in Choice.objects.all()}
    assert kept == {"answer": (False, When.NEVER), "reply": (True, When.NEVER)}


def test_every_kind_has_its_words_everywhere():
    chosen = set(choices.MAILED)
    assert set(forms.KINDS) == set(words.STORED) == chosen
    assert set(words.SUBJECTS) == set(words.MAILS) == chosen | {When.DAILY, When.WEEKLY}
    assert chosen == set(Notice.Kind) - {Notice.Kind.DECISION, Notice.Kind.DESK}
