"""One moderator works on a case at a time, the others see who; nobody waits for one who has gone home."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import actions
from moderation.models import Appeal, AuditEntry, Case, CaseNote, ModeratorScope
from tests.texts import ADVERT, decided


@pytest.fixture
def case(make_post):
    make_post(ADVERT, outcome="hold")
    return Case.objects.get()


def idle(case, minutes: int) -> Case:
    Case.objects.filter(pk=case.pk).update(claim_seen_at=timezone.now() - timedelta(minutes=minutes))
    return Case.objects.get(pk=case.pk)


def test_the_second_to_open_a_case_is_told_who_has_it(case, moderator, other_moderator):
    actions.claim(case, moderator)

    with pytest.raises(actions.Claimed) as told:
        actions.claim(Case.objects.get(), other_moderator)
    assert told.value.holder == moderator


def test_a_claim_ends_after_ten_idle_minutes(case, moderator, other_moderator):
    actions.claim(case, moderator)

    actions.claim(idle(case, 11), other_moderator)
    assert Case.objects.get().claim_holder == other_moderator


def test_who_goes_on_working_keeps_the_case(case, moderator):
    actions.claim(case, moderator)
    since = Case.objects.get().claimed_at

    actions.claim(idle(case, 8), moderator)
    again = Case.objects.get()
    assert (again.claim_holder, again.claimed_at) == (moderator, since)


def test_nobody_decides_a_case_that_another_works_on(case, moderator, other_moderator):
    actions.claim(case, moderator)

    with pytest.raises(actions.Claimed):
        decided(Case.objects.get(), act="release", moderator=other_moderator)


def test_taking_over_needs_a_word_and_leaves_a_trace(case, moderator, other_moderator):
    actions.claim(case, moderator)

    actions.take_over(Case.objects.get(), other_moderator, why="Pat is off shift")
    assert Case.objects.get().claim_holder == other_moderator
    assert CaseNote.objects.get().text == "Pat is off shift"
    assert AuditEntry.objects.filter(act="taken-over", actor_id=other_moderator.pk).count() == 1


def test_nobody_answers_an_appeal_that_another_works_on(case, moderator, other_moderator, site_admin):
    made = decided(case, act="remove", moderator=moderator, rule="contact", message="m")
    appeal = actions.appeal(made, author=made.author, text="Look again.")
    actions.claim(appeal.case, other_moderator)

    with pytest.raises(actions.Claimed):
        actions.answer(Appeal.objects.get(), moderator=site_admin, overturn=True, reply="Yes.", reason="r")
    actions.answer(Appeal.objects.get(), moderator=other_moderator, overturn=False, reply="No.", reason="r")


def test_whoever_cannot_answer_an_appeal_does_not_keep_it_from_the_others(case, moderator, other_moderator):
    made = decided(case, act="remove", moderator=moderator, rule="contact", message="m")
    appeal = actions.appeal(made, author=made.author, text="Look again.")

    with pytest.raises(actions.NotYours, match="Another moderator answers"):
        actions.claim(appeal.case, moderator)
    actions.claim(appeal.case, other_moderator)
    with pytest.raises(actions.NotYours):
        actions.take_over(Case.objects.get(pk=appeal.case_id), moderator, why="Mine.")


def test_a_skipped_case_leaves_one_queue_only(case, moderator, other_moderator):
    actions.skip(case, moderator)

    assert not Case.objects.to_decide(moderator).exists()
    assert Case.objects.to_decide(other_moderator).exists()


def test_ones_own_text_is_in_no_queue_of_ones_own(make_post, moderator):
    make_post(ADVERT, outcome="hold", author=moderator)

    assert not Case.objects.to_decide(moderator).exists()


def test_a_board_moderator_sees_and_decides_their_places_only(case, make_member, make_post, board):
    helper = make_member("Bo", role="board moderators")
    assert not Case.objects.to_decide(helper).exists()
    with pytest.raises(actions.NotYours):
        decided(case, act="release", moderator=helper)

    ModeratorScope.objects.create(member=helper, place_key=f"board:{board.slug}")
    assert Case.objects.to_decide(helper).exists()
    decided(case, act="release", moderator=helper)


def test_a_worry_alone_hides_nothing_and_is_never_a_strike(make_post, moderator):
    make_post("I cannot go on.", concern="crisis")
    case = Case.objects.get()

    assert actions.acts_for(case) == ["keep"]
    with pytest.raises(actions.AlreadyDecided):
        decided(case, act="remove", moderator=moderator, rule="harm", message="m")
    with pytest.raises(actions.NotAllowed):
        decided(case, act="keep", moderator=moderator, sanction=actions.Wish("strike"))


def test_a_text_of_which_nothing_is_left_is_not_masked(make_post, moderator):
    make_post("Book stem cells with us, call +1 202 555 0143.", outcome="hold", words="call +1 202 555 0143")
    bare = Case.objects.get()
    with pytest.raises(actions.NotAllowed, match="nothing is left"):
        decided(bare, act="mask", moderator=moderator, rule="contact", message="m")


def test_each_reporter_reads_the_outcome_once_also_when_nothing_was_done(make_post, member, newcomer, moderator):
    post = make_post("Something odd.")
    actions.report(post, reporter=member, reason="other")
    decided(Case.objects.get(), act="keep", moderator=moderator)
    assert member.notices.filter(kind="report", about__startswith="decision:").count() == 1

    actions.report(post, reporter=newcomer, reason="other")
    decided(Case.objects.open().get(), act="remove", moderator=moderator, rule="respect", message="m")
    assert member.notices.filter(kind="report", about__startswith="decision:").count() == 1
    assert newcomer.notices.filter(kind="report", about__startswith="decision:").count() == 1
