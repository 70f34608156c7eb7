"""An admin suspends a member without a text: with a receipt, an appeal and an answer, like any decision."""

import uuid
from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from moderation import actions, figures, judged
from moderation.models import Appeal, AuditEntry, Case, Decision, Sanction
from moderation.verification import verify
from notifications.models import Notice, OutgoingMail
from tests.races import at_once
from tests.texts import ADVERT, decided

UNTIL = timezone.now() + timedelta(days=30)


@pytest.fixture
def suspended(member, site_admin) -> Decision:
    words = {"reason": "Adverts in many messages.", "rule": "spam"}
    return actions.suspend(member, until=UNTIL, by=site_admin, **words).decision


@pytest.fixture
def own(client, member):
    client.force_login(member)
    return client


def ask(decision, text="It was not me."):
    return actions.appeal(decision, author=decision.author, text=text)


def told(member):
    return [notice.text for notice in Notice.objects.told().filter(member=member)]


def test_the_notice_and_the_mail_lead_to_a_receipt(own, suspended, member):
    assert Notice.objects.get(member=member).url == suspended.get_absolute_url()
    assert OutgoingMail.objects.get(member=member).path == suspended.get_absolute_url()
    html = own.get(suspended.get_absolute_url()).text

    assert "An admin paused your writing on this site." in html
    assert "Adverts in many messages." in html and "Repeated or unrelated advertising" in html
    assert f"You cannot write until {UNTIL:%-d %B %Y}" in html
    assert "An admin looked at what was done with your account." in html
    assert f"{suspended.get_absolute_url()}appeal/" in html
    assert suspended.get_absolute_url() in own.get("/decisions/").text


def test_the_reasons_can_be_kept(own, suspended):
    found = own.get(f"{suspended.get_absolute_url()}reasons.json").json()

    assert (found["decision"]["kind"], found["text"]) == ("suspend", {})
    assert found["duration"]["account"][0]["kind"] == "suspend"
    assert found["ground"]["rule"] == "Repeated or unrelated advertising"
    assert "An admin paused your writing" in own.get(f"{suspended.get_absolute_url()}reasons.txt").text


def test_nobody_else_reads_the_receipt(client, sign_in, suspended, stranger, moderator):
    for reader in (stranger, moderator):
        assert sign_in(client, reader).get(suspended.get_absolute_url()).status_code == 404


def test_the_log_says_who_suspended_whom_by_which_decision(suspended, member, site_admin):
    entry = AuditEntry.objects.get(act="suspended")

    assert (entry.actor_id, entry.subject_type, entry.subject_id) == (site_admin.pk, "members.member", member.pk)
    assert entry.case_id == suspended.case_id
    assert not list(verify())


def test_who_is_suspended_appeals_from_the_receipt_and_somebody_else_answers(own, suspended, moderator, site_admin):
    own.post(f"{suspended.get_absolute_url()}appeal/", {"body": "It was not me."})

    appeal = Appeal.objects.get()
    assert not actions.may_answer(appeal, site_admin)
    assert actions.may_answer(appeal, moderator)
    assert "A second look is waiting." in own.get("/decisions/").text


def test_a_moderator_reads_what_it_is_about_and_answers(desk, suspended, member):
    appeal = ask(suspended)
    assert "a suspension without a text" in desk.get("/moderation/?show=appeals").text
    html = desk.get(appeal.case.get_absolute_url()).text
    for words in ("Adverts in many messages.", "It was not me.", "An admin paused the writing of this member", "Marie"):
        assert words in html
    assert "The text was erased." not in html and 'id="decision"' not in html

    answer = {"outcome": "overturned", "reply": "You are right.", "reason": "Another account."}
    assert desk.post(f"/moderation/appeals/{appeal.pk}/answer/", answer).status_code == 302
    member.refresh_from_db()
    suspended.refresh_from_db()
    assert not member.is_suspended and suspended.is_undone
    assert not Case.objects.open().exists()
    assert not [words for words in told(member) if "paused until" in words]
    assert not list(verify())


def test_an_answer_may_let_it_stand(suspended, moderator, member):
    actions.answer(ask(suspended), moderator=moderator, overturn=False, reply="It was you.", reason="r")

    member.refresh_from_db()
    assert member.is_suspended
    assert not Case.objects.open().exists()


