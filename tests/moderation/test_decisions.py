from datetime import timedelta

import pytest

from discussion.models import Post
from moderation import actions
from moderation.models import AuditEntry, Case, Decision, Status
from notifications.models import Notice, OutgoingMail
from notifications.telling import tell_waiting
from tests.texts import ADVERT, decided, verdict


def decide(case, moderator, act="release", **given):
    return decided(case, act=act, moderator=moderator, **given)


@pytest.mark.parametrize(
    "act, status", [("release", Status.PUBLISHED), ("return", Status.RETURNED), ("remove", Status.REMOVED)]
)
def test_a_decision_moves_the_held_text_and_closes_its_case(held, case, moderator, act, status):
    decide(case, moderator, act, rule="promotion", message="Please leave out the number.")

    held.refresh_from_db()
    case.refresh_from_db()
    assert held.status == status
    assert not case.is_open


def test_of_two_moderators_the_second_is_told_and_changes_nothing(held, case, moderator, other_moderator):
    same_case = Case.objects.get(pk=case.pk)  # opened before the first decision
    decide(case, moderator, "release")

    with pytest.raises(actions.AlreadyDecided):
        decide(same_case, other_moderator, "remove")
    held.refresh_from_db()
    assert held.status == Status.PUBLISHED
    assert Decision.objects.count() == 1


def test_a_decision_about_an_older_version_is_refused(held, case, moderator):
    held.refresh_from_db()
    actions.revise(held, title="", body=ADVERT + " Now.", html="", assessment=verdict("hold", ADVERT), based_on=1)

    with pytest.raises(actions.AlreadyDecided):
        decide(case, moderator, "release")
    held.refresh_from_db()
    assert held.status == Status.HELD


def test_nobody_decides_about_their_own_text(make_post, moderator):
    post = make_post(ADVERT, outcome="hold", author=moderator)

    with pytest.raises(actions.NotYours):
        decide(Case.objects.open_about(post).get(), moderator, "release")


def test_a_case_whose_text_was_withdrawn_can_no_longer_be_decided(held, case, moderator):
    actions.withdraw(held)

    with pytest.raises(actions.AlreadyDecided):
        decide(case, moderator, "release")


def test_a_decision_is_one_audit_entry_with_its_reason(case, moderator):
    before = AuditEntry.objects.count()
    decide(case, moderator, "remove", rule="promotion", message="It names a seller.")

    entry = AuditEntry.objects.order_by("-pk").first()
    assert AuditEntry.objects.count() == before + 1
    assert (entry.act, entry.actor_id, entry.case_id) == ("removed", moderator.pk, case.pk)


def test_the_author_is_told_once_by_notice_and_mail_without_a_word_of_the_text(held, case, moderator):
    decide(case, moderator, "remove", rule="promotion", message="It names a seller.")

    notice, mail = Notice.objects.get(member=held.author), OutgoingMail.objects.get(member=held.author)
    assert "removed" in notice.text
    assert "Acme" not in notice.text + mail.subject + mail.body
    assert "stem cell" not in (mail.subject + mail.body).lower()


def test_leaving_a_reported_text_as_it_is_tells_its_author_nothing(make_post, member, moderator):
    post = make_post()
    actions.report(post, reporter=member, reason="other")
    decide(Case.objects.open_about(post).get(), moderator, "keep")

    post.refresh_from_db()
    assert post.status == Status.PUBLISHED
    assert not Notice.objects.filter(member=post.author, kind="decision").exists()


def test_releasing_a_waiting_edit_makes_it_the_public_text(make_post, moderator):
    post = make_post("old")
    actions.revise(post, title="", body=ADVERT, html="<p>ad</p>", assessment=verdict("hold", ADVERT), based_on=1)
    decide(Case.objects.open_about(post).get(), moderator, "release")

    post.refresh_from_db()
    assert (post.body, post.version, post.proposal) == (ADVERT, 2, None)


@pytest.mark.parametrize("act, waits", [("remove", False), ("return", True)])
def test_refusing_a_waiting_edit_leaves_the_public_text(make_post, moderator, act, waits):
    post = make_post("old")
    actions.revise(post, title="", body=ADVERT, html="<p>ad</p>", assessment=verdict("hold", ADVERT), based_on=1)
    decide(Case.objects.open_about(post).get(), moderator, act, rule="promotion", message="Not with the number.")

    post.refresh_from_db()
    assert (post.body, post.status, post.proposal is not None) == ("old", Status.PUBLISHED, waits)


