"""The queue under the fingers: keys, a list that renews itself, one decision about several cases."""

import pytest
from playwright.sync_api import expect

from moderation import actions
from moderation.models import Case, CaseSkip, Decision, Status
from tests.texts import ADVERT

from . import both_ways

pytestmark = pytest.mark.browser


@pytest.fixture
def three(make_post):
    words = "Call +1 202 555 0143"
    return [make_post(f"{ADVERT} {number}", outcome="hold", words=words) for number in ("one", "two", "three")]


def case_of(post) -> Case:
    return Case.objects.open_about(post).get()


def renews(person) -> None:
    """What happens by itself every 30 seconds."""
    with person.page.expect_response(lambda response: response.url.endswith("/moderation/?")):
        person.page.clock.run_for(31_000)


def test_by_keyboard_a_case_is_claimed_and_skipped_and_the_next_one_is_current(come, three, moderator):
    desk = come(moderator)
    desk.opens("/moderation/")
    desk.presses_key("j")
    desk.presses_key("c")
    desk.sees("You work on it now.")
    desk.stands_on(f"open-{case_of(three[0]).pk}")
    assert case_of(three[0]).claim_holder == moderator

    desk.presses_key("s")
    desk.sees("Skipped.")
    desk.stands_on(f"open-{case_of(three[1]).pk}")
    assert CaseSkip.objects.get().case == case_of(three[0])


def test_a_key_pressed_before_the_answer_is_here_hits_no_case(come, three, moderator):
    desk = come(moderator)
    desk.opens("/moderation/")
    desk.presses_key("j")
    desk.page.evaluate("""for (const key of "sc")
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))""")
    desk.sees("Skipped.")
    desk.stands_on(f"open-{case_of(three[1]).pk}")
    assert not Case.objects.exclude(claimed_by=None).exists()

    desk.presses_key("c")
    desk.sees("You work on it now.")
    assert case_of(three[1]).claim_holder == moderator


def test_switched_off_keys_stay_off_on_the_next_visit(come, three, moderator):
    desk = come(moderator)
    desk.opens("/moderation/")
    desk.page.get_by_label("Use these keys").uncheck()
    desk.opens("/moderation/")
    expect(desk.page.get_by_label("Use these keys")).not_to_be_checked()
    desk.presses_key("j")
    expect(desk.page.locator("[data-current]")).to_have_count(0)


def test_a_renewed_list_keeps_choice_focus_and_place_and_tells_what_is_new(come, three, make_post, moderator):
    desk = come(moderator)
    desk.page.clock.install()
    desk.opens("/moderation/")
    desk.page.locator(f"#choose-{case_of(three[1]).pk}").check()
    desk.presses_key("j")
    focused = f"open-{case_of(three[2]).pk}"
    desk.stands_on(focused)
    top = desk.page.locator(f"#{focused}").bounding_box()["y"]

    make_post("I do not want to live any more.", concern="crisis")
    renews(desk)
    desk.sees("Somebody may be in crisis")
    desk.stands_on(focused)
    expect(desk.page.locator(f"#choose-{case_of(three[1]).pk}")).to_be_checked()
    assert abs(desk.page.locator(f"#{focused}").bounding_box()["y"] - top) < 2
    expect(desk.page.locator("[data-desk-news]")).to_have_text("New in the list: 1")


@both_ways
def test_several_cases_are_decided_together_after_a_look_at_what_it_does(come, three, moderator, other_moderator):
    taken = case_of(three[2])
    actions.claim(taken, other_moderator)
    desk = come(moderator)
    desk.opens("/moderation/")
    desk.sees("Robin works on it since")
    for post in three:
        desk.page.locator(f"#choose-{case_of(post).pk}").check()
    desk.presses("Decide about the chosen ones together")
    desk.chooses("Remove")
    desk.page.get_by_label("Rule").select_option(label="Passing on how to reach a seller")
    desk.writes("Reason, for the log", "One advert three times.")
    desk.presses("See what it would do")
    desk.sees("There is a problem", "Tell the authors what to change, or why it cannot stay.")

    desk.writes("Message to the authors", "Please leave out the phone number.")
    desk.presses("See what it would do")
    desk.sees("Nothing has been decided yet.", "2 cases will be decided", "Robin has worked on it since")
    desk.presses("Decide 2 cases")
    desk.sees("2 cases are decided")
    assert len({decision.group_key for decision in Decision.objects.all()}) == 1
    for post, status in zip(three, (Status.REMOVED, Status.REMOVED, Status.HELD), strict=True):
        post.refresh_from_db()
        assert post.status == status


@both_ways
def test_a_skipped_case_is_taken_back(come, three, moderator):
    desk = come(moderator)
    desk.opens("/moderation/")
    desk.page.locator(f"#skip-{case_of(three[0]).pk}").click()
    desk.sees("Skipped. It waits for the others")
    desk.page.get_by_role("link", name="Skipped 1").click()
    desk.presses("Take it back")
    desk.sees("It is back in your queue.", "Nothing waits here.")
    desk.page.get_by_role("link", name="All 3").click()
    expect(desk.page.locator("[data-desk-item]")).to_have_count(3)
