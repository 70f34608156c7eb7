"""An author asks for a second look, somebody else answers, and overturning restores everything."""

import pytest

from moderation import actions
from moderation.models import Appeal, AuditEntry, Case, Decision, Sanction, Status
from notifications.delivery import deliver_due_mail
from notifications.models import Notice, OutgoingMail
from tests.races import at_once
from tests.texts import ADVERT, decided, verdict


@pytest.fixture
def removed(make_post, moderator):
    post = make_post(ADVERT, outcome="flag", words="+1 202 555 0143")
    case = Case.objects.open_about(post).get()
    return decided(
        case, act="remove", moderator=moderator, rule="contact", message="m", sanction=actions.Wish("strike", weight=1)
    )


@pytest.fixture
def appeal(removed):
    return actions.appeal(removed, author=removed.author, text="I only told my story.")


def test_an_appeal_waits_in_the_queue_with_its_history(appeal, removed):
    case = Case.objects.open().get()

    assert (appeal.case, case.appeals_count, case.object_id) == (case, 1, removed.object_id)
    assert Appeal.objects.waiting().get() == appeal


def test_who_decided_does_not_answer_the_appeal(appeal, moderator, other_moderator):
    with pytest.raises(actions.NotYours):
        actions.answer(appeal, moderator=moderator, overturn=False, reply="No.", reason="r")

    actions.answer(appeal, moderator=other_moderator, overturn=False, reply="It sends people there.", reason="r")
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.decided_by) == ("upheld", other_moderator)


def test_an_admin_answers_where_there_is_one_moderator_only(appeal, site_admin):
    actions.answer(appeal, moderator=site_admin, overturn=True, reply="You are right.", reason="r")

    appeal.refresh_from_db()
    assert appeal.outcome == "overturned"


def test_the_author_of_the_text_does_not_answer_it_either(appeal, make_member):
    author = appeal.author
    author.is_staff = author.is_superuser = True
    author.save()

    with pytest.raises(actions.NotYours):
        actions.answer(appeal, moderator=author, overturn=True, reply="Yes.", reason="r")


def test_overturning_brings_back_the_text_and_takes_back_the_strike(appeal, removed, other_moderator):
    actions.answer(appeal, moderator=other_moderator, overturn=True, reply="You are right.", reason="r")

    post = removed.subject
    post.refresh_from_db()
    assert (post.status, post.rule) == (Status.PUBLISHED, "")
    assert not Sanction.objects.in_force().exists()
    assert Case.objects.open_about(post).count() == 1
    assert Case.objects.open_about(post).get().appeals_count == 0
    told = Notice.objects.told().get(member=removed.author, about=f"appeal:{appeal.pk}")
    assert "took the decision back" in told.text


def test_an_overturned_decision_is_told_once_with_the_answer(appeal, removed, other_moderator):
    deliver_due_mail()
    Notice.objects.filter(member=removed.author).update(read_at=removed.decided_at)
    actions.answer(appeal, moderator=other_moderator, overturn=True, reply="You told\nyour own story.", reason="r")

    mail = OutgoingMail.objects.get(member=removed.author, sent_at=None)
    told = Notice.objects.told().get(member=removed.author)
    assert mail.about == told.about == f"appeal:{appeal.pk}"
    assert "your own story" not in mail.body
    assert told.text.endswith("took the decision back. Their answer: You told your own story.")


def test_upholding_closes_the_case_of_the_appeal(appeal, other_moderator):
    actions.answer(appeal, moderator=other_moderator, overturn=False, reply="It sends people there.", reason="r")

    assert not Case.objects.open().exists()
    assert AuditEntry.objects.filter(act="appeal-upheld").count() == 1


def test_an_appeal_is_answered_once(appeal, other_moderator, site_admin):
    actions.answer(appeal, moderator=other_moderator, overturn=False, reply="No.", reason="r")

    with pytest.raises(actions.AlreadyAnswered):
        actions.answer(appeal, moderator=site_admin, overturn=True, reply="Yes.", reason="r")


def test_a_decision_is_appealed_once_and_by_its_author_only(removed, appeal, member):
    for who in (removed.author, member):
        with pytest.raises(actions.CannotAppeal):
            actions.appeal(removed, author=who, text="Again.")


def test_a_release_cannot_be_appealed(make_post, moderator, stranger):
    post = make_post(ADVERT, outcome="hold")
    made = decided(Case.objects.open_about(post).get(), act="release", moderator=moderator)

    with pytest.raises(actions.CannotAppeal):
        actions.appeal(made, author=stranger, text="Thanks?")