def test_a_removed_text_takes_back_what_was_told_about_it(make_post, member, moderator, topic):
    post = make_post("An answer.")
    tell_waiting()
    assert Notice.objects.told().filter(member=topic.author, about=f"post:{post.pk}").exists()
    actions.report(post, reporter=member, reason="other")

    decide(Case.objects.open_about(post).get(), moderator, "remove", rule="respect", message="Unkind.")
    assert not Notice.objects.told().filter(about=f"post:{post.pk}").exists()


def test_reports_of_several_members_join_one_case(make_post, member, moderator):
    post = make_post()
    actions.report(post, reporter=member, reason="other")
    actions.report(post, reporter=moderator, reason="promotion")

    case = Case.objects.get()
    assert (case.reports_count, case.reports.count()) == (2, 2)


def test_reporting_twice_counts_once(make_post, member):
    post = make_post()
    actions.report(post, reporter=member, reason="other")

    with pytest.raises(actions.AlreadyReported):
        actions.report(post, reporter=member, reason="promotion")
    assert Case.objects.get().reports_count == 1


def test_a_text_that_is_not_public_cannot_be_reported(make_post, member):
    post = make_post(ADVERT, outcome="hold")

    with pytest.raises(actions.MovedMeanwhile):
        actions.report(Post.objects.get(pk=post.pk), reporter=member, reason="other")


def test_the_queue_shows_a_crisis_first_and_then_the_weightiest(make_post, member):
    flagged, held = make_post("f", outcome="flag"), make_post(ADVERT, outcome="hold")
    reported, crisis = make_post("r"), make_post("c", concern="crisis")
    actions.report(reported, reporter=member, reason="other")

    order = [case.subject for case in Case.objects.open().in_queue_order()]
    # Everyone can read the flagged text, nobody the held one; a report without a reason of weight comes last.
    assert order == [crisis, flagged, held, reported]


def test_a_light_case_comes_before_a_weighty_one_when_it_has_waited_long(make_post, member):
    light, weighty = make_post("r"), make_post("f", outcome="flag")
    actions.report(light, reporter=member, reason="other")
    case = Case.objects.open_about(light).get()
    Case.objects.filter(pk=case.pk).update(
        opened_at=case.opened_at - timedelta(days=3), due_at=case.due_at - timedelta(days=3)
    )

    assert [case.subject for case in Case.objects.open().in_queue_order()] == [light, weighty]


@pytest.fixture
def reported_with_an_edit(make_post, member):
    """Two members' worth of doubts about a public text, and an edit of it that waits."""
    post = make_post("Unkind words.")
    actions.report(post, reporter=member, reason="respect", note="It hurts.")
    actions.revise(post, title="", body=ADVERT, html="<p>ad</p>", assessment=verdict("hold", ADVERT), based_on=1)
    return post


def test_taking_an_edit_back_does_not_close_the_case_of_a_reported_text(reported_with_an_edit):
    actions.withdraw_proposal(reported_with_an_edit)

    case = Case.objects.open_about(reported_with_an_edit).get()
    assert (case.version, case.is_hidden, case.reports_count, case.excerpt) == (1, False, 1, "Unkind words.")


def test_taking_an_edit_back_does_not_close_the_case_of_a_flagged_text(make_post):
    post = make_post("Suspicious.", outcome="flag", words="Suspicious")
    actions.revise(post, title="", body=ADVERT, html="<p>ad</p>", assessment=verdict("hold", ADVERT), based_on=1)
    actions.withdraw_proposal(post)

    case = Case.objects.open_about(post).get()
    assert (case.version, case.is_hidden, case.codes) == (1, False, ["phone"])


@pytest.mark.parametrize("act", ["return", "remove"])
def test_refusing_an_edit_leaves_the_reported_text_in_the_queue(reported_with_an_edit, moderator, act):
    first = Case.objects.open_about(reported_with_an_edit).get()
    decide(first, moderator, act, rule="promotion", message="Not with the number.")

    case = Case.objects.open_about(reported_with_an_edit).get()
    assert (case.version, case.is_hidden, case.reports_count) == (1, False, 1)
    assert case.reports.get().note == "It hurts."


def test_a_decision_about_a_version_that_never_was_is_refused(case, moderator):
    with pytest.raises(actions.AlreadyDecided):
        decide(case, moderator, "release", version=999)