def test_nothing_but_the_appeal_can_be_decided_in_its_case(desk, suspended):
    case = ask(suspended).case
    for step in ({}, {"preview": "1"}, {"use": "1"}):
        order = {"act": "remove", "rule": "spam", "reason": "r", "message": "m", "version": "0"} | step
        assert desk.post(case.get_absolute_url(), order).status_code in (200, 422)
    group = {"case": f"{case.pk}:0", "act": "keep", "reason": "r", "group_key": str(uuid.uuid4()), "step": "confirm"}
    assert desk.post("/moderation/group/", group).status_code == 422
    assert Decision.objects.count() == 1


def test_its_closed_case_can_be_opened_and_not_undone(desk, suspended):
    html = desk.get(suspended.case.get_absolute_url()).text

    assert "An admin paused the writing of this member" in html
    assert "Take it back" not in html
    desk.post(f"/moderation/decisions/{suspended.pk}/undo/", {"reason": "r"})
    suspended.refresh_from_db()
    assert not suspended.is_undone


def test_lifting_takes_the_decision_back_and_the_receipt_says_so(own, suspended, member, site_admin):
    actions.lift(member, by=site_admin, reason="A mistake.")

    suspended.refresh_from_db()
    assert (suspended.is_undone, suspended.undone_by) == (True, site_admin)
    html = own.get(suspended.get_absolute_url()).text
    assert "This decision was taken back." in html and "It was taken back." in html
    assert told(member) == ["You can write again. Your writing is no longer paused. Why: A mistake."]
    assert Notice.objects.told().get(member=member).url == suspended.get_absolute_url()


def test_lifting_answers_an_appeal_that_waits(suspended, member, site_admin):
    appeal = ask(suspended)
    actions.lift(member, by=site_admin, reason="A mistake.")

    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.reply, appeal.decided_by) == ("overturned", "A mistake.", site_admin)
    assert not Case.objects.open().exists()
    assert not list(verify())


def test_lifting_ends_a_suspension_from_the_desk_and_leaves_its_decision(make_post, member, moderator, site_admin):
    make_post(ADVERT, outcome="hold", author=member)
    wish = actions.Wish("suspend", days=30)
    made = decided(Case.objects.get(), act="remove", moderator=moderator, rule="spam", message="m", sanction=wish)
    actions.lift(member, by=site_admin, reason="Enough.")

    made.refresh_from_db()
    member.refresh_from_db()
    assert not member.is_suspended and not made.is_undone
    assert Notice.objects.get(member=member, about__startswith="lifted").url == made.get_absolute_url()


def test_a_new_end_takes_the_place_of_the_old_one(suspended, member, site_admin):
    sooner = timezone.now() + timedelta(days=2)
    newer = actions.suspend(member, until=sooner, by=site_admin, reason="Shorter.", rule="spam", instead=True)

    member.refresh_from_db()
    suspended.refresh_from_db()
    assert member.suspended_until == sooner and suspended.is_undone
    assert list(Sanction.objects.in_force()) == [newer]
    (words,) = told(member)
    assert "Why: Shorter." in words


@pytest.mark.django_db(transaction=True)
def test_who_is_told_and_suspended_once_when_two_admins_change_the_end_at_once(member, site_admin, moderator):
    def suspend(by):
        return lambda: actions.suspend(member, until=UNTIL, by=by, reason="r", rule="spam", instead=True)

    at_once(suspend(site_admin), suspend(moderator))
    assert Sanction.objects.in_force().count() == 1
    assert len(told(member)) == 1
    assert not list(verify())


def test_the_figures_of_texts_do_not_count_it(suspended, member, site_admin):
    actions.lift(member, by=site_admin, reason="r")

    assert judged.decisions(Q()) == []
    overturned = next(group for group in figures.of(7) if group.key == "overturned")
    assert [row.cells[0].text for row in overturned.rows][:2] == ["0", "0"]


def test_an_account_that_is_deleted_leaves_pages_that_answer(desk, suspended, member):
    case = ask(suspended).case
    member.delete()

    assert desk.get(case.get_absolute_url()).status_code == 200
    assert desk.get(suspended.case.get_absolute_url()).status_code == 200
    assert desk.get("/moderation/").status_code == 200
    assert not list(verify())
