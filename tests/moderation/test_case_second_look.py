"""In a case: taking a decision back, answering an appeal, and a worry about a person."""

import pytest
from django.test import Client

from moderation import actions
from moderation.models import Appeal, Case, Status
from moderation.words import labels_of
from notifications.models import Notice
from tests.moderation.deskwork import against, order, url
from tests.texts import verdict


@pytest.fixture
def worry(make_post):
    post = make_post("Some days I do not want to live any more.", outcome="publish", concern="crisis")
    return Case.objects.open_about(post).get()


def test_an_appeal_says_what_reports_and_flags_its_decision_came_after(desk, make_post, other_moderator, member):
    post = make_post("Odd.", outcome="flag", words="Odd")
    reported = actions.report(post, reporter=member, reason="respect").case
    decision = against(reported, other_moderator)
    actions.appeal(decision, author=post.author, text="Please look again.")
    case = Case.objects.open_about(post).get()

    page = desk.get(case.get_absolute_url()).text
    assert "The decision came after this: reported: " in page
    assert all(label in page for label in labels_of(reported.codes)) and reported.codes
    assert f'href="{reported.get_absolute_url()}"' in page


# Taking back


def test_a_decision_is_taken_back_with_a_reason_and_the_case_waits_again(desk, case, held, moderator):
    decision = against(case, moderator)
    assert "Take it back" in desk.get(case.get_absolute_url()).text

    assert desk.post(url("undo", decision), {"reason": ""}).status_code == 422
    assert desk.post(url("undo", decision), {"reason": "I misread it."}).url == case.get_absolute_url()
    case.refresh_from_db()
    held.refresh_from_db()
    assert (case.is_open, held.status) == (True, Status.HELD)


def test_what_can_no_longer_be_taken_back_is_said_in_words(desk, case, moderator, other_moderator):
    decision = against(case, moderator)
    actions.undo(decision, by=other_moderator, reason="first")

    response = desk.post(url("undo", decision), {"reason": "my own reason"})
    assert response.status_code == 409
    assert "It cannot be taken back" in response.text
    assert "my own reason" in response.text


def test_the_page_offers_no_undo_of_a_decision_whose_text_came_back_mended(desk, case, held, moderator):
    decision = against(case, moderator, act="return")
    held.refresh_from_db()
    actions.revise(held, title="", body="Only my story.", html="<p>s</p>", assessment=verdict(), based_on=1)

    page = desk.get(case.get_absolute_url()).text
    assert "It cannot be taken back here" in page
    assert url("undo", decision) not in page


def test_the_page_offers_what_is_left_to_take_back_beside_a_mended_text(desk, case, held, moderator):
    decision = against(case, moderator, act="return", sanction=actions.Wish("strike"))
    held.refresh_from_db()
    actions.revise(held, title="", body="Only my story.", html="<p>s</p>", assessment=verdict(), based_on=1)
    assert "stays as it is. Strikes" in desk.get(case.get_absolute_url()).text

    page = desk.post(url("undo", decision), {"reason": "Too hard."}, follow=True).text
    assert "but for the text, which stays as it is now" in page
    held.refresh_from_db()
    assert (held.status, held.body) == (Status.PUBLISHED, "Only my story.")


# Appeals


@pytest.fixture
def appeal(case, moderator, held):
    return actions.appeal(against(case, moderator), author=held.author, text="I only told my story.")


def test_whoever_decided_reads_the_appeal_but_does_not_answer_it(desk, appeal):
    text = desk.get(appeal.case.get_absolute_url()).text

    assert "I only told my story." in text
    assert "another moderator answers" in text
    assert url("answer", appeal) not in text
    typed = {"outcome": "upheld", "reply": "No.", "reason": "r"}
    assert desk.post(url("answer", appeal), typed).status_code == 404


@pytest.mark.parametrize("outcome, status", [("upheld", Status.REMOVED), ("overturned", Status.HELD)])
def test_another_moderator_answers_it(other_desk, appeal, held, outcome, status):
    assert "Please leave out the clinic." in other_desk.get(appeal.case.get_absolute_url()).text

    other_desk.post(url("answer", appeal), {"outcome": outcome, "reply": "I looked again.", "reason": "r"})
    appeal.refresh_from_db()
    held.refresh_from_db()
    assert (appeal.outcome, appeal.reply, held.status) == (outcome, "I looked again.", status)