def test_a_masked_text_that_its_author_agreed_to_is_restored_by_an_appeal(make_post, moderator, other_moderator):
    post = make_post(
        f"My skin has been bad for years and I sleep little.\n\n{ADVERT}", outcome="flag", words="+1 202 555 0143"
    )
    made = decided(Case.objects.open_about(post).get(), act="mask", moderator=moderator, rule="contact", message="m")
    actions.agree(made, author=post.author)
    post.refresh_from_db()
    assert post.status == Status.PUBLISHED
    assert "0143" not in post.body and "My skin has been bad" in post.body

    appealed = actions.appeal(made, author=post.author, text="I want my words back.")
    actions.answer(appealed, moderator=other_moderator, overturn=True, reply="Here they are.", reason="r")
    post.refresh_from_db()
    assert (post.status, post.version) == (Status.PUBLISHED, 1)
    assert "0143" in post.body


def test_a_strike_is_lifted_by_an_appeal_also_when_its_author_has_mended_the_text(
    make_post, moderator, other_moderator
):
    post = make_post(ADVERT, outcome="hold", words="+1 202 555 0143")
    made = decided(
        Case.objects.open_about(post).get(),
        act="return",
        moderator=moderator,
        rule="contact",
        message="m",
        sanction=actions.Wish("strike", weight=2),
    )
    post.refresh_from_db()
    actions.revise(post, title="", body="Only my story.", html="<p>s</p>", assessment=verdict(), based_on=1)
    appealed = actions.appeal(made, author=post.author, text="A strike for that?")
    actions.answer(appealed, moderator=other_moderator, overturn=True, reply="You are right.", reason="r")

    post.refresh_from_db()
    assert (post.status, post.body) == (Status.PUBLISHED, "Only my story.")
    assert not Sanction.objects.in_force().exists()
    assert not Case.objects.open().exists()


def test_while_an_appeal_waits_its_answer_settles_the_decision(appeal, removed, other_moderator):
    with pytest.raises(actions.CannotUndo):
        actions.undo(removed, by=other_moderator, reason="I misread it")


# Withdrawing


def test_an_appeal_that_its_author_took_back_waits_no_more(appeal, removed, other_moderator):
    actions.withdraw_appeal(appeal)

    assert not Appeal.objects.waiting().exists() and not Case.objects.open().exists()
    assert AuditEntry.objects.get(act="appeal-withdrawn").actor_id == removed.author_id
    removed.subject.refresh_from_db()
    assert removed.subject.status == Status.REMOVED
    with pytest.raises(actions.AlreadyAnswered, match="took the appeal back"):
        actions.answer(appeal, moderator=other_moderator, overturn=True, reply="Yes.", reason="r")
    with pytest.raises(actions.AlreadyAnswered):
        actions.withdraw_appeal(appeal)
    assert Case.objects.get(pk=appeal.case_id).appeals_count == 0


def test_it_can_be_asked_for_again_and_is_answered_once(appeal, removed, other_moderator):
    actions.withdraw_appeal(appeal)
    again = actions.appeal(Decision.objects.get(pk=removed.pk), author=removed.author, text="I do mean it.")
    assert (again.pk, again.text, again.is_waiting) == (appeal.pk, "I do mean it.", True)
    assert Case.objects.open().get().appeals_count == 1

    actions.answer(again, moderator=other_moderator, overturn=True, reply="Yes.", reason="r")
    with pytest.raises(actions.AlreadyAnswered):
        actions.withdraw_appeal(again)
    with pytest.raises(actions.CannotAppeal):
        actions.appeal(Decision.objects.get(pk=removed.pk), author=removed.author, text="Again.")


def test_a_report_keeps_the_case_open_when_the_appeal_is_taken_back(make_post, member, moderator):
    post = make_post(ADVERT, outcome="flag", words="+1 202 555 0143")
    wish = actions.Wish("strike")
    case = Case.objects.open_about(post).get()
    made = decided(case, act="return", moderator=moderator, rule="contact", message="m", sanction=wish)
    post.refresh_from_db()
    actions.revise(post, title="", body="Only my story.", html="<p>s</p>", assessment=verdict(), based_on=1)
    appeal = actions.appeal(made, author=post.author, text="A strike for that?")
    actions.report(post, reporter=member, reason="other")

    actions.withdraw_appeal(appeal)
    assert Case.objects.open().get().reports_count == 1


@pytest.mark.django_db(transaction=True)
def test_of_an_answer_and_a_withdrawal_at_once_one_counts(appeal, other_moderator):
    def answer():
        mine = Appeal.objects.get(pk=appeal.pk)
        return actions.answer(mine, moderator=other_moderator, overturn=False, reply="No.", reason="r") or "answered"

    def withdraw():
        return actions.withdraw_appeal(Appeal.objects.get(pk=appeal.pk)) or "withdrawn"

    outcomes = at_once(answer, withdraw)
    assert [type(outcome).__name__ for outcome in outcomes].count("AlreadyAnswered") == 1
    assert Case.objects.get(pk=appeal.case_id).appeals_count == 0
