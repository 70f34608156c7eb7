"""The page of a case: who works on it, what it shows, and what each form of it answers."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from discussion import actions as discussion
from discussion.models import Post
from members.models import Role
from moderation import actions
from moderation.models import (
    Appeal,
    Case,
    CaseNote,
    CaseSkip,
    Decision,
    ModeratorScope,
    Provider,
    ProviderMention,
    ReplyTemplate,
    Sanction,
    Status,
)
from notifications.models import Notice
from tests.texts import ADVERT, INNOCENT, decided, verdict

QUEUE = "/moderation/"
HTMX = {"HX-Request": "true"}
PHONE = "+1 202 555 0143"
AGAINST = {"rule": "contact", "message": "Please leave out the clinic."}


@pytest.fixture
def held(make_post):
    return make_post(ADVERT, outcome="hold", words=PHONE)


@pytest.fixture
def case(held):
    return Case.objects.open_about(held).get()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


@pytest.fixture
def other_desk(sign_in, other_moderator):
    return sign_in(Client(), other_moderator)


@pytest.fixture
def worry(make_post):
    post = make_post("Some days I do not want to live any more.", outcome="publish", concern="crisis")
    return Case.objects.open_about(post).get()


@pytest.fixture
def board_moderator(make_member, make_post, topic):
    member = make_member("Bodo", role=Role.BOARD_MODERATOR)
    ModeratorScope.objects.create(member=member, place_key=topic.place_key)
    return member


def order(**fields):
    return {"act": "release", "rule": "", "reason": "It is fine.", "message": "", "version": 1} | fields


def url(name, of):
    return reverse(f"moderation:{name}", args=[of.pk])


def against(case, moderator, act="remove", **given):
    return decided(case, act=act, moderator=moderator, **AGAINST | given)


# Who works on it


def test_opening_the_page_claims_nothing_before_it_is_sent(desk, case):
    text = desk.get(case.get_absolute_url()).text

    case.refresh_from_db()
    assert case.claimed_by is None
    assert 'hx-trigger="load, submit"' in text
    assert "Work on this case" in text


def test_the_page_claims_the_case_and_stays_in_touch(desk, case, moderator):
    response = desk.post(url("claim", case), headers=HTMX)

    case.refresh_from_db()
    assert case.claimed_by == moderator
    assert "You work on this case since" in response.text
    assert 'hx-trigger="every 120s"' in response.text


def test_without_script_a_button_claims_it(desk, case, moderator):
    assert desk.post(url("claim", case)).url == case.get_absolute_url()
    assert "You work on this case since" in desk.get(case.get_absolute_url()).text


def test_another_moderator_reads_who_has_it_and_finds_no_form(desk, other_desk, case):
    desk.post(url("claim", case))

    for response in (other_desk.get(case.get_absolute_url()), other_desk.post(url("claim", case), headers=HTMX)):
        assert "Pat works on this case since" in response.text
        assert "Take over" in response.text
        assert 'id="decision"' not in response.text


def test_taking_over_needs_a_word_why(desk, other_desk, case, other_moderator):
    desk.post(url("claim", case))

    assert other_desk.post(url("take_over", case), {"why": ""}).status_code == 422
    other_desk.post(url("take_over", case), {"why": "Pat has gone home."})
    case.refresh_from_db()
    assert case.claimed_by == other_moderator
    assert "Pat has gone home." in desk.get(case.get_absolute_url()).text


def test_whoever_decides_what_another_has_claimed_is_told_and_may_say_why(desk, other_desk, case):
    other_desk.post(url("claim", case))

    response = desk.post(case.get_absolute_url(), order(reason="my own reason"))
    assert response.status_code == 409
    assert "Robin works on this case since" in response.text
    assert "my own reason" in response.text
    assert desk.post(case.get_absolute_url(), order(why="")).status_code == 422
    assert desk.post(case.get_absolute_url(), order(why="Robin asked me to.")).url == QUEUE
    assert Decision.objects.get().moderator.username == "Pat"
    assert CaseNote.objects.get().text == "Robin asked me to."


def test_the_page_that_keeps_in_touch_hears_of_the_decision(desk, case, other_moderator):
    decided(case, act="release", moderator=other_moderator)

    assert "This case was decided by Robin" in desk.post(url("claim", case), headers=HTMX).text


def test_skipping_leaves_this_moderators_queue_alone(desk, case, moderator, other_moderator):
    assert desk.post(url("skip", case)).url == QUEUE
    assert CaseSkip.objects.get().member == moderator
    assert Case.objects.to_decide(other_moderator).exists()


def test_an_admin_is_asked_with_a_note(desk, case):
    assert desk.post(url("escalate", case), {"text": ""}).status_code == 422
    assert desk.post(url("escalate", case), {"text": "A lawyer wrote."}).url == QUEUE
    text = desk.get(case.get_absolute_url()).text
    assert "A lawyer wrote." in text
    assert "An admin was asked on" in text


def test_moderators_talk_in_the_case(desk, other_desk, case):
    assert desk.post(url("note", case), {"text": " "}).status_code == 422
    assert desk.post(url("note", case), {"text": ""}, headers=HTMX).status_code == 422
    piece = desk.post(url("note", case), {"text": "I know this <clinic>."}, headers=HTMX).text
    assert "Your note is added." in piece
    desk.post(url("note", case), {"text": "So do I."})

    text = other_desk.get(case.get_absolute_url()).text
    assert "I know this &lt;clinic&gt;." in text
    assert "So do I." in text


# Deciding


@pytest.mark.parametrize("act", ["release", "card", "remove", "return", "mask"])
def test_each_act_of_a_held_text_is_a_choice(desk, make_post, act):
    mixed = f"I tried light therapy and it helped my elbows a lot. Call {PHONE} and tell them I sent you."
    case = Case.objects.open_about(make_post(mixed, outcome="hold", words=PHONE)).get()
    response = desk.post(case.get_absolute_url(), order(act=act, **AGAINST))

    assert response.status_code == 302, response.context["form"].errors
    assert Decision.objects.get().act == act


@pytest.mark.parametrize(
    "typed, kind, weight",
    [
        ({"sanction": "warn"}, "warn", 0),
        ({"sanction": "strike", "weight": "2", "days": "7"}, "strike", 2),
        ({"sanction": "suspend", "weight": "1", "days": "90"}, "suspend", 0),
    ],
)
def test_the_author_gets_what_was_chosen_beside_the_text(desk, case, typed, kind, weight):
    desk.post(case.get_absolute_url(), order(act="remove", **AGAINST, **typed))

    sanction = Sanction.objects.get()
    assert (sanction.kind, sanction.weight) == (kind, weight)
    if kind == "suspend":
        assert sanction.expires_at - timezone.now() > timedelta(days=89)


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"sanction": "strike", "weight": "4"}, "Select a valid choice"),
        ({"sanction": "strike", "weight": ""}, "Choose a weight from 1 to 3."),
        ({"sanction": "suspend", "days": "91"}, "less than or equal to 90"),
        ({"sanction": "suspend", "days": ""}, "Enter a number of days"),
        ({"message": "It is about {words}"}, "Write something for {words}, or take it out."),
        ({"act": "release", "sanction": "strike", "weight": "1"}, "needs a decision against the text"),
    ],
)
def test_what_cannot_be_is_said_in_words_and_all_is_kept(desk, case, wrong, message):
    typed = order(act="remove", **AGAINST) | {"reason": "a reason worth keeping"} | wrong
    response = desk.post(case.get_absolute_url(), typed)

    assert response.status_code == 422
    assert message in response.text
    assert "a reason worth keeping" in response.text
    assert not Decision.objects.exists()


def test_masking_what_is_nothing_but_the_seller_is_refused_in_words(desk, make_post):
    only = Case.objects.open_about(make_post(f"Call {PHONE}", outcome="hold", words=f"Call {PHONE}")).get()
    response = desk.post(only.get_absolute_url(), order(act="mask", **AGAINST))

    assert response.status_code == 422
    assert "Without the seller nothing is left" in response.text


def test_a_thread_is_locked_with_the_decision(desk, case, held):
    desk.post(case.get_absolute_url(), order(act="remove", **AGAINST, thread_act="lock"))

    held.thread.refresh_from_db()
    assert held.thread.locked


def test_the_second_to_decide_reads_who_did_and_when_and_keeps_what_they_typed(desk, other_desk, case, other_moderator):
    other_desk.post(url("claim", case))
    decided(case, act="release", moderator=other_moderator)

    typed = order(act="remove", **AGAINST | {"message": "my own words"}, reason="my own reason")
    response = desk.post(case.get_absolute_url(), typed)
    assert response.status_code == 409
    assert "This case was decided by Robin on" in response.text
    assert ": Release." in response.text
    assert "my own words" in response.text
    assert "my own reason" in response.text


def test_a_text_changed_meanwhile_is_shown_anew_beside_what_was_typed(desk, case, held):
    words = ADVERT + " Really."
    discussion.edit(held, title="", body=words, assessment=verdict("hold", words, words=PHONE), based_on=1)

    response = desk.post(case.get_absolute_url(), order(reason="my own reason"))
    assert response.status_code == 409
    assert "my own reason" in response.text
    assert 'name="version" value="2"' in response.text


# Texts to start from, and the preview


def test_a_text_to_start_from_is_filled_in_and_added_to_what_was_typed(desk, case, held):
    row = ReplyTemplate.objects.create(
        name="Mine", rule="contact", text="{author}, about {words} in {place}: {rule}. {other} {} {0}"
    )
    typed = order(act="remove", message="Hello.", reason="kept", template=f"row-{row.pk}", use="1")

    for headers in ({}, HTMX):
        response = desk.post(case.get_absolute_url(), typed, headers=headers)
        message = response.context["form"]["message"].value()
        assert message == (
            f"Hello.\n\nJon, about “{PHONE}” in {case.place_title}: Passing on how to reach a seller. {{other}} {{}} {{0}}"
        )
        assert response.context["form"]["rule"].value() == "contact"
        assert "kept" in response.text
    assert not Decision.objects.exists()


def test_what_an_author_wrote_is_no_variable(desk, make_post):
    post = make_post("Ask {author} about {rule}. " + ADVERT, outcome="hold", words="{author} about {rule}")
    case = Case.objects.open_about(post).get()

    response = desk.post(case.get_absolute_url(), order(template="house-contact", use="1"))
    assert "“{author} about {rule}”" in response.context["form"]["message"].value()


def test_every_rule_has_a_text_of_the_house(desk, case):
    choices = desk.get(case.get_absolute_url()).context["form"].fields["template"].choices
    assert len([group for group, _ in choices if group]) == 7


def test_the_preview_is_what_the_author_reads_afterwards(desk, case, held):
    typed = order(act="return", rule="contact", message="First <line>.\n\nSecond line.", reason="", preview="1")
    response = desk.post(case.get_absolute_url(), typed)

    assert response.status_code == 200
    assert "There is a problem" not in response.text
    author = Client()
    author.force_login(held.author)
    desk.post(case.get_absolute_url(), typed | {"reason": "r", "preview": ""} | {"preview": ""})
    assert not Decision.objects.exists()
    del typed["preview"]
    desk.post(case.get_absolute_url(), typed | {"reason": "r"})
    receipt = author.get(Decision.objects.get().get_absolute_url()).text
    for words in ("A moderator asks you to change your text.", "<p>First &lt;line&gt;.</p>", "Passing on how to reach"):
        assert words in response.text
        assert words in receipt


def test_the_preview_of_masking_shows_the_masked_text(desk, make_post):
    mixed = f"I tried light therapy and it helped my elbows a lot. Call {PHONE} and tell them I sent you."
    case = Case.objects.open_about(make_post(mixed, outcome="hold", words=PHONE)).get()
    masked = desk.post(case.get_absolute_url(), order(act="mask", preview="1"), headers=HTMX).context["preview"]["stated"].masked

    assert "light therapy" in masked.body
    assert PHONE not in masked.body


def test_a_preview_needs_a_decision(desk, case):
    response = desk.post(case.get_absolute_url(), order(act="", preview="1", reason="kept"), headers=HTMX)

    assert response.status_code == 422
    assert "Choose a decision." in response.text
    assert "kept" in response.text


# What the page shows


def test_links_of_a_judged_text_cannot_be_followed(desk, make_post):
    post = make_post("Book at https://acme.example/now or [here](https://acme.example/b).", outcome="hold")
    text = desk.get(Case.objects.open_about(post).get().get_absolute_url()).text

    assert "https://acme.example/now" in text
    assert 'href="https://acme.example' not in text


def test_an_edit_is_shown_word_by_word_against_the_text_before(desk, make_post):
    post = make_post("It helped a little.")
    words = f"It helped a lot. Call {PHONE}"
    discussion.edit(post, title="", body=words, assessment=verdict("hold", words, words=PHONE), based_on=1)
    text = desk.get(Case.objects.open_about(post).get().get_absolute_url()).text

    assert "<del>" in text and "little.</del>" in text
    assert "<ins>" in text


def test_the_authors_history_says_what_was_decided_and_taken_back(desk, case, make_post, moderator, other_moderator):
    strike = actions.Wish("strike", weight=2)
    earlier = Case.objects.open_about(make_post(ADVERT + " Again.", outcome="hold", words=PHONE)).get()
    undone = against(earlier, other_moderator)
    actions.undo(undone, by=other_moderator, reason="a mistake")
    against(Case.objects.get(pk=earlier.pk), other_moderator, act="return", sanction=strike)

    response = desk.get(case.get_absolute_url())
    assert response.context["sanctions"] == {"strikes": 1, "weight": 2, "warnings": 0}
    acts = {(one.act, one.is_undone) for one in response.context["earlier"]}
    assert acts == {("return", False), ("remove", True)}
    assert "taken back" in response.text


def test_decisions_about_texts_that_speak_of_the_same_provider_are_shown(desk, case, held, make_post, make_member, moderator):
    provider = Provider.objects.create(
        name="Acme Regen", evidence="A court record.", evidence_date=date(2026, 1, 1), review_by=date(2027, 1, 1)
    )
    other = make_post(ADVERT + " Too.", outcome="hold", author=make_member("Mona"))
    for post in (held, other):
        ProviderMention.objects.get_or_create(provider=provider, content_type=case.content_type, object_id=post.pk)
    made = against(Case.objects.open_about(other).get(), moderator)

    response = desk.get(case.get_absolute_url())
    assert list(response.context["elsewhere"]) == [made]
    assert "The provider it speaks of" in response.text


def test_no_address_of_anybody_stands_at_the_desk(desk, case, held):
    assert held.author.email not in desk.get(case.get_absolute_url()).text


def test_the_page_costs_the_same_with_much_on_it(desk, case, make_post, moderator, other_moderator):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            desk.get(case.get_absolute_url())
        return len(captured)

    def adds(number: int) -> None:
        actions.note(case, moderator, text=f"note {number}")
        against(Case.objects.open_about(make_post(f"{ADVERT} {number}", outcome="hold", words=PHONE)).get(), moderator)
        actions.undo(against(case, other_moderator), by=other_moderator, reason="a mistake")
        case.refresh_from_db()

    adds(0)
    desk.get(case.get_absolute_url())
    little = cost()
    for number in range(1, 5):
        adds(number)
    assert cost() == little
    assert little <= 35


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


# Whose case


def test_a_board_moderator_decides_in_their_places_and_nowhere_else(client, sign_in, case, board_moderator, held):
    desk = sign_in(client, board_moderator)
    assert desk.get(case.get_absolute_url()).status_code == 200
    ModeratorScope.objects.update(place_key="board:elsewhere")

    assert desk.get(case.get_absolute_url()).status_code == 404
    assert desk.post(case.get_absolute_url(), order()).status_code == 404
    for name in ("claim", "take_over", "skip", "escalate", "note"):
        assert desk.post(url(name, case), {"why": "x", "text": "x"}).status_code == 404
    held.refresh_from_db()
    assert held.status == Status.HELD


def test_a_board_moderator_reads_of_no_decision_in_other_places(
    client, sign_in, case, board_moderator, moderator, make_post
):
    elsewhere = Case.objects.open_about(make_post(ADVERT + " Again.", outcome="hold", words=PHONE)).get()
    made = against(elsewhere, moderator)
    desk = sign_in(client, board_moderator)
    assert list(desk.get(case.get_absolute_url()).context["earlier"]) == [made]
    Case.objects.filter(pk=elsewhere.pk).update(place_key="board:elsewhere")

    assert list(desk.get(case.get_absolute_url()).context["earlier"]) == []
    assert desk.post(url("undo", made), {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["member", "stranger", "editor"])
def test_for_others_none_of_it_is_there(client, sign_in, request, case, moderator, who):
    sign_in(client, request.getfixturevalue(who))
    decision = against(case, moderator)

    for name in ("claim", "take_over", "skip", "escalate", "note"):
        assert client.post(url(name, case), {"why": "x", "text": "x"}).status_code == 404
    assert client.post(url("undo", decision), {"reason": "x"}).status_code == 404


def test_nobody_works_on_the_case_about_their_own_text(desk, make_post, moderator):
    own = Case.objects.open_about(make_post(ADVERT, outcome="hold", author=moderator)).get()

    assert desk.post(url("claim", own)).url == QUEUE
    own.refresh_from_db()
    assert own.claimed_by is None
    assert Post.objects.get(pk=own.object_id).status == Status.HELD
    assert INNOCENT not in desk.get(own.get_absolute_url()).text
