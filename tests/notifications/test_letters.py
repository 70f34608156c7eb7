"""Mails ask again when they leave: whether they are still wanted, still true, still to be read."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default as modern

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from discussion.actions import Sent, submit_answer
from members.models import Block
from moderation import actions
from moderation.models import Case
from notifications.actions import tell
from notifications.choices import all_of, choose
from notifications.delivery import deliver_due_mail
from notifications.models import Notice, OutgoingMail, Preferences, When
from notifications.telling import QUIET_AFTER_A_MAIL, tell_waiting
from notifications.unsubscribe import token_for
from tests.texts import decided, new_key, verdict

Kind = Notice.Kind


@pytest.fixture
def answered(make_post, member):
    """An answer that the asker is told of at once, by a mail that has not left."""
    post = make_post()
    tell_waiting()
    assert OutgoingMail.objects.due().get().member == member
    return post


def sent() -> list:
    deliver_due_mail()
    return django_mail.outbox


def test_a_reply_is_mailed_at_once(answered, member, settings):
    settings.SITE_URL = "https://site.example"
    (message,) = sent()
    assert message.to == [member.email]
    assert message.subject == "You have a reply"
    assert f"https://site.example/posts/{answered.pk}/" in message.body
    assert "https://site.example/settings/notifications/" in message.body


class TestSeveralWithinTheHour:
    """Four replies in a minute are one mail at once, and one for the other three when the hour is over."""

    @pytest.fixture
    def replies(self, answered, make_post):
        """Three that come after the first was mailed."""
        assert len(sent()) == 1
        posts = [make_post(f"And number {number}.") for number in range(2, 5)]
        tell_waiting()
        return posts

    @pytest.fixture
    def an_hour_later(self, replies, monkeypatch):
        assert len(sent()) == 1
        later = timezone.now() + QUIET_AFTER_A_MAIL
        monkeypatch.setattr(timezone, "now", lambda: later)

    def test_the_others_come_together(self, replies, an_hour_later):
        _first, together = sent()
        assert "3 replies to your question" in together.body
        assert f"/posts/{replies[0].pk}/" in together.body
        assert len(sent()) == 2

    def test_what_was_read_meanwhile_is_not_mailed(self, an_hour_later, member):
        Notice.objects.filter(member=member).mark_read()
        assert len(sent()) == 1

    def test_when_the_first_is_withdrawn_the_mail_leads_to_the_next(self, replies, an_hour_later):
        actions.withdraw(replies[0])
        _first, together = sent()
        assert "2 replies to your question" in together.body
        assert f"/posts/{replies[0].pk}/" not in together.body
        assert f"/posts/{replies[1].pk}/" in together.body

    def test_a_mail_that_a_worker_has_taken_takes_in_no_more(self, replies, make_post, member):
        waiting = OutgoingMail.objects.get(sent_at=None)
        assert waiting.claim()
        make_post("One more.")
        tell_waiting()
        assert OutgoingMail.objects.filter(member=member, sent_at=None).count() == 2

    def test_another_discussion_is_mailed_at_once(self, replies, make_topic, member, stranger):
        other = make_topic(title="Another question?", author=member)
        submit_answer(other.thread, Sent(author=stranger, body="Yes.", key=new_key(), assessment=verdict()))
        tell_waiting()
        assert len(sent()) == 2


def test_what_was_read_in_the_app_is_not_mailed(answered, member):
    Notice.objects.filter(member=member).mark_read()
    assert sent() == []
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("when", [When.NEVER, When.DAILY])
def test_a_choice_made_meanwhile_counts(answered, member, when):
    choose(member.pk, Kind.ANSWER, mail=when)
    assert sent() == []


def test_a_block_made_meanwhile_counts(answered, member, stranger):
    Block.objects.create(member=stranger, other=member, kind="block")
    assert sent() == []


def test_a_removal_meanwhile_counts(make_post, member, moderator):
    post = make_post(outcome="flag")
    tell_waiting()
    decided(Case.objects.open_about(post).get(), act="remove", moderator=moderator, rule="contact", message="x")
    assert not [message for message in sent() if message.to == [member.email]]


def test_a_member_who_left_gets_no_mail(answered, member):
    member.delete()
    assert sent() == []


def test_mails_wait_for_the_end_of_quiet_hours(answered, member, monkeypatch, settings):
    member.time_zone = "Europe/Berlin"
    member.save()
    Preferences.objects.create(member=member, quiet_from=22, quiet_until=7)
    midnight = datetime(2099, 5, 3, 22, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: midnight)
    assert sent() == []
    mail = OutgoingMail.objects.get()
    assert (mail.due_at, mail.attempts) == (datetime(2099, 5, 4, 5, 0, tzinfo=UTC), 0)

    monkeypatch.setattr(timezone, "now", lambda: datetime(2099, 5, 4, 5, 0, tzinfo=UTC))
    assert len(sent()) == 1


def test_the_desk_is_mailed_at_any_hour(moderator, monkeypatch):
    Preferences.objects.create(member=moderator, quiet_from=0, quiet_until=23)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2099, 5, 3, 12, 0, tzinfo=UTC))
    tell(moderator.pk, kind=Kind.DESK, text="Look.", url="/moderation/", mail_subject="A case needs a look now")
    assert len(sent()) == 1


def test_the_mail_program_is_told_how_to_stop_it_and_a_post_without_cookies_does(answered, member):
    (message,) = sent()
    headers = message_from_bytes(message.message().as_bytes(), policy=modern)
    link = headers["List-Unsubscribe"].strip(" <>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in message.body

    path = "/unsubscribe/" + link.partition("/unsubscribe/")[2]
    assert Client(enforce_csrf_checks=True).get(path).status_code == 200
    assert all_of(member.pk)["answer"].mail == When.AT_ONCE
    Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert all_of(member.pk)["answer"].mail == When.NEVER
    assert "These mails have stopped" in Client().get(path).text
    assert all_of(member.pk)["reply"].mail == When.AT_ONCE


def test_stopping_can_be_undone_and_brings_back_what_was_chosen(answered, member):
    choose(member.pk, Kind.THREAD, mail=When.WEEKLY)
    path = _link_of(member, "mail:thread")
    page = Client().post(path).text
    assert all_of(member.pk)["thread"].mail == When.NEVER

    assert 'value="thread=weekly"' in page
    Client().post(path, {"act": "resume", "before": "thread=weekly"})
    assert all_of(member.pk)["thread"].mail == When.WEEKLY


def test_undoing_brings_back_nothing_that_the_link_does_not_speak_of(member):
    choose(member.pk, Kind.REPLY, mail=When.NEVER)
    for before in ("reply=at-once", "thread=nonsense", "decision=never", "=,=,", "x" * 5000):
        Client().post(_link_of(member, "mail:thread"), {"act": "resume", "before": before})
    assert all_of(member.pk)["reply"].mail == When.NEVER
    assert all_of(member.pk)["thread"].mail == When.DAILY


def test_a_link_for_somebody_who_left_says_the_same(member):
    path = _link_of(member, "mail:answer")
    member.delete()
    for act in ({}, {"act": "resume", "before": "answer=daily"}):
        assert Client().post(path, act).status_code == 200


@pytest.mark.parametrize("what", ["mail:decision", "mail:", "mail:telegram"])
def test_what_cannot_be_switched_off_has_no_link(member, what):
    assert Client().get(_link_of(member, what)).status_code == 404


def test_a_decision_is_mailed_whatever_was_chosen_and_says_so(make_post, stranger, moderator):
    for kind in all_of(stranger.pk):
        choose(stranger.pk, kind, mail=When.NEVER, in_app=False)
    held = make_post(outcome="hold", author=stranger)
    decided(Case.objects.open_about(held).get(), act="release", moderator=moderator)

    (message,) = sent()
    assert "cannot be switched off" in message.body
    assert "List-Unsubscribe" not in message.extra_headers


def test_the_outcome_of_a_report_is_mailed_to_those_who_want_that(make_post, member, moderator):
    choose(member.pk, Kind.REPORT, mail=When.AT_ONCE)
    actions.report(make_post(), reporter=member, reason="other")
    (message,) = sent()
    assert message.subject == "News about your report"


def _link_of(member, what: str) -> str:
    return f"/unsubscribe/{token_for(what, member.pk)}/"
