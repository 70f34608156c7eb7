"""How far members have read, and what is new to them."""

import pytest

from discussion import visits
from discussion.models import Bookmark, Post, ReadPosition, Thread
from moderation import actions as moderation
from moderation.models import Case
from tests.texts import decided, new_key


@pytest.fixture
def reader(make_member):
    return make_member("Rita")


def opened(reader, topic) -> None:
    thread = Thread.objects.get(pk=topic.thread_id)
    visits.read(reader, thread, upto=thread.last_seq)


def new(reader, topic) -> int:
    return visits.counts(reader, [topic.thread_id]).get(topic.thread_id, 0)


def test_nothing_is_new_in_a_thread_somebody_never_opened(topic, make_post, reader):
    make_post()

    assert new(reader, topic) == 0
    assert visits.first_new(reader, topic.thread) is None


def test_what_came_after_the_last_reading_is_new_and_the_oldest_of_it_comes_first(topic, make_post, reader):
    opened(reader, topic)
    first, _second = make_post("One."), make_post("Two.")

    assert new(reader, topic) == 2
    assert visits.first_new(reader, topic.thread) == first


def test_own_posts_and_hidden_ones_are_not_new(topic, make_post, reader):
    opened(reader, topic)
    make_post("Mine.", author=reader)
    make_post("Held.", outcome="hold")

    assert new(reader, topic) == 0


def test_a_post_released_late_is_new_though_later_ones_were_read(topic, make_post, reader, moderator):
    held = make_post("Held.", outcome="hold")
    make_post("Later.")
    opened(reader, topic)
    decided(Case.objects.get(), act="release", moderator=moderator)

    assert visits.first_new(reader, topic.thread) == held


def test_a_position_only_moves_upwards(topic, make_post, reader):
    make_post()
    opened(reader, topic)
    before = ReadPosition.objects.get().seq
    visits.read(reader, Thread.objects.get(pk=topic.thread_id), upto=1)
    visits.read(reader, Thread.objects.get(pk=topic.thread_id), upto=10_000)

    assert ReadPosition.objects.get().seq == before


def test_reading_the_first_page_leaves_the_posts_of_the_second_unread(topic, make_post, reader):
    opened(reader, topic)
    answers = [make_post(f"Answer {n}.") for n in range(21)]
    late = make_post("A late reply on page one.", under=answers[0])
    thread = Thread.objects.get(pk=topic.thread_id)
    visits.read(reader, thread, upto=thread.last_seq, page=1)

    assert visits.first_new(reader, thread) == answers[20]
    visits.read(reader, thread, upto=thread.last_seq, page=2)
    # Page two alone does not say that the late reply on page one was seen.
    assert visits.first_new(reader, thread) == late


def test_the_page_moves_the_position_by_a_post_and_marks_what_is_new(client, topic, make_post, reader):
    client.force_login(reader)
    opened(reader, topic)
    make_post("Brand new.")
    page = client.get(topic.get_absolute_url())
    assert "First new reply (1 new)" in page.text
    assert ReadPosition.objects.get().seq < Thread.objects.get(pk=topic.thread_id).last_seq

    answer = client.post(f"/threads/{topic.thread_id}/read/", {"upto": page.context["thread"].last_seq, "page": 1},
                         headers={"HX-Request": "true"})  # fmt: skip
    assert answer.status_code == 204
    assert "First new reply" not in client.get(topic.get_absolute_url()).text


def posts_from_its_page(client, topic, query: str = "") -> None:
    page = client.get(topic.get_absolute_url() + query)
    form = {"body": "Written without a script.", "key": new_key(), "act": "send"}
    form["shown"] = page.context["form"]["shown"].value()
    assert client.post(f"/threads/{topic.thread_id}/answer/", form).status_code == 302


def test_posting_counts_as_reading_what_the_page_of_the_form_showed(client, topic, make_post, reader):
    make_post("There before.")
    client.force_login(reader)
    page = client.get(topic.get_absolute_url())
    assert not ReadPosition.objects.exists()  # looking alone writes nothing

    missed = make_post("Came while they wrote.")
    form = {"body": "Mine.", "key": new_key(), "act": "send", "shown": page.context["form"]["shown"].value()}
    client.post(f"/threads/{topic.thread_id}/answer/", form)
    assert visits.first_new(reader, topic.thread) == missed
    assert new(reader, topic) == 1


