"""What waits to be told and mailed, and the worker's jobs: admins see how it goes, and nothing of whom or what."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mypsoriasis.models import JobRun
from notifications.models import WAITS, OutgoingMail, Telling
from notifications.models import telling as tellings

MAILS, TELLINGS, JOBS = (
    f"/admin/{name}/" for name in ("notifications/outgoingmail", "notifications/telling", "mypsoriasis/jobrun")
)


@pytest.fixture
def mail(member):
    return OutgoingMail.objects.create(
        member=member, kind="answer", subject="You have a reply", body="Somebody replied.", path="/posts/7/",
        attempts=len(WAITS),
    )  # fmt: skip


@pytest.fixture
def stuck(db):
    return Telling.objects.create(
        subject_type="post", subject_id=7, attempts=len(tellings.WAITS), last_error="ValueError", position=40
    )


def choose(client, page, act, *rows):
    return client.post(page, {"action": act, "_selected_action": [row.pk for row in rows]}, follow=True)


def test_the_outbox_shows_neither_who_nor_what(desk, site_admin, mail, member):
    client = desk(site_admin)
    for page in (MAILS, f"{MAILS}{mail.pk}/change/"):
        text = client.get(page).text
        assert "Given up" in text
        assert not [
            word for word in (member.email, member.username, mail.subject, mail.body, mail.path) if word in text
        ]


def test_a_mail_that_was_given_up_is_tried_again(desk, site_admin, mail):
    page = choose(desk(site_admin), MAILS, "try_again", mail)
    assert "1 is tried again." in page.text
    assert OutgoingMail.objects.due().get() == mail


def test_trying_again_what_was_sent_sends_nothing_twice(desk, site_admin, mail):
    OutgoingMail.objects.update(sent_at=timezone.now())
    assert "None of them was given up." in choose(desk(site_admin), MAILS, "try_again", mail).text
    assert not OutgoingMail.objects.due().exists()


def test_a_telling_that_was_given_up_goes_on_from_where_it_was(desk, site_admin, stuck):
    client = desk(site_admin)
    assert "ValueError" in client.get(TELLINGS).text
    choose(client, TELLINGS, "try_again", stuck)
    assert [row.position for row in Telling.objects.due()] == [40]


@pytest.mark.parametrize(
    ("page", "state", "shown"), [(TELLINGS, "given-up", 1), (TELLINGS, "waiting", 0), (TELLINGS, "nonsense", 1)]
)
def test_the_lists_are_narrowed_by_state(desk, site_admin, stuck, page, state, shown):
    assert len(desk(site_admin).get(f"{page}?state={state}").context["cl"].result_list) == shown


@pytest.mark.parametrize("state", ["waiting", "given-up", "sent", "taken-back"])
def test_each_mail_stands_in_one_state(mail, state):
    changes = {"waiting": {"attempts": 1}, "given-up": {}, "sent": {"sent_at": timezone.now()}}
    OutgoingMail.objects.update(**changes.get(state, {"taken_back_at": timezone.now()}))
    mail.refresh_from_db()
    found = {name for name in OutgoingMail.STATES if OutgoingMail.objects.in_state(name).exists()}
    assert found == {state} == {mail.state}


def test_a_job_that_nobody_runs_is_late_and_one_that_fails_says_so(desk, site_admin):
    now = timezone.now()
    JobRun.objects.create(name="a.late", every=60, next_due_at=now - timedelta(hours=1))
    JobRun.objects.create(name="a.failing", every=60, next_due_at=now, failures=2, last_error="OSError")
    JobRun.objects.create(name="a.fine", every=60, next_due_at=now)
    text = desk(site_admin).get(JOBS).text
    assert all(word in text for word in ("Late: is a worker running?", "Fails", "Well"))


@pytest.mark.parametrize("page", [MAILS, TELLINGS, JOBS])
def test_nothing_is_changed_or_deleted_there_and_others_stay_out(
    desk, site_admin, editor, moderator, mail, stuck, page
):
    JobRun.objects.create(name="a.job", every=60)
    row = {MAILS: mail, TELLINGS: stuck, JOBS: JobRun.objects.get()}[page]
    client = desk(site_admin)
    assert client.get(f"{page}{row.pk}/change/").status_code == 200
    for act in ("change", "delete"):
        assert client.post(f"{page}{row.pk}/{act}/", {"post": "yes"}).status_code == 403
    assert client.get(f"{page}add/").status_code == 403
    for other in (editor, moderator):
        assert desk(other).get(page).status_code == 403
