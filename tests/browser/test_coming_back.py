"""Members find what is new, on whichever device they come back."""

import pytest
from playwright.sync_api import expect

from discussion.models import Draft
from notifications.models import Follow
from tests.browser import both_ways

pytestmark = pytest.mark.browser


def test_what_is_new_is_marked_reached_by_one_link_and_read_on_every_device(come, topic, make_post, stranger):
    make_post("An answer from before.", author=topic.author)
    phone = come(stranger).with_a_clock()
    phone.opens(topic.get_absolute_url())
    phone.pauses(4)
    phone.page.wait_for_load_state("networkidle")
    make_post("Brand new to you.", author=topic.author)

    desk = come(stranger).with_a_clock()
    desk.opens("/forum/")
    desk.sees("1 new")
    desk.opens(topic.get_absolute_url())
    desk.follows("First new reply (1 new)")
    desk.sees("Brand new to you.")
    desk.pauses(4)
    desk.page.wait_for_load_state("networkidle")

    phone.opens("/forum/")
    phone.does_not_see("1 new")


@pytest.mark.parametrize("scripts", [False], ids=["without scripts"])
def test_without_scripts_a_button_marks_what_was_read(come, topic, make_post, stranger):
    make_post("An answer from before.", author=topic.author)
    reader = come(stranger)
    reader.opens(topic.get_absolute_url())
    reader.presses("Mark as read up to here")
    reader.sees("Marked as read.")
    make_post("Brand new to you.", author=topic.author)

    reader.opens("/forum/")
    reader.sees("1 new")


@pytest.mark.parametrize("scripts", [False], ids=["without scripts"])
def test_without_scripts_whoever_wrote_finds_what_came_after(come, topic, make_post, stranger):
    make_post("An answer from before.", author=topic.author)
    writer = come(stranger)
    writer.opens(topic.get_absolute_url())
    writer.writes("Your text", "Mine, after that one.")
    writer.presses("Post reply")
    make_post("Brand new to you.", author=topic.author)

    writer.opens("/forum/")
    writer.sees("1 new")


def test_with_scripts_the_page_says_it_by_itself_and_shows_no_button_for_it(come, topic, stranger):
    reader = come(stranger)
    reader.opens(topic.get_absolute_url())

    expect(reader.page.get_by_text("Mark as read up to here")).to_be_hidden()


@both_ways
def test_a_topic_is_followed_and_its_news_stand_in_the_activity(come, topic, make_post, stranger):
    reader = come(stranger)
    reader.opens(topic.get_absolute_url())
    reader.page.get_by_role("button", name="Follow this discussion").click()
    reader.page.get_by_role("button", name="Following").wait_for()
    assert Follow.objects.filter(member=stranger, what=f"thread:{topic.thread_id}").exists()

    make_post("News for those who follow.", author=topic.author)
    reader.opens("/activity/")
    reader.sees("News for those who follow.")


@both_ways
def test_a_quotation_is_begun_by_a_button_and_leads_back(come, topic, make_post, stranger, member):
    make_post("Oats in the bath.", author=member)
    writer = come(stranger)
    writer.opens(topic.get_absolute_url())
    writer.opens_the_menu_of("Oats in the bath.").get_by_role("link", name="Quote").click()
    text = writer.page.get_by_label("Your text", exact=True)
    assert "> Oats in the bath." in text.input_value()
    text.fill(text.input_value() + "That helps me too.")
    writer.presses("Post reply")

    writer.sees("Marie wrote this", "That helps me too.")


def test_selected_words_go_into_the_form_of_the_page(come, topic, make_post, stranger, member):
    post = make_post("Oats in the bath, and cotton sheets.", author=member)
    writer = come(stranger)
    writer.opens(topic.get_absolute_url())
    writer.page.evaluate(
        """pk => {
          const words = document.querySelector(`[data-words="${pk}"] p`).firstChild, range = document.createRange();
          range.setStart(words, 22); range.setEnd(words, 35);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        post.pk,
    )
    menu = writer.opens_the_menu_of("cotton sheets")
    writer.without_reload(lambda: menu.get_by_role("link", name="Quote").click())

    writer.sees_field("Your text", f"> cotton sheets\n>\n> [#{post.pk}](/posts/{post.pk}/)\n\n")


def test_a_name_completes_itself_and_the_draft_is_there_after_signing_out_on_another_device(come, topic, member, stranger):
    phone = come(stranger).with_a_clock()
    phone.opens(topic.get_absolute_url())
    text = phone.page.get_by_label("Your text", exact=True)
    text.press_sequentially("Thank you @Mar")
    phone.pauses(1)
    phone.page.get_by_role("button", name="Marie", exact=True).click()
    phone.sees_field("Your text", "Thank you @Marie ")
    phone.pauses(4)
    phone.sees("Draft kept")
    phone.context.clear_cookies()

    desk = come(stranger)
    desk.opens("/drafts/")
    desk.follows("Your reply")
    desk.sees_field("Your text", "Thank you @Marie ")
    assert Draft.objects.count() == 1


def test_two_tabs_keep_both_texts(come, topic, stranger):
    phone, desk = come(stranger).with_a_clock(), come(stranger).with_a_clock()
    for device in (phone, desk):
        device.opens(topic.get_absolute_url())
    phone.writes("Your text", "From the phone")
    phone.pauses(4)
    phone.sees("Draft kept")
    desk.writes("Your text", "From the desk")
    desk.pauses(4)
    desk.sees("Another tab or device wrote something else here.")

    desk.opens(topic.get_absolute_url())
    desk.sees_field("Your text", "From the desk")
    desk.page.get_by_text("The other text: From the phone").click()
    desk.sees("From the phone")
    desk.presses("Go on with the other text")
    desk.sees_field("Your text", "From the phone")
