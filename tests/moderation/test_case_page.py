"""The page of a case: who works on it, what it shows, and to whom."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from discussion import actions as discussion
from discussion.models import Post
from members.models import Role
from moderation import actions
from moderation.models import Case, CaseNote, CaseSkip, Decision, ModeratorScope, Provider, ProviderMention, Status
from tests.moderation.deskwork import HTMX, PHONE, against, order, url
from tests.texts import ADVERT, INNOCENT, decided, verdict

QUEUE = "/moderation/"


@pytest.fixture
def board_moderator(make_member, make_post, topic):
    member = make_member("Bodo", role=Role.BOARD_MODERATOR)
    ModeratorScope.objects.create(member=member, place_key=topic.place_key)
    return member


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
    assert 'hx-trigger="every 120s, back"' in response.text


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


@pytest.mark.parametrize(
    ("cleared", "sentence"),
    [
        ("publish", "Without “call me” it would be neither held nor flagged."),
        ("flag", "Without “call me” it would not be held, only flagged."),
    ],
)
def test_the_page_says_what_would_become_of_the_text_without_some_words(desk, case, cleared, sentence):
    part = {"field": "body", "start": 0, "end": 9, "code": "contact", "text": ", call me", "weight": 0.0}
    Case.objects.filter(pk=case.pk).update(assessment={**case.assessment, "clears": [part], "cleared": cleared})

    assert sentence in desk.get(case.get_absolute_url()).text


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
    author = response.context["author"]
    assert (author.strikes, author.weight, author.warnings) == (1, 2, 0)
    acts = {(one.act, one.is_undone) for one in response.context["earlier"]}
    assert acts == {("return", False), ("remove", True)}
    assert "taken back" in response.text


def test_decisions_about_texts_that_speak_of_the_same_provider_are_shown(
    desk, case, held, make_post, make_member, moderator
):
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
