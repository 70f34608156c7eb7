"""Moderators look at what waits, decide, and the author is told."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from discussion.models import Post
from moderation import actions
from moderation.models import AuditEntry, Case, Decision, Status
from notifications.delivery import deliver_due_mail
from tests.texts import ADVERT

from . import both_ways

pytestmark = pytest.mark.browser

# A mail lies open on screens that others see.
HEALTH_WORDS = ("psoriasis", "stem cell", "skin", "clinic", "acme", "treatment")


@pytest.fixture
def held(make_post):
    return make_post(ADVERT, outcome="hold", words="Call +1 202 555 0143")


def decides(moderator, decision, *, rule="", reason="Looked at it.", message=""):
    moderator.chooses(decision)
    if rule:
        moderator.page.get_by_label("Rule").select_option(label=rule)
    moderator.writes("Reason, for the log", reason)
    moderator.writes("Message to the author", message)
    moderator.presses("Decide")
    moderator.sees("Decided. The author is told.")


def test_a_moderator_goes_from_the_queue_to_a_decision_by_keyboard_alone(come, held, make_post, moderator):
    make_post("Write to me, I sell cells.", outcome="hold", words="Write to me")
    desk = come(moderator)
    desk.opens("/moderation/")
    desk.presses_key("j")
    desk.presses_key("j")
    desk.presses_key("k")
    first = desk.page.get_by_role("link", name="Acme Regen")
    expect(first).to_be_focused()
    desk.presses_key("Enter")
    desk.sees("Why it is held")
    desk.sees_marked("Call +1 202 555 0143")

    desk.tabs_to("Release")
    desk.presses_key("Space")
    desk.tabs_to("Reason, for the log")
    desk.page.keyboard.type("An experience; jk is no key in a field")
    desk.tabs_to("Decide")
    desk.presses_key("Enter")

    desk.sees("Decided. The author is told.")
    held.refresh_from_db()
    assert held.status == Status.PUBLISHED
    assert "jk is no key" in Decision.objects.get().reason


def test_a_page_that_was_left_open_frees_its_case_and_claims_it_again_for_whoever_comes_back(come, held, moderator):
    desk, case, asked = come(moderator).with_a_clock(), Case.objects.get(), []
    desk.page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/claim/") else None)

    def pauses_two_minutes():
        desk.pauses(121)
        desk.page.evaluate("0")  # what was asked has been told by then

    desk.opens(case.get_absolute_url())
    desk.sees("You work on this case since")
    desk.presses_key("Tab")
    pauses_two_minutes()
    assert len(asked) == 2  # when it was opened, and since somebody was there
    for _step in range(6):
        pauses_two_minutes()
    assert len(asked) == 2

    with desk.page.expect_response(lambda response: response.url.endswith("/claim/")):
        desk.presses_key("Tab")
    assert len(asked) == 3


@both_ways
def test_a_released_text_becomes_visible_and_its_author_reads_thanks(come, topic, held, moderator, stranger):
    desk = come(moderator)
    desk.opens("/moderation/")
    desk.page.get_by_role("link", name="Acme Regen").click()
    decides(desk, "Release")

    author = come(stranger)
    author.opens("/notifications/")
    author.sees("Thank you for waiting. Your text is now visible.")
    author.presses("Read it")
    author.sees_title("What a moderator decided")
    reader = come()
    reader.opens(topic.get_absolute_url())
    reader.sees(ADVERT, "1 reply")


@both_ways
def test_a_removed_text_leaves_a_stub_and_its_author_reads_rule_and_words(
    come, topic, make_post, moderator, stranger
):
    make_post(ADVERT, outcome="flag", words="Call +1 202 555 0143")
    desk = come(moderator)
    desk.opens(Case.objects.get().get_absolute_url())
    decides(
        desk,
        "Remove",
        rule="Passing on how to reach a seller",
        message="You may tell what happened. Please leave out the phone number.",
    )

    reader = come()
    reader.opens(topic.get_absolute_url())
    reader.sees("A moderator removed this reply.", "Rule: Passing on how to reach a seller.")
    reader.does_not_see("Acme Regen", "Pat")
    author = come(stranger)
    author.opens("/notifications/")
    author.presses("Read it")
    author.sees("A moderator removed your text.", "Please leave out the phone number.", ADVERT)
    author.sees_marked("Call +1 202 555 0143")
    author.follows("Passing on how to reach a seller")
    author.is_at("/rules/#contact")


def test_the_author_is_mailed_without_a_word_about_health(come, topic, held, moderator, stranger):
    desk = come(moderator)
    desk.opens(Case.objects.get().get_absolute_url())
    decides(desk, "Release")

    deliver_due_mail()
    told = mail.outbox[-1]
    assert told.to == [stranger.email]
    words = f"{told.subject} {told.body}".lower().replace("mypsoriasis", "")
    assert [word for word in HEALTH_WORDS if word in words] == []


@both_ways
def test_a_returned_text_is_mended_by_its_author_and_published(come, topic, held, moderator, stranger):
    desk = come(moderator)
    desk.opens(Case.objects.get().get_absolute_url())
    rule, message = "Passing on how to reach a seller", "Please leave out the phone number."
    decides(desk, "Return to its author", rule=rule, message=message)

    author = come(stranger)
    author.opens(topic.get_absolute_url())
    author.sees("A moderator asks you to change your text.", "Please leave out the phone number.")
    author.follows("Edit my text")
    author.writes("Your text", "I had stem cells at a clinic. My skin was better for some weeks.")
    author.presses("Save changes")
    author.sees("Your changes are saved.")

    reader = come()
    reader.opens(topic.get_absolute_url())
    reader.sees("My skin was better for some weeks.")


@both_ways
def test_a_released_edit_replaces_the_old_text(come, topic, make_post, question, moderator, member):
    author = come(member)
    author.opens(topic.get_absolute_url())
    author.opens_the_menu_of(question.body).get_by_role("link", name="Edit", exact=True).click()
    author.writes("Your text", ADVERT)
    author.presses("Save changes")
    author.presses("Post it anyway, a moderator will look")

    desk = come(moderator)
    desk.opens(Case.objects.get().get_absolute_url())
    decides(desk, "Release")
    reader = come()
    reader.opens(Post.objects.get(pk=question.pk).get_absolute_url())
    reader.sees(ADVERT)


@both_ways
def test_of_two_moderators_the_second_is_told_and_loses_no_word(come, held, moderator, other_moderator):
    case = Case.objects.get()
    actions.claim(case, moderator)
    first, second = come(moderator), come(other_moderator)
    for desk in (first, second):
        desk.opens(case.get_absolute_url())
    first.sees("You work on this case since")
    second.sees("Pat works on this case since")
    second.writes("Why you take over", "Pat went home.")
    second.presses("Take over")
    second.sees("You work on this case since")
    decides(second, "Release")

    first.chooses("Remove")
    first.page.get_by_label("Rule").select_option(label="Passing on how to reach a seller")
    first.writes("Reason, for the log", "An advertisement.")
    first.writes("Message to the author", "Please leave out the phone number.")
    first.presses("Decide")
    first.sees("This case was decided by Robin", "An advertisement.", "Please leave out the phone number.")
    held.refresh_from_db()
    assert held.status == Status.PUBLISHED


@both_ways
def test_a_decision_without_a_rule_or_a_reason_says_what_is_missing(come, held, moderator):
    desk = come(moderator)
    desk.opens(Case.objects.get().get_absolute_url())
    desk.chooses("Remove")
    desk.writes("Message to the author", "")
    desk.presses("Decide")

    desk.sees("There is a problem", "Name the rule. The author will read it.", "Say in a few words why.")
    assert Case.objects.get().is_open


def test_the_keys_can_be_switched_off(come, held, moderator):
    desk = come(moderator)
    desk.opens("/moderation/")
    desk.page.get_by_label("Use these keys").uncheck()
    desk.presses_key("j")
    expect(desk.page.locator("[data-current]")).to_have_count(0)


@both_ways
def test_a_text_in_despair_is_published_its_author_sees_help_until_the_desk_has_looked_there_first(
    come, topic, held, moderator, stranger
):
    author = come(stranger)
    author.opens(topic.get_absolute_url())
    author.writes("Your text", "I do not want to live any more.")
    author.presses("Post reply")
    author.sees("Posted. Thank you for writing.", "You can talk to someone today.", "Only you see this message.")
    author.opens(topic.get_absolute_url())
    author.sees("You can talk to someone today.", "United Kingdom and Ireland: Samaritans, free")

    reader = come()
    reader.opens(topic.get_absolute_url())
    reader.sees("I do not want to live any more.")
    reader.does_not_see("You can talk to someone today.")

    desk = come(moderator)
    desk.opens("/moderation/")
    first = desk.page.locator("[data-desk-item]").first
    expect(first).to_contain_text("I do not want to live any more.")
    expect(first).to_contain_text("Somebody may be in crisis")
    desk.opens(Case.objects.get(concern="crisis").get_absolute_url())
    decides(desk, "Leave it as it is", message="I have read it. You are not alone with this.")
    author.opens(topic.get_absolute_url())
    author.does_not_see("You can talk to someone today.")


@both_ways
def test_for_everybody_else_the_desk_does_not_exist(come, held, member):
    person = come(member)
    for path in ("/moderation/", Case.objects.get().get_absolute_url()):
        person.opens(path)
        person.sees("We cannot find this page")
    assert not AuditEntry.objects.filter(act=AuditEntry.Act.LOOKED).exists()
