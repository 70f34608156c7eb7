"""Whom members meet: somebody is blocked and met again; somebody writes without a name and stays without one."""

import pytest
from playwright.sync_api import expect

from discussion.models import Post
from forum.models import Topic

from . import both_ways

pytestmark = pytest.mark.browser

BOX = "Post this one without my name"


@both_ways
def test_a_block_works_wherever_the_two_could_meet_and_can_be_undone(
    come, board, topic, make_topic, make_post, member, stranger
):
    make_post("Oats in the bath.", author=stranger)
    make_post("Salt water.", author=member)
    theirs = make_topic(author=stranger, title="Does oat milk help the scalp?")

    reader, other = come(member), come(stranger)
    reader.opens(topic.get_absolute_url())
    reader.opens_the_menu_of("Oats in the bath.").get_by_role("link", name="Mute or block Jon").click()
    reader.presses("Block Jon")
    reader.sees("You and Jon no longer read each other here.", "Salt water.")
    reader.does_not_see("Oats in the bath.")
    for address in (
        "/",
        "/forum/",
        board.get_absolute_url(),
        "/unanswered/",
        "/search/?q=oat+milk+scalp",
        "/activity/",
    ):
        reader.opens(address)
        reader.does_not_see(theirs.title)

    for address in (topic.get_absolute_url(), "/members/Marie/"):
        other.opens(address)
        assert other.witness.status == 404, address
    other.opens("/notifications/")
    other.does_not_see("Marie")

    reader.opens("/settings/")
    reader.follows("Whom you block and mute")
    reader.presses("Unblock Jon")
    reader.opens(topic.get_absolute_url())
    reader.sees("Oats in the bath.")


@both_ways
def test_a_question_without_a_name_stays_so_also_when_its_asker_answers(come, board, member, stranger):
    asker = come(member)
    asker.opens("/forum/ask/")
    asker.chooses(BOX)
    asker.writes("Your question, in one sentence", "How do I tell my employer?")
    asker.writes("Tell us more", "I would rather not say who I am.")
    asker.chooses(board.name)
    asker.presses("Post question")
    asker.sees("Posted. Thank you for writing.", "Anonymous 1")
    path = Topic.objects.get().get_absolute_url()

    expect(asker.page.get_by_label(BOX, exact=True)).to_be_checked()
    asker.writes("Your text", "I have told one colleague.")
    asker.presses("Post reply")
    expect(asker.post("I have told one colleague.").get_by_text("you", exact=True)).to_be_visible()
    assert {post.byline for post in Post.objects.all()} == {"Anonymous 1"}

    reader = come(stranger)
    for address in (path, "/forum/", board.get_absolute_url()):
        reader.opens(address)
        reader.sees("Anonymous 1")
        reader.does_not_see("Marie")
    reader.opens(path)
    reader.opens_the_menu_of("I have told one colleague.").get_by_role("link", name="Mute Anonymous 1").click()
    reader.presses("Mute Anonymous 1")
    reader.sees("Who they are stays unknown.")
    reader.presses("Unmute Anonymous 1, How do I tell my employer?")
    reader.opens(path)
    reader.sees("I have told one colleague.")
