"""Several people at once: two moderators, an author who answers back, somebody who is not well."""

import pytest

from moderation.models import Appeal, Case, Decision, Status
from tests.texts import ADVERT, decided

from . import both_ways

pytestmark = pytest.mark.browser

DESPAIR = "Some nights I do not want to live any more, the itch takes everything."


@pytest.fixture
def held(make_post):
    return make_post(ADVERT, outcome="hold", words="Call +1 202 555 0143")


def decides(moderator, decision, *, rule="", message=""):
    moderator.chooses(decision)
    if rule:
        moderator.page.get_by_label("Rule", exact=True).select_option(label=rule)
    moderator.writes("Reason, for the log", "Looked at it.")
    moderator.writes("Message to the author", message)
    moderator.presses("Decide")


def test_two_moderators_in_two_browsers_do_not_decide_one_case_twice(come, held, moderator, other_moderator):
    case = Case.objects.get()
    first, second = come(moderator), come(other_moderator)
    first.opens(case.get_absolute_url())
    first.sees("You work on this case since")

    second.opens(case.get_absolute_url())
    second.sees("Pat works on this case since")
    second.writes("Why you take over", "Pat is off shift")
    second.presses("Take over")
    second.sees("You work on this case since")

    decides(first, "Release")
    first.sees("Somebody else works on this case now.")
    decides(second, "Remove", rule="Passing on how to reach a seller", message="Please leave out the number.")
    second.sees("Decided. The author is told.")
    held.refresh_from_db()
    assert held.status == Status.REMOVED
    assert Decision.objects.count() == 1


@both_ways
def test_an_author_appeals_and_another_moderator_gives_the_text_back(
    come, make_post, moderator, other_moderator, stranger
):
    post = make_post(ADVERT, outcome="flag", words="Call +1 202 555 0143")
    made = decided(
        Case.objects.get(), act="remove", moderator=moderator, rule="contact", message="It sends people there."
    )
    author = come(stranger)
    author.opens(made.get_absolute_url())
    author.sees("It sends people there.")
    author.follows("Ask for a second look")
    author.writes("Why should somebody look again?", "It was a joke among friends.")
    author.presses("Ask for a second look")
    author.sees("A person who did not decide before will look again.")

    desk = come(other_moderator)
    desk.opens(Appeal.objects.get().case.get_absolute_url())
    desk.sees("It was a joke among friends.")
    desk.chooses("The decision is taken back")
    desk.writes("Reply to the author", "You are right.")
    desk.writes("Reason, for the log", "A joke.")
    desk.presses("Answer")

    author.opens(made.get_absolute_url())
    author.sees("The decision is taken back.", "You are right.")
    post.refresh_from_db()
    assert post.status == Status.PUBLISHED


@both_ways
def test_a_text_in_despair_stays_comes_first_and_shows_help_to_its_author_alone(
    come, topic, held, make_post, moderator, stranger, member
):
    author = come(stranger)
    author.opens(f"/threads/{topic.thread_id}/answer/")
    author.writes("Your text", DESPAIR)
    author.presses("Post reply")
    author.sees("You can talk to someone today.")

    other = come(member)
    other.opens(topic.get_absolute_url())
    other.sees(DESPAIR)
    other.does_not_see("You can talk to someone today.")

    desk = come(moderator)
    desk.opens("/moderation/")
    assert DESPAIR[:30] in desk.page.locator(".queue__item").first.inner_text()
    desk.page.locator(".queue__words a").first.click()
    desk.sees("Look at the person first", "a worry is never a strike")
