"""A member asks; others answer; the asker is told and marks what helped."""

import pytest
from playwright.sync_api import expect

from discussion.models import Post
from notifications.models import Notice
from notifications.telling import tell_waiting

from . import both_ways

pytestmark = pytest.mark.browser

FROM_TOP = "element => element.getBoundingClientRect().top + scrollY"  # of the whole page
QUESTION = "Has anyone done the mesenchymal stem cell therapy for psoriasis?"


def asks(person, board, title=QUESTION, body="I would like to know the results."):
    person.opens("/forum/ask/")
    person.writes("Your question, in one sentence", title)
    person.writes("Tell us more", body)
    person.chooses(board.name)
    person.presses("Post question")


@both_ways
def test_a_member_asks_is_answered_is_told_and_marks_what_helped(come, board, member, stranger, newcomer, make_post):
    asker = come(member)
    asks(asker, board)
    asker.sees("Posted. Thank you for writing.")
    asker.sees_title(QUESTION)
    topic_path = asker.path
    make_post("I do not know, but I would like to.", thread=Post.objects.get(title=QUESTION).thread, author=newcomer)
    tell_waiting()
    Notice.objects.mark_read()

    helper = come(stranger)
    helper.opens(topic_path)
    helper.writes("Your text", "I paid for it abroad. My skin was better for some weeks, then as before.")
    helper.presses("Post reply")
    helper.sees("Posted. Thank you for writing.")

    tell_waiting()
    asker.opens("/notifications/")
    notice = asker.page.get_by_role("listitem").filter(has_text="Jon replied to your question")
    notice.get_by_role("button", name="Read it").click()
    answer = Post.objects.get(author=stranger)
    asker.is_at(f"{topic_path}#post-{answer.pk}")
    asker.post("I paid for it abroad.").get_by_role("button", name="This helped me").click()
    asker.sees("Marked helpful by the asker")

    visitor = come()
    visitor.opens(board.get_absolute_url())
    visitor.sees("answered")
    visitor.follows(QUESTION)
    visitor.follows("Read the reply of Jon in its place")
    visitor.is_at(f"{topic_path}#post-{answer.pk}")


@both_ways
def test_a_question_about_an_unapproved_treatment_gets_the_dated_status_card(come, library, board, member):
    asker = come(member)
    asks(asker, board)
    asker.sees("Before you post: does one of these answer it?")
    asker.presses("None of these, post my question")
    asker.sees("Posted. Thank you for writing.")

    asker.sees("Approved for psoriasis?")
    assert Post.objects.get().status == "published"


@both_ways
def test_a_reply_can_be_answered_two_levels_deep(come, topic, make_post, member):
    answer = make_post("Twelve weeks helped me.")
    asker = come(member)
    asker.opens(topic.get_absolute_url())
    asker.follows("Reply to Jon")
    asker.sees("What you are answering")
    asker.writes("Your text", "Twelve weeks every day?")
    asker.presses("Post reply")

    reply = Post.objects.get(author=member, reply_no=1)
    assert reply.answer_no == answer.answer_no
    asker.is_at(f"{topic.get_absolute_url()}#post-{reply.pk}")


def test_a_kind_word_is_said_and_taken_back_without_loading_the_page_anew(come, topic, make_post, member):
    answer = make_post("Twelve weeks helped me.")
    reader = come(member)
    reader.opens(topic.get_absolute_url())
    me_too = reader.opens_the_menu_of("Twelve weeks").get_by_role("button", name="Me too")

    reader.without_reload(lambda: (me_too.click(), expect(me_too).to_have_attribute("aria-pressed", "true")))
    expect(me_too).to_have_text("Me too 1")
    expect(me_too).to_be_focused()  # in the row now: it is said
    reader.without_reload(lambda: (me_too.click(), expect(me_too).to_have_attribute("aria-pressed", "false")))
    expect(me_too).to_be_focused()
    answer.refresh_from_db()
    assert answer.me_too_count == 0


@pytest.mark.parametrize("scripts", [False], ids=["without scripts"])
def test_a_kind_word_is_said_without_scripts_too(come, topic, make_post, member):
    answer = make_post("Twelve weeks helped me.")
    reader = come(member)
    reader.opens(topic.get_absolute_url())
    thanks = reader.post("Twelve weeks").get_by_role("button", name="Thank you")
    thanks.click()

    reader.is_at(f"{topic.get_absolute_url()}#post-{answer.pk}")
    expect(thanks).to_have_attribute("aria-pressed", "true")


