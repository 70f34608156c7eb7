"""Somebody asks what was asked before, and finds it: while typing, or just before posting."""

import pytest
from playwright.sync_api import expect

from discussion import drafts
from forum.models import AskEnded, Topic

from . import both_ways

pytestmark = pytest.mark.browser

TITLE, MORE = "Your question, in one sentence", "Tell us more"
TYPED = "Does light therapy help on the scalp?"  # what was asked before: "Light therapy on the scalp?"


def types(person, board) -> None:
    person.opens("/forum/ask/")
    person.writes(TITLE, TYPED)
    person.writes(MORE, "I would like to know the results.")
    person.chooses(board.name)


@pytest.mark.parametrize("signed_in", [True, False])
def test_while_typing_an_answer_turns_up_and_ends_the_ask(come, topic, member, stranger, signed_in):
    asker = come(stranger) if signed_in else come()
    types(asker, topic.board)
    asker.sees("This may answer it already")
    expect(asker.page.locator("#similar-said")).to_have_text(
        "1 text may answer your question. It stands below your title."
    )
    expect(asker.page.get_by_label(TITLE)).to_have_value(TYPED)

    asker.page.locator("#similar summary").click()
    asker.page.locator("#similar").get_by_role("button", name="This answers it").click()

    asker.is_at(topic.get_absolute_url())
    assert Topic.objects.count() == 1
    assert AskEnded.objects.get().what == f"topic:{topic.pk}"
    assert not signed_in or drafts.find(stranger, place="ask") is None


def test_a_list_that_was_opened_stays_open_when_a_newer_one_takes_its_place(come, topic, make_topic, stranger):
    make_topic(title="Coal tar shampoo for the scalp?")
    asker = come(stranger)
    types(asker, topic.board)
    asker.page.locator("#similar summary").click()
    asker.page.locator("#similar").evaluate("element => element.dataset.old = ''")
    asker.writes(TITLE, "Does coal tar shampoo help on the scalp?")
    expect(asker.page.locator("#similar:not([data-old])")).to_be_visible()

    expect(asker.page.locator("#similar").get_by_role("link", name="Coal tar shampoo for the scalp?")).to_be_visible()


@both_ways
def test_before_posting_similar_questions_are_shown_once_and_the_text_stays(come, topic, stranger):
    asker = come(stranger)
    types(asker, topic.board)
    asker.presses("Post question")
    asker.sees("Before you post: does one of these answer it?")
    asker.sees_field(TITLE, TYPED)
    asker.sees_field(MORE, "I would like to know the results.")

    asker.presses("None of these, post my question")

    asker.sees("Posted. Thank you for writing.")
    asker.sees_title(TYPED)
    assert Topic.objects.count() == 2


@both_ways
def test_before_posting_one_of_them_can_end_the_ask(come, topic, stranger):
    asker = come(stranger)
    types(asker, topic.board)
    asker.presses("Post question")
    before = asker.page.locator("#before-sending")
    before.get_by_role("button", name="This answers it").click()

    asker.is_at(topic.get_absolute_url())
    asker.sees("Your question was not posted.")
    assert Topic.objects.count() == 1
