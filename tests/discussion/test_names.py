"""The box that takes the name off a text: what is said beside it, and how it stands."""

import re

import pytest

from discussion import drafts
from discussion.models import Draft, PendingText, Post, ThreadAlias

TICKED = re.compile(r'<input type="checkbox" name="anonymous"[^>]* checked')


@pytest.fixture
def writes(client, topic):
    """writes(member, "text", anonymous=True) -> posts an answer through the form"""

    def write(member, body: str, *, anonymous: bool = False, act: str = "send"):
        client.force_login(member)
        box = {"anonymous": "on"} if anonymous else {}
        return client.post(f"/threads/{topic.thread_id}/answer/", {"body": body, "act": act} | box)

    return write


@pytest.fixture
def form(client, topic):
    """form(member) -> the form under the topic, as this member sees it"""

    def open_form(member) -> str:
        client.force_login(member)
        return client.get(topic.get_absolute_url()).text.split('id="text-form"')[1]

    return open_form


def test_the_box_stands_unticked_below_the_text_with_what_it_means(form, stranger):
    page = form(stranger)

    assert page.index('name="body"') < page.index('name="anonymous"') < page.index("the same one in this discussion")
    assert not TICKED.search(page)


def test_a_visitor_is_told_what_it_means_too(client, topic):
    assert "the same one in this discussion and in no other" in client.get(f"/threads/{topic.thread_id}/answer/").text


def test_whoever_wrote_under_their_name_is_told_that_others_may_guess(form, writes, stranger):
    writes(stranger, "Oats in the bath.")
    page = form(stranger)

    assert "You wrote here under your name before" in page
    assert not TICKED.search(page)


def test_whoever_wrote_without_a_name_goes_on_so_unless_they_choose(form, writes, stranger, topic):
    writes(stranger, "I would rather not say.", anonymous=True)
    page = form(stranger)
    assert "You wrote here as “Anonymous 1”." in page
    assert TICKED.search(page)

    writes(stranger, "And now by name.")
    assert [post.byline for post in topic.thread.posts.filter(answer_no__gt=0).order_by("pk")] == ["Anonymous 1", "Jon"]
    page = form(stranger)
    assert "You wrote here under your name and as “Anonymous 1”." in page
    assert not TICKED.search(page)


def test_a_text_on_another_page_counts_too(client, form, writes, make_post, stranger, topic, max_queries):
    writes(stranger, "Oats in the bath.")
    for number in range(20):
        make_post(f"Answer {number}.", author=topic.author)
    client.force_login(stranger)
    client.get(f"{topic.get_absolute_url()}?page=2")

    with max_queries(12):
        page = client.get(f"{topic.get_absolute_url()}?page=2").text
    assert "Oats in the bath." not in page
    assert "You wrote here under your name before" in page


def test_what_was_taken_back_or_removed_is_no_name_that_others_read(form, writes, stranger, client):
    writes(stranger, "Oats in the bath.")
    client.post(f"/posts/{Post.objects.latest('pk').pk}/withdraw/")

    assert "under your name before" not in form(stranger)


def test_the_box_is_kept_in_a_draft_and_so_is_the_lack_of_its_tick(client, form, writes, stranger, topic):
    writes(stranger, "Half a thought", anonymous=True, act="preview")
    assert Draft.objects.get().fields["anonymous"] == "on"
    assert TICKED.search(form(stranger))
    assert "without your name" in client.get("/drafts/").text

    writes(stranger, "I would rather not say.", anonymous=True)
    drafts.keep(stranger, place=f"thread:{topic.thread_id}", fields={"body": "By name", "key": "k"})
    assert not TICKED.search(form(stranger))


@pytest.mark.parametrize("anonymous", [True, False])
def test_a_visitors_text_keeps_the_box_as_it_was_until_they_have_joined(client, topic, newcomer, anonymous):
    box = {"anonymous": "on"} if anonymous else {}
    address = f"/threads/{topic.thread_id}/answer/"
    client.post(address, {"body": "Twelve weeks helped me.", "act": "send"} | box)
    assert PendingText.objects.exists()
    assert bool(TICKED.search(client.get(address).text)) is anonymous

    client.force_login(newcomer)
    client.get("/pending/")
    assert (Post.objects.latest("pk").alias is not None) is anonymous


def test_the_author_reads_you_beside_the_label_and_nobody_else_does(client, writes, stranger, member, topic):
    writes(stranger, "I would rather not say.", anonymous=True)

    def reads_you(reader) -> bool:
        client.force_login(reader)
        post = client.get(topic.get_absolute_url()).text.split("Anonymous 1</span>")[1]
        return 'class="role">you<' in post.split("</p>")[0]

    assert (reads_you(stranger), reads_you(member)) == (True, False)


def test_a_member_who_leaves_leaves_the_label(client, writes, stranger, topic, member):
    writes(stranger, "I would rather not say.", anonymous=True)
    stranger.delete()

    assert ThreadAlias.objects.get().member is None
    client.force_login(member)
    page = client.get(topic.get_absolute_url()).text
    assert "Anonymous 1" in page and "I would rather not say." in page


def test_a_new_voice_never_takes_the_number_of_one_who_left(writes, stranger, member, topic):
    writes(stranger, "I would rather not say.", anonymous=True)
    stranger.delete()
    writes(member, "Nor would I.", anonymous=True)

    assert [alias.number for alias in ThreadAlias.objects.order_by("pk")] == [1, 2]