def test_a_copied_link_opens_the_page_at_the_post_and_focuses_it(come, topic, make_post, member, stranger):
    for number in range(21):
        make_post(f"Answer number {number + 1}.")
    last = Post.objects.latest("pk")
    reader = come()
    reader.opens(topic.get_absolute_url())
    reader.follows("Next")
    reader.opens_the_menu_of("Answer number 21.").get_by_role("link", name="Link to this text").click()

    reader.is_at(f"{topic.get_absolute_url()}?page=2#post-{last.pk}")
    reader.stands_on(f"post-{last.pk}")
    expect(reader.page.locator(f"#post-{last.pk}")).to_be_in_viewport()


@both_ways
def test_a_later_edit_is_marked_and_its_author_reads_the_earlier_version(come, topic, make_post, stranger):
    post = make_post("Twelve weeks helped me.")
    author = come(stranger)
    author.opens(topic.get_absolute_url())
    author.opens_the_menu_of("Twelve weeks helped me.")
    author.follows("Edit")
    author.writes("Your text", "Fourteen weeks helped me.")
    author.presses("Save changes")
    author.sees("Your changes are saved.", "Fourteen weeks helped me.")

    author.opens_the_menu_of("Fourteen weeks helped me.")
    author.follows("Earlier versions")
    author.sees("Twelve weeks helped me.")
    reader = come()
    reader.opens(f"/posts/{post.pk}/")
    reader.sees("Fourteen weeks helped me.")
    reader.does_not_see("Twelve weeks")


@both_ways
def test_a_member_reports_a_text_and_is_thanked(come, topic, make_post, member, moderator):
    make_post("You are all fools.")
    reporter = come(member)
    reporter.opens(topic.get_absolute_url())
    reporter.opens_the_menu_of("You are all fools.")
    reporter.follows("Report")
    reporter.chooses("It is unkind or hateful")
    reporter.presses("Send the report")
    reporter.sees("Thank you. A moderator will look; you are told the outcome.", "You are all fools.")

    desk = come(moderator)
    desk.opens("/moderation/?show=reported")
    desk.sees("1 report", "You are all fools.")


@both_ways
def test_an_author_takes_a_text_back_after_being_asked_once(come, topic, make_post, stranger):
    make_post("I would rather not have said this.")
    author = come(stranger)
    author.opens(topic.get_absolute_url())
    author.opens_the_menu_of("I would rather not have said this.")
    author.follows("Withdraw")
    author.sees("Take this text back?")
    author.presses("Withdraw")

    author.sees("Your text was taken back.")
    author.does_not_see("I would rather not have said this.")


@both_ways
def test_what_is_missing_is_said_at_the_top_and_nothing_typed_is_lost(come, board, member):
    asker = come(member)
    asker.opens("/forum/ask/")
    asker.writes("Your question, in one sentence", QUESTION)
    asker.presses("Post question")

    asker.sees("There is a problem", "Choose a board.")
    asker.sees_field("Your question, in one sentence", QUESTION)
    assert asker.page.title().startswith("Error:")
    asker.page.get_by_role("link", name="Choose a board.").click()
    expect(asker.page.get_by_label(board.name)).to_be_focused()


def test_the_summary_of_problems_takes_the_focus(come, board, member):
    asker = come(member)
    asker.opens("/forum/ask/")
    asker.presses("Post question")
    expect(asker.page.locator("[data-problem]")).to_be_focused()


@both_ways
def test_notices_are_all_read_at_one_press(come, member, topic, make_post):
    make_post("One answer.")
    tell_waiting()
    asker = come(member)
    asker.opens("/notifications/")
    asker.presses("Mark all as read")

    asker.sees("Earlier")
    assert not Notice.objects.filter(member=member).unread().exists()


@both_ways
def test_the_row_of_a_reply_is_calm_and_its_menu_opens_by_keyboard_without_moving_the_page(
    come, topic, make_post, member
):
    make_post("Twelve weeks helped me.")
    make_post("It stung at first.")
    reader = come(member)
    reader.opens(topic.get_absolute_url())
    post = reader.post("Twelve weeks")
    acts = post.locator(".post__acts")
    in_row = acts.get_by_role("button").or_(acts.get_by_role("link")).all_inner_texts()
    assert [words.split("\n")[0] for words in in_row] == ["Reply", "This helped me", "Thank you"]

    below = reader.post("It stung").evaluate(FROM_TOP)
    post.locator("summary").focus()
    reader.presses_key("Enter")
    expect(acts.get_by_role("link", name="Report")).to_be_visible()
    assert reader.post("It stung").evaluate(FROM_TOP) == below
    reader.presses_key("Tab")
    expect(acts.get_by_role("button", name="Helpful")).to_be_focused()
    box = post.locator(".more__list").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
