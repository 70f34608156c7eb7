"""Daily and weekly mails: what waits comes in one, once, and only while it may be read."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from discussion.models import Audience
from forum.actions import set_audience
from members.models import Block
from moderation.models import Case
from notifications import digests, follows
from notifications.choices import all_of, choose, reschedule
from notifications.delivery import deliver_due_mail
from notifications.models import Digest, Notice, OutgoingMail, Preferences, When
from notifications.telling import tell_waiting
from tests.races import at_once
from tests.texts import decided

Kind = Notice.Kind


@pytest.fixture
def reader(make_member, topic):
    """Follows the topic, and hears of it once a day."""
    tell_waiting()
    reader = make_member("Rita")
    follows.follow(reader, f"thread:{topic.thread_id}")
    return reader


def morning() -> list:
    """The day is over: digests are written and sent. The mails that the readers of these tests got."""
    Digest.objects.update(due_at=timezone.now())
    digests.write_due()
    deliver_due_mail()
    return [message for message in django_mail.outbox if message.to == ["rita@mail.example"]]


def test_what_happened_in_a_day_comes_in_one_mail(make_post, reader, settings):
    settings.SITE_URL = "https://site.example"
    first = make_post("It helped me.")
    make_post("It helped me too.")
    tell_waiting()
    assert not OutgoingMail.objects.filter(member=reader).exists()

    (message,) = morning()
    assert message.subject == "Your news of the day"
    assert "2 new replies where you follow" in message.body
    assert f"https://site.example/posts/{first.pk}/" in message.body


def test_the_same_is_not_told_twice(make_post, reader):
    make_post()
    tell_waiting()
    assert len(morning()) == 1
    assert len(morning()) == 1
    assert not Digest.objects.exists()


def test_threads_stand_apart_those_with_the_strongest_reason_first(make_post, make_topic, reader):
    for kind in (Kind.REPLY, Kind.ANSWER):
        choose(reader.pk, kind, mail=When.DAILY)
    make_post()
    mine = make_topic(author=reader)
    make_post("An answer for Rita.", thread=mine.thread)
    tell_waiting()

    (message,) = morning()
    lines = [line[2:] for line in message.body.splitlines() if line.startswith("* ")]
    assert lines == ["1 reply to your question", "1 new reply where you follow"]


def test_what_was_read_or_hidden_meanwhile_is_left_out(make_post, reader, moderator):
    read, removed, kept = make_post(), make_post(outcome="flag"), make_post("Still there.")
    tell_waiting()
    Notice.objects.filter(subject_id=read.pk).mark_read()
    Digest.objects.update(due_at=timezone.now())
    digests.write_due()
    decided(Case.objects.open_about(removed).get(), act="remove", moderator=moderator, rule="contact", message="x")

    (message,) = morning()
    assert "1 new reply" in message.body
    assert f"/posts/{kept.pk}/" in message.body


def test_a_block_after_the_mail_was_written_and_before_it_left_counts(make_post, reader, stranger):
    make_post(author=stranger)
    tell_waiting()
    Digest.objects.update(due_at=timezone.now())
    digests.write_due()
    Block.objects.create(member=reader, other=stranger, kind="block")
    assert morning() == []
    assert not OutgoingMail.objects.filter(member=reader).exists()


def test_nothing_to_tell_makes_no_mail(make_post, reader):
    make_post()
    tell_waiting()
    Notice.objects.filter(member=reader).mark_read()
    assert morning() == []


def test_never_chosen_meanwhile_counts(make_post, reader):
    make_post()
    tell_waiting()
    choose(reader.pk, Kind.THREAD, mail=When.NEVER)
    assert morning() == []


def test_a_week_chosen_meanwhile_makes_it_wait_for_the_week(make_post, reader):
    make_post()
    tell_waiting()
    choose(reader.pk, Kind.THREAD, mail=When.WEEKLY)
    reschedule(reader)
    Digest.objects.filter(every=When.DAILY).update(due_at=timezone.now())
    digests.write_due()
    assert not OutgoingMail.objects.filter(member=reader).exists()

    assert [message.subject for message in morning()] == ["Your news of the week"]


def test_at_once_chosen_meanwhile_brings_the_waiting_with_the_next_mail(make_post, reader):
    make_post()
    tell_waiting()
    choose(reader.pk, Kind.THREAD, mail=When.AT_ONCE)
    assert len(morning()) == 1


def test_what_waited_for_weeks_because_mails_were_off_is_no_news(make_post, reader):
    make_post()
    tell_waiting()
    Notice.objects.update(created_at=timezone.now() - timedelta(days=30))
    assert morning() == []


def test_one_click_stops_all_that_comes_daily(make_post, reader):
    choose(reader.pk, Kind.TOPIC, mail=When.WEEKLY)
    make_post()
    tell_waiting()
    (message,) = morning()
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    path = "/unsubscribe/" + link.partition("/unsubscribe/")[2]

    page = Client(enforce_csrf_checks=True).post(path).text
    chosen = {kind: choice.mail for kind, choice in all_of(reader.pk).items()}
    assert (chosen["thread"], chosen["member"], chosen["article"]) == (When.NEVER,) * 3
    assert (chosen["topic"], chosen["answer"]) == (When.WEEKLY, When.AT_ONCE)

    before = page.partition('name="before" value="')[2].partition('"')[0]
    Client().post(path, {"act": "resume", "before": before})
    assert all_of(reader.pk)["thread"].mail == When.DAILY


def test_titles_stand_in_no_mail_unless_the_member_asks(make_post, topic, reader):
    make_post()
    tell_waiting()
    assert topic.title not in morning()[0].body

    Preferences.objects.create(member=reader, titles_in_mail=True)
    make_post("And another one.")
    tell_waiting()
    message = morning()[1]
    assert topic.title in message.body
    assert topic.title not in message.subject
    assert topic.title not in message.body[:110]  # what a preview shows


def test_titles_of_topics_for_members_are_never_mailed(make_post, topic, reader):
    Preferences.objects.create(member=reader, titles_in_mail=True)
    set_audience(topic, Audience.MEMBERS)
    make_post()
    tell_waiting()
    (message,) = morning()
    assert "1 new reply where you follow" in message.body
    assert topic.title not in message.body


def test_a_worker_killed_while_it_writes_leaves_the_row_and_no_mail(make_post, reader, monkeypatch):
    make_post()
    tell_waiting()
    Digest.objects.update(due_at=timezone.now())

    def killed(**_fields):
        raise KeyboardInterrupt

    monkeypatch.setattr(OutgoingMail.objects, "create", killed)
    with pytest.raises(KeyboardInterrupt):
        digests.write_due()
    monkeypatch.undo()
    assert Digest.objects.count() == 1
    assert len(morning()) == 1


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_write_each_digest_once(make_post, reader):
    make_post()
    tell_waiting()
    Digest.objects.update(due_at=timezone.now())
    results = at_once(digests.write_due, digests.write_due, digests.write_due)
    assert sum(results) == 1
    assert OutgoingMail.objects.filter(member=reader).count() == 1


def test_a_member_who_left_takes_their_digest_along(make_post, reader):
    make_post()
    tell_waiting()
    reader.delete()
    assert morning() == []