def test_posting_from_one_page_leaves_the_posts_of_the_other_unread(client, topic, make_post, reader):
    opened(reader, topic)
    answers = [make_post(f"Answer {n}.") for n in range(21)]
    client.force_login(reader)
    posts_from_its_page(client, topic, "?page=2")
    assert visits.first_new(reader, topic.thread) == answers[0]

    posts_from_its_page(client, topic)
    assert visits.first_new(reader, topic.thread) == answers[20]


def test_a_reply_from_its_own_form_counts_as_reading_the_page_it_answers_on(client, topic, make_post, reader):
    answer = make_post("There before.")
    client.force_login(reader)
    form = client.get(f"/posts/{answer.pk}/reply/").context["form"]
    sent = {"body": "Mine.", "key": new_key(), "act": "send", "shown": form["shown"].value()}
    client.post(f"/posts/{answer.pk}/reply/", sent)
    make_post("Later.")

    assert new(reader, topic) == 1


@pytest.mark.parametrize("shown", ["", "x", "-1", "7:page:", "7:thread:1", "9" * 12, "99999999:page:0"])
def test_a_form_that_says_something_else_is_posted_all_the_same(client, topic, reader, shown):
    client.force_login(reader)
    form = {"body": "Mine.", "key": new_key(), "act": "send", "shown": shown}

    assert client.post(f"/threads/{topic.thread_id}/answer/", form).status_code == 302
    assert new(reader, topic) == 0


def test_marking_a_page_as_read_without_a_script_leads_back_to_it(client, topic, make_post, reader):
    for n in range(21):
        make_post(f"Answer {n}.")
    client.force_login(reader)
    assert "Mark as read up to here" in client.get(topic.get_absolute_url()).text

    marked = client.post(f"/threads/{topic.thread_id}/read/", {"upto": 30, "page": 2})
    assert marked.url == f"{topic.get_absolute_url()}?page=2"


def test_a_list_says_how_many_are_new_to_a_member_and_nothing_to_a_visitor(client, topic, make_post, reader):
    opened(reader, topic)
    make_post()
    assert "1 new" not in client.get("/forum/").text

    client.force_login(reader)
    assert "1 new" in client.get("/forum/").text


def test_the_link_to_what_is_new_leads_to_the_post(client, topic, make_post, reader):
    opened(reader, topic)
    post = make_post()
    client.force_login(reader)

    assert client.get(f"/threads/{topic.thread_id}/new/").url.endswith(f"#post-{post.pk}")
    opened(reader, topic)
    assert client.get(f"/threads/{topic.thread_id}/new/").url.endswith("#replies")


def test_a_bookmark_keeps_its_note_and_is_its_owners_alone(client, make_post, reader, member):
    post = make_post("Worth keeping.")
    client.force_login(reader)
    client.post(f"/posts/{post.pk}/bookmark/", {"note": "for my next visit"})
    assert "for my next visit" in client.get("/bookmarks/").text

    client.force_login(member)
    assert "for my next visit" not in client.get("/bookmarks/").text
    assert client.post(f"/posts/{post.pk}/bookmark/drop/").status_code == 404
    assert Bookmark.objects.count() == 1


def test_a_removed_bookmark_comes_back_with_its_note(client, make_post, reader):
    post = make_post()
    client.force_login(reader)
    client.post(f"/posts/{post.pk}/bookmark/", {"note": "mine"})
    page = client.post(f"/posts/{post.pk}/bookmark/drop/")

    assert page.context["note"] == "mine"
    assert not Bookmark.objects.exists()


def test_a_bookmark_of_a_text_that_is_gone_tells_nothing_of_it(client, make_post, reader):
    post = make_post("Soon to be gone.")
    client.force_login(reader)
    client.post(f"/posts/{post.pk}/bookmark/", {"note": ""})
    moderation.withdraw(Post.objects.get(pk=post.pk))

    page = client.get("/bookmarks/").text
    assert "not visible any more" in page
    assert post.context_title not in page


def test_bookmarks_cost_the_same_whether_few_or_many(client, make_post, make_topic, reader, max_queries):
    for n in range(5):
        Bookmark.objects.create(member=reader, post=make_post(f"Number {n}", thread=make_topic(title=f"Topic no {n}").thread))
    client.force_login(reader)

    with max_queries(8):
        client.get("/bookmarks/")