def test_an_answer_needs_its_parts_and_keeps_what_was_typed(other_desk, appeal):
    response = other_desk.post(url("answer", appeal), {"outcome": "", "reply": "I looked again.", "reason": ""})

    assert response.status_code == 422
    assert "Choose an answer." in response.text
    assert "I looked again." in response.text


def test_the_second_to_answer_is_told_and_keeps_the_reply(other_desk, appeal, site_admin):
    actions.answer(appeal, moderator=site_admin, overturn=False, reply="No.", reason="r")

    response = other_desk.post(url("answer", appeal), {"outcome": "overturned", "reply": "my reply", "reason": "r"})
    assert response.status_code == 409
    assert "Somebody else answered it" in response.text
    assert "my reply" in response.text
    assert Appeal.objects.get().outcome == "upheld"


def test_while_an_appeal_waits_nothing_else_is_decided(other_desk, appeal):
    assert 'id="decision"' not in other_desk.get(appeal.case.get_absolute_url()).text
    response = other_desk.post(appeal.case.get_absolute_url(), order(act="release"))

    assert response.status_code == 422
    appeal.case.refresh_from_db()
    assert appeal.case.is_open


def test_opening_an_appeal_claims_it_for_whoever_can_answer(desk, other_desk, appeal, moderator, other_moderator):
    claim = url("claim", appeal.case)
    assert claim not in desk.get(appeal.case.get_absolute_url()).text
    assert desk.post(claim).status_code == 302
    assert Case.objects.get(pk=appeal.case_id).claim_holder is None

    page = other_desk.get(appeal.case.get_absolute_url()).text
    assert f'hx-post="{claim}"' in page and 'hx-trigger="load' in page
    other_desk.post(claim)
    assert Case.objects.get(pk=appeal.case_id).claim_holder == other_moderator


def test_an_appeal_that_another_works_on_is_answered_after_a_word_why(
    client, sign_in, appeal, other_moderator, site_admin
):
    actions.claim(appeal.case, other_moderator)
    admin = sign_in(client, site_admin)
    page = admin.get(appeal.case.get_absolute_url()).text
    assert "Robin works on this case" in page
    assert url("answer", appeal) not in page

    typed = {"outcome": "upheld", "reply": "my reply", "reason": "r"}
    response = admin.post(url("answer", appeal), typed)
    assert response.status_code == 422
    assert "my reply" in response.text and "Say in a few words why you take over." in response.text
    assert url("answer", appeal) in response.text

    assert admin.post(url("answer", appeal), typed | {"why": "Robin is ill."}).status_code == 302
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.decided_by) == ("upheld", site_admin)
    assert appeal.case.notes.get().text == "Robin is ill."


def test_who_takes_the_appeal_in_the_very_moment_of_an_answer_is_named_and_the_answer_kept(
    other_desk, appeal, site_admin, monkeypatch
):
    actions.claim(appeal.case, site_admin)
    monkeypatch.setattr("moderation.views.case_steps.claim_state", lambda *_of: {"is_anothers": False})

    response = other_desk.post(url("answer", appeal), {"outcome": "upheld", "reply": "my reply", "reason": "r"})
    assert response.status_code == 409
    assert "Alex works on this case" in response.text
    assert "my reply" in response.text and "Why you take over" in response.text


# A worry about a person


def test_a_worry_comes_with_a_guide_and_kind_texts_and_without_sanctions(desk, worry):
    response = desk.get(worry.get_absolute_url())

    assert "Look at the person first" in response.text
    assert "/help/urgent/" in response.text
    assert "sanction" not in response.context["form"].fields
    assert [key for key, _ in response.context["form"].fields["act"].choices] == ["keep"]
    assert {template.concern for template in response.context["form"].templates} == {"crisis"}


def test_kind_words_to_somebody_in_crisis_reach_them(desk, worry):
    desk.post(worry.get_absolute_url(), order(act="keep", message="You are not alone with it."))

    notice = Notice.objects.filter(member=worry.author).latest("pk")
    assert notice.text == "A moderator wrote to you about your text. It stays as it is."
    author = Client()
    author.force_login(worry.author)
    assert "You are not alone with it." in author.get(notice.url).text
