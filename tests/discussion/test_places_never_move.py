from discussion.models import Post, Thread
from moderation import actions as moderation
from tests.texts import verdict


def test_answers_are_numbered_as_they_come_held_ones_included(make_post):
    first, held, third = make_post("one"), make_post("two", outcome="hold"), make_post("three")

    assert [post.answer_no for post in (first, held, third)] == [1, 2, 3]


def test_replies_are_numbered_under_their_answer(make_post):
    answer, other = make_post("one"), make_post("two")

    replies = [make_post("a", under=answer), make_post("b", under=answer), make_post("c", under=other)]
    assert [(post.answer_no, post.reply_no) for post in replies] == [(1, 1), (1, 2), (2, 1)]


def test_the_number_of_pages_comes_from_the_last_published_answer(make_post, topic):
    for number in range(20):
        make_post(f"answer {number}")
    held = make_post("held", outcome="hold")

    topic.thread.refresh_from_db()
    assert topic.thread.pages == 1

    held.refresh_from_db()
    moderation.revise(held, title="", body="fine", html="<p>fine</p>", assessment=verdict(), based_on=1)
    topic.thread.refresh_from_db()
    assert topic.thread.pages == 2


def test_a_text_released_late_counts_as_new_though_its_place_is_early(make_post):
    held, later = make_post("held", outcome="hold"), make_post("later")

    moderation.revise(held, title="", body="fine", html="<p>fine</p>", assessment=verdict(), based_on=1)
    held.refresh_from_db()
    assert held.answer_no < later.answer_no
    assert held.published_seq > later.published_seq


def test_hiding_the_last_answer_takes_its_page_away(make_post, topic):
    posts = [make_post(f"answer {number}") for number in range(21)]
    last = Post.objects.get(pk=posts[-1].pk)

    moderation.withdraw(last)
    assert Thread.objects.get(pk=topic.thread_id).pages == 1
