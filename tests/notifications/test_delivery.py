"""Mail leaves by the outbox: written with what it tells, sent once, later again when sending fails."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from notifications.actions import put_back, take_back, tell
from notifications.delivery import deliver_due_mail
from notifications.models import WAITS, Notice, OutgoingMail
from tests.races import at_once


class BrokenBackend(EmailBackend):
    """A mail server that takes nothing, and says the address in its error as real ones do."""

    def send_messages(self, messages):
        raise OSError(f"no way to {messages[0].to[0]}")


BROKEN = f"{BrokenBackend.__module__}.{BrokenBackend.__qualname__}"


@pytest.fixture
def make_mail(member):
    def make(**fields) -> OutgoingMail:
        about = {"member": member, "subject": "News for you", "body": "Somebody replied.", "path": "/posts/7/"}
        return OutgoingMail.objects.create(**about | fields)

    return make


def test_a_mail_tells_its_sentence_and_links_to_this_site(make_mail, member, settings):
    settings.SITE_URL = "https://site.example"
    make_mail()

    assert deliver_due_mail() == 1
    (message,) = django_mail.outbox
    assert message.to == [member.email]
    assert message.subject == "News for you"
    assert "Somebody replied." in message.body
    assert "https://site.example/posts/7/" in message.body


def test_a_quote_in_a_mail_stays_a_quote(make_mail):
    make_mail(body="A moderator's answer & more")
    deliver_due_mail()
    assert "A moderator's answer & more" in django_mail.outbox[0].body


def test_a_mail_is_sent_once_however_often_the_sweep_runs(make_mail):
    make_mail()
    assert [deliver_due_mail(), deliver_due_mail()] == [1, 0]
    assert len(django_mail.outbox) == 1


def test_of_two_workers_that_read_the_same_mail_one_sends_it(make_mail):
    mail = make_mail()
    same_mail = OutgoingMail.objects.get(pk=mail.pk)  # read before the first worker takes it
    assert [mail.claim(), same_mail.claim()] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_send_each_mail_once(make_mail):
    for number in range(12):
        make_mail(path=f"/posts/{number}/")
    assert sum(at_once(deliver_due_mail, deliver_due_mail, deliver_due_mail)) == 12

    links = [message.body.split("/posts/")[1].split("/")[0] for message in django_mail.outbox]
    assert sorted(links, key=int) == [str(number) for number in range(12)]


def test_a_mail_whose_worker_died_goes_out_when_its_claim_has_run_out(make_mail):
    mail = make_mail()
    mail.claim()  # and then the worker is killed

    assert deliver_due_mail() == 0
    _let_time_pass(WAITS[0])
    assert deliver_due_mail() == 1


def test_a_second_sending_carries_the_same_message_id(make_mail):
    mail = make_mail()
    deliver_due_mail()
    # The worker died after the mail server had accepted the mail and before it was marked.
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=None, due_at=timezone.now())
    deliver_due_mail()

    first, second = (message.extra_headers["Message-ID"] for message in django_mail.outbox)
    assert first == second


def test_the_wait_grows_after_each_failure_and_the_mail_is_given_up_at_last(make_mail, settings):
    settings.EMAIL_BACKEND = BROKEN
    mail = make_mail()
    for attempt, wait in enumerate(WAITS, start=1):
        before = timezone.now()
        assert deliver_due_mail() == 0
        mail.refresh_from_db()
        assert mail.attempts == attempt
        assert before + wait <= mail.due_at <= timezone.now() + wait
        _let_time_pass(wait)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_due_mail() == 0
    assert OutgoingMail.objects.given_up().get() == mail


def test_a_failure_leaves_the_rest_for_the_next_call(make_mail, settings):
    settings.EMAIL_BACKEND = BROKEN
    make_mail()
    untouched = make_mail()
    deliver_due_mail()

    untouched.refresh_from_db()
    assert untouched.attempts == 0


def test_a_mail_that_fails_does_not_hold_up_the_next(make_mail, settings):
    settings.EMAIL_BACKEND = BROKEN
    make_mail(path="/posts/1/")
    make_mail(path="/posts/2/")
    deliver_due_mail()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_due_mail() == 1
    assert "/posts/2/" in django_mail.outbox[0].body


def test_the_log_of_a_failure_names_no_member(make_mail, member, settings, caplog):
    settings.EMAIL_BACKEND = BROKEN
    make_mail()
    deliver_due_mail()
    assert "OSError" in caplog.text
    assert member.email not in caplog.text
    assert member.username not in caplog.text


def test_nothing_is_sent_to_a_closed_account(make_mail, member):
    member.is_active = False
    member.save()
    make_mail()
    assert deliver_due_mail() == 0
    assert not OutgoingMail.objects.exists()


def test_a_mail_told_in_a_transaction_that_fails_was_never_written(member):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(member.pk, kind=Notice.Kind.ANSWER, text="You have a reply.", url="/posts/7/", mail_subject="News for you")
        raise ZeroDivisionError
    assert not OutgoingMail.objects.exists()
    assert not Notice.objects.exists()


def test_what_is_taken_back_is_neither_shown_nor_sent(member):
    told = {"kind": Notice.Kind.ANSWER, "text": "You have a reply.", "url": "/posts/7/", "mail_subject": "News for you"}
    tell(member.pk, about="post:7", **told)
    tell(member.pk, about="post:8", **told)
    take_back("post:7")

    assert deliver_due_mail() == 1
    assert [notice.about for notice in Notice.objects.told()] == ["post:8"]


def test_what_is_put_back_is_shown_and_sent_again(member):
    told = {"kind": Notice.Kind.ANSWER, "text": "You have a reply.", "url": "/posts/7/", "mail_subject": "News for you"}
    tell(member.pk, about="post:7", **told)
    take_back("post:7")
    put_back("post:7")

    assert Notice.objects.told().count() == 1
    assert deliver_due_mail() == 1


def test_sent_and_given_up_mail_is_forgotten_in_time_and_waiting_mail_never(make_mail):
    long_ago = timezone.now() - timedelta(days=60)
    make_mail(sent_at=long_ago, created_at=long_ago)
    make_mail(attempts=len(WAITS), created_at=long_ago)
    kept = [make_mail(sent_at=timezone.now()), make_mail(attempts=len(WAITS)), make_mail(created_at=long_ago)]

    OutgoingMail.objects.forgettable().delete()
    assert list(OutgoingMail.objects.order_by("pk")) == kept


def _let_time_pass(wait: timedelta) -> None:
    for mail in OutgoingMail.objects.all():
        OutgoingMail.objects.filter(pk=mail.pk).update(due_at=mail.due_at - wait)
