"""A visitor writes first and joins after; nothing they typed is lost on the way."""

import pytest

from discussion.models import Post
from members.models import Member
from tests.members.helpers import another_code, code_in_mail
from tests.texts import ADVERT

from . import both_ways

pytestmark = pytest.mark.browser

TEXT = "I had light therapy for twelve weeks and it helped my scalp a little."
CONSENT = "MyPsoriasis may keep and show what I write here about my health"


def writes_a_reply(visitor, topic, text):
    visitor.opens(topic.get_absolute_url())
    visitor.follows("Write a reply")
    visitor.writes("Your text", text)
    visitor.presses("Post reply")


def joins(visitor, email, name):
    visitor.writes("Your e-mail address", email)
    visitor.writes("Your name on the site", name)
    visitor.chooses(CONSENT)
    visitor.chooses("I am 16 or older")
    visitor.presses("Send me the code")


def types_the_code(visitor, code):
    visitor.writes("The six digits from the mail", code)
    visitor.presses("Go on")


@both_ways
def test_a_visitors_reply_is_posted_once_they_have_joined(come, topic):
    visitor = come()
    writes_a_reply(visitor, topic, TEXT)
    visitor.sees("Your text is kept for 24 hours.")

    joins(visitor, "ada@mail.example", "Ada")
    types_the_code(visitor, code_in_mail())

    post = Post.objects.get(author=Member.objects.get(username="Ada"))
    visitor.is_at(f"{topic.get_absolute_url()}#post-{post.pk}")
    visitor.sees("Posted. Thank you for writing.", TEXT)
    another = come()
    another.opens(topic.get_absolute_url())
    another.sees(TEXT)


@both_ways
def test_a_visitors_question_is_posted_once_they_have_joined(come, board):
    visitor = come()
    visitor.opens("/")
    visitor.page.get_by_role("link", name="Ask", exact=True).click()
    visitor.writes("Your question, in one sentence", "Does light therapy help the scalp?")
    visitor.writes("Tell us more", "I start next week and would like to know how it was for you.")
    visitor.chooses(board.name)
    visitor.presses("Post question")

    joins(visitor, "ada@mail.example", "Ada")
    types_the_code(visitor, code_in_mail())

    visitor.sees_title("Does light therapy help the scalp?")


@both_ways
def test_a_wrong_code_is_said_beside_the_field_and_the_right_one_still_works(come, topic):
    visitor = come()
    writes_a_reply(visitor, topic, TEXT)
    joins(visitor, "ada@mail.example", "Ada")

    types_the_code(visitor, another_code(code_in_mail()))
    visitor.sees("There is a problem", "This is not the code we sent.")
    types_the_code(visitor, code_in_mail())
    visitor.sees(TEXT)


@both_ways
def test_who_has_an_account_already_joins_into_it_and_the_text_is_theirs(come, topic, stranger):
    visitor = come()
    writes_a_reply(visitor, topic, TEXT)
    joins(visitor, stranger.email, "Somebody else")
    types_the_code(visitor, code_in_mail())

    visitor.sees(TEXT)
    assert Post.objects.get(author=stranger).body == TEXT
    assert not Member.objects.filter(username="Somebody else").exists()


@both_ways
def test_who_signs_in_instead_finds_the_text_posted_too(come, topic, stranger):
    visitor = come()
    writes_a_reply(visitor, topic, TEXT)
    visitor.page.get_by_role("main").get_by_role("link", name="sign in", exact=True).click()
    visitor.writes("Your e-mail address, or your name on the site", stranger.email)
    visitor.presses("Send me a code")
    types_the_code(visitor, code_in_mail())

    visitor.sees(TEXT)
    assert Post.objects.get(author=stranger).body == TEXT


@both_ways
def test_without_consent_nothing_goes_on_and_nothing_is_lost(come, topic):
    visitor = come()
    writes_a_reply(visitor, topic, TEXT)
    visitor.writes("Your e-mail address", "ada@mail.example")
    visitor.writes("Your name on the site", "Ada")
    visitor.presses("Send me the code")

    visitor.sees("There is a problem", "Without your yes we cannot keep what you write.")
    visitor.sees("You must be 16 or older to join.")
    visitor.sees_field("Your e-mail address", "ada@mail.example")
    visitor.opens(f"/threads/{topic.thread_id}/answer/")
    visitor.sees_field("Your text", TEXT)


@both_ways
def test_a_visitors_advertisement_is_hinted_before_they_join_and_held_after(come, topic):
    visitor = come()
    writes_a_reply(visitor, topic, ADVERT)
    visitor.sees("These words would make your text wait for a moderator")
    visitor.sees_marked("1 202 555 0143")

    visitor.presses("Post it anyway, a moderator will look")
    joins(visitor, "ada@mail.example", "Ada")
    types_the_code(visitor, code_in_mail())

    visitor.sees("Your text is waiting for a moderator. Only you can see it.", ADVERT)
    another = come()
    another.opens(topic.get_absolute_url())
    another.does_not_see("Acme Regen")
