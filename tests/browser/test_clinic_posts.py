"""A text that steers readers to a clinic: hinted while it is written, and held if it is sent all the same."""

import pytest
from playwright.sync_api import expect

from discussion.models import Post
from moderation.models import Status
from notifications.telling import tell_waiting
from tests.texts import ADVERT

from . import both_ways

pytestmark = pytest.mark.browser

HINT = "These words would make your text wait for a moderator"
HINTED_AFTER = 2  # seconds without typing


def test_the_hint_comes_while_typing_and_marks_name_phone_and_invitation(come, topic, stranger):
    writer = come(stranger).with_a_clock()
    writer.opens(topic.get_absolute_url())
    writer.writes("Your text", "I had light therapy.")
    writer.pauses(HINTED_AFTER)
    writer.does_not_see(HINT)

    writer.writes("Your text", ADVERT)
    writer.without_reload(lambda: (writer.pauses(HINTED_AFTER), writer.sees(HINT)))
    writer.sees_marked("Acme Regen", "1 202 555 0143")
    expect(writer.page.get_by_label("Your text", exact=True)).to_be_focused()


def test_nobody_is_hinted_at_in_the_middle_of_a_name(come, topic, stranger):
    writer = come(stranger).with_a_clock()
    writer.opens(topic.get_absolute_url())
    asked = []
    writer.page.on("request", lambda request: asked.append(request.url) if "/hint/" in request.url else None)
    writer.writes("Your text", "Thanks @acme_cel")
    writer.pauses(HINTED_AFTER)
    assert not asked

    writer.writes("Your text", "Stem cell package, 20 % off: write to @acme_cells today")
    writer.pauses(HINTED_AFTER)
    writer.sees(HINT)


@both_ways
def test_with_the_details_removed_it_is_published_at_once(come, topic, stranger):
    writer = come(stranger)
    writer.opens(topic.get_absolute_url())
    writer.writes("Your text", ADVERT)
    writer.presses("Post reply")
    writer.sees(HINT)

    writer.presses("Remove these details for me")
    writer.sees("The details are gone. Read your text once more, then post it.")
    writer.presses("Post reply")

    writer.sees("Posted. Thank you for writing.")
    post = Post.objects.get(author=stranger)
    assert post.status == Status.PUBLISHED
    assert "0143" not in post.body
    reader = come()
    reader.opens(topic.get_absolute_url())
    reader.sees("cured my psoriasis")
    reader.does_not_see("0143")


@both_ways
def test_kept_as_it_is_it_is_held_and_only_its_author_sees_it(come, topic, stranger, member):
    writer = come(stranger)
    writer.opens(topic.get_absolute_url())
    writer.writes("Your text", ADVERT)
    writer.presses("Post reply")
    writer.presses("Post it anyway, a moderator will look")

    writer.sees("Your text is waiting for a moderator. Only you can see it.", ADVERT)
    writer.sees_marked("1 202 555 0143")
    tell_waiting()
    for reader in (come(), come(member)):
        reader.opens(topic.get_absolute_url())
        reader.sees("0 replies")
        reader.does_not_see("Acme Regen", "waiting for a moderator")
        reader.opens(f"/posts/{Post.objects.get(author=stranger).pk}/")
        reader.sees("We cannot find this page")
        reader.opens("/search/?q=acme+regen")
        reader.does_not_see("cured my psoriasis")
        reader.opens("/notifications/")
        reader.does_not_see("replied to your question")


@both_ways
def test_a_held_question_is_invisible_everywhere_but_to_its_author(come, board, stranger, member):
    writer = come(stranger)
    writer.opens("/forum/ask/")
    writer.writes("Your question, in one sentence", "Found something that works")
    writer.writes("Tell us more", ADVERT)
    writer.chooses(board.name)
    writer.presses("Post question")
    writer.presses("Post it anyway, a moderator will look")
    writer.sees("Your text is waiting for a moderator. Only you can see it.")
    topic_path = writer.path

    for reader in (come(), come(member)):
        reader.opens(topic_path)
        reader.sees("We cannot find this page")
        for path in ("/", "/forum/", board.get_absolute_url(), "/unanswered/", "/search/?q=works"):
            reader.opens(path)
            reader.does_not_see("Found something that works")


@both_ways
def test_its_author_removes_the_details_from_a_held_text_later(come, topic, make_post, stranger):
    make_post(ADVERT, outcome="hold", words="Call +1 202 555 0143")
    author = come(stranger)
    author.opens(topic.get_absolute_url())
    author.presses("Remove the details for me")

    author.sees("Your text is visible now.")
    reader = come()
    reader.opens(topic.get_absolute_url())
    reader.sees("cured my psoriasis")
    reader.does_not_see("0143")


@both_ways
def test_an_advertisement_edited_into_an_old_reply_waits_while_the_old_text_stays(
    come, topic, make_post, stranger, moderator
):
    make_post("It helped me a little.")
    author = come(stranger)
    author.opens(topic.get_absolute_url())
    author.opens_the_menu_of("It helped me a little.")
    author.follows("Edit")
    author.writes("Your text", ADVERT)
    author.presses("Save changes")
    author.sees(HINT)
    author.presses("Post it anyway, a moderator will look")

    author.sees("Your edit is waiting for a moderator. The text below stays visible", "It helped me a little.")
    reader = come()
    reader.opens(topic.get_absolute_url())
    reader.sees("It helped me a little.")
    reader.does_not_see("Acme Regen")

    desk = come(moderator)
    desk.opens("/moderation/")
    desk.sees("an edit waits, the old text is visible")
    desk.page.get_by_role("link", name="Acme Regen").click()
    desk.sees("The text that is visible now", "It helped me a little.", ADVERT)
