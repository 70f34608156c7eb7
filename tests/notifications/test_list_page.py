"""The page of a member's notices."""

import html

import pytest
from django.urls import reverse
from django.utils import timezone

from discussion import actions as discussion
from discussion.models import Post
from members.models import Block
from moderation.models import Case
from notifications import follows, listing, words
from notifications.models import Notice
from notifications.subjects import Described
from notifications.telling import tell_waiting
from tests.texts import decided, new_key, verdict

LIST = "/notifications/"


@pytest.fixture
def make_notice(member):
    def make(text: str = "Jon replied to your question.", **fields) -> Notice:
        about = {"member": member, "kind": Notice.Kind.ANSWER, "text": text, "url": "/rules/"}
        return Notice.objects.create(**about | fields)

    return make


def test_a_visitor_is_asked_to_sign_in(client, db):
    response = client.get(LIST)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.fixture
def reader(make_member, topic):
    """Follows the topic, and is told what is written there from now on."""
    tell_waiting()
    reader = make_member("Rita")
    follows.follow(reader, f"thread:{topic.thread_id}")
    return reader


def listed(client, member, query: str = "") -> str:
    client.force_login(member)
    return html.unescape(client.get(f"{LIST}{query}").content.decode())


def test_unread_notices_come_first_whatever_their_age(client, member, make_notice):
    make_notice("An old one, not yet read")
    make_notice("A newer one, read", read_at=timezone.now())
    client.force_login(member)

    page = client.get(LIST).content.decode()
    assert page.index("An old one, not yet read") < page.index("A newer one, read")


def test_an_empty_list_says_what_will_stand_there(client, member):
    client.force_login(member)
    page = client.get(LIST).content.decode()
    assert "Nothing yet." in page
    assert "Mark all as read" not in page


def test_opening_a_notice_marks_it_as_read_and_goes_to_its_page(client, member, make_notice):
    notice, other = make_notice(), make_notice()
    client.force_login(member)

    response = client.post(f"{LIST}{notice.pk}/")
    assert (response.status_code, response.url) == (302, "/rules/")
    assert list(Notice.objects.unread()) == [other]


def test_reading_the_list_marks_nothing(client, member, make_notice):
    make_notice()
    client.force_login(member)
    client.get(LIST)
    assert Notice.objects.unread().count() == 1


def test_one_button_marks_all_as_read_and_only_ones_own(client, member, stranger, make_notice):
    make_notice()
    make_notice()
    theirs = make_notice(member=stranger)
    client.force_login(member)

    assert client.post(f"{LIST}read/").status_code == 302
    assert list(Notice.objects.unread()) == [theirs]


def test_nobody_opens_or_sees_the_notices_of_others(client, stranger, make_notice):
    notice = make_notice("Only for Marie")
    client.force_login(stranger)

    assert "Only for Marie" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{notice.pk}/").status_code == 404
    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("address", [f"{LIST}read/", f"{LIST}1/"])
def test_nothing_is_marked_by_a_plain_link(client, member, address):
    client.force_login(member)
    assert client.get(address).status_code == 405


def test_the_list_costs_the_same_with_one_notice_and_with_many(
    client, member, make_notice, django_assert_max_num_queries
):
    client.force_login(member)
    for _ in range(30):
        make_notice()
    with django_assert_max_num_queries(4 + 6):
        client.get(LIST)


def test_one_reply_says_who_wrote_where(client, make_post, topic, reader):
    make_post()
    tell_waiting()
    assert f"Jon wrote in “{topic.title}”, which you follow<" in listed(client, reader)


def test_no_line_that_names_a_text_ends_with_a_full_stop():
    text = Described(title="A title", byline="Jon")
    lines = [words.one(kind, text) for kind in words.STORED if kind != Notice.Kind.REPORT]

    assert [line for line in lines if line.endswith(".")] == []


def test_replies_of_one_thread_stand_in_one_row_that_leads_to_the_first(client, make_post, topic, reader):
    first, *_rest = [make_post(f"Reply number {number}.") for number in range(3)]
    tell_waiting()
    page = listed(client, reader)
    assert f"3 new replies in “{topic.title}”" in page
    assert page.count("Read it</button>") == 1

    notice = Notice.objects.get(member=reader, subject_id=first.pk)
    last = Notice.objects.filter(member=reader).latest("pk").pk
    response = client.post(f"{LIST}{notice.pk}/", {"upto": last})
    assert response.url == f"/posts/{first.pk}/"
    assert not Notice.objects.filter(member=reader).unread().exists()
    assert f"3 replies in “{topic.title}”" in listed(client, reader)


def test_what_came_after_the_page_was_made_stays_unread(client, make_post, reader):
    notice = _told_of(make_post(), reader)
    later = _told_of(make_post("A moment later."), reader)
    client.force_login(reader)
    client.post(f"{LIST}{notice.pk}/", {"upto": notice.pk, "act": "read"})
    assert list(Notice.objects.filter(member=reader).unread()) == [later]


@pytest.mark.parametrize("upto", ["", "x", "9" * 40])
def test_a_row_without_its_end_marks_its_first_alone(client, make_post, reader, upto):
    notice = _told_of(make_post(), reader)
    _told_of(make_post("Another."), reader)
    client.force_login(reader)
    client.post(f"{LIST}{notice.pk}/", {"upto": upto})
    assert Notice.objects.filter(member=reader).unread().count() == 1


def test_a_row_says_that_something_in_it_is_for_the_reader(client, make_post, stranger, reader):
    answer = make_post(author=reader)
    tell_waiting()
    make_post("Thank you, Rita.", under=answer)
    make_post("And one for all.")
    tell_waiting()
    page = listed(client, reader)
    assert "2 new replies in" in page
    assert "Somebody replies to you there." in page


def test_a_new_question_on_a_followed_board_is_a_row(client, make_topic, board, stranger, reader):
    follows.follow(reader, f"board:{board.pk}")
    make_topic(author=stranger, title="What do you do against itching at night?")
    tell_waiting()
    assert "Jon asked: “What do you do against itching at night?”" in listed(client, reader)


def test_an_anonymous_writer_is_called_by_their_label(client, topic, stranger, reader):
    sent = discussion.Sent(author=stranger, body="It helped.", key=new_key(), assessment=verdict(), anonymous=True)
    discussion.submit_answer(topic.thread, sent)
    tell_waiting()
    page = listed(client, reader)
    assert "Anonymous 1 wrote in" in page
    assert "Jon" not in page


def test_a_title_that_was_changed_is_shown_as_it_is_now(client, make_post, topic, reader):
    make_post()
    tell_waiting()
    type(topic).objects.filter(pk=topic.pk).update(title="A better title")
    assert "“A better title”" in listed(client, reader)


@pytest.mark.parametrize("by", ["stranger", "member"])
def test_after_a_block_nothing_of_them_is_listed_or_counted(client, make_post, topic, stranger, member, reader, by):
    """Of the writer, and of the asker, with whom the whole topic goes."""
    make_post()
    tell_waiting()
    assert listing.unread_count(reader) == 1
    Block.objects.create(member=reader, other={"stranger": stranger, "member": member}[by], kind="block")

    assert listing.unread_count(reader) == 0
    assert "Nothing yet." in listed(client, reader)
    assert client.post(f"{LIST}{Notice.objects.get(member=reader).pk}/").status_code == 404


def test_a_removed_text_is_neither_listed_nor_counted(client, make_post, reader, moderator):
    post = make_post(outcome="flag")
    tell_waiting()
    decided(Case.objects.open_about(post).get(), act="remove", moderator=moderator, rule="contact", message="x")
    assert listing.unread_count(reader) == 0
    assert "Jon" not in listed(client, reader)


def test_a_text_hidden_without_a_word_is_not_listed_either(client, make_post, reader):
    post = make_post()
    tell_waiting()
    Post.objects.filter(pk=post.pk).update(status="removed")
    assert "Nothing yet." in listed(client, reader)


def test_muting_from_a_row_marks_it_read_and_can_be_undone_there(client, make_post, reader):
    notice = _told_of(make_post(), reader)
    client.force_login(reader)
    page = client.post(f"{LIST}{notice.pk}/mute/", {"act": "mute", "upto": notice.pk}, follow=True).text
    assert "Muted. You will hear no more of it." in page
    assert "Hear of it again" in page
    make_post("Nobody tells Rita of this.")
    tell_waiting()
    assert Notice.objects.filter(member=reader).count() == 1

    client.post(f"{LIST}{notice.pk}/mute/", {"act": "unmute"})
    make_post("But of this.")
    tell_waiting()
    assert Notice.objects.filter(member=reader).count() == 2


def test_what_belongs_to_no_thread_cannot_be_muted(client, member, make_notice):
    notice = make_notice()
    client.force_login(member)
    assert client.post(f"{LIST}{notice.pk}/mute/").status_code == 404
    assert "Mute this" not in listed(client, member)


def test_older_rows_stand_on_further_pages_each_once(client, member, make_notice, monkeypatch):
    monkeypatch.setattr(listing, "ROWS", 3)
    for number in range(8):
        make_notice(f"Notice {number}.", read_at=timezone.now() if number < 4 else None)
    seen, query = [], ""
    for _page in range(3):
        page = listed(client, member, query)
        seen += [number for number in range(8) if f"Notice {number}." in page]
        query = f"?before={page.partition('?before=')[2].partition(chr(34))[0]}" if "?before=" in page else ""
    assert sorted(seen) == list(range(8))
    assert query == ""


@pytest.mark.parametrize("before", ["x", "new-", "new-x", "old-3", "read--3", "new-" + "9" * 30])
def test_a_page_that_is_not_one_is_not_found(client, member, before):
    client.force_login(member)
    assert client.get(f"{LIST}?before={before}").status_code == 404


def test_a_page_past_the_end_leads_back(client, member):
    assert "Back to the newest" in listed(client, member, "?before=read-1")


def test_a_list_of_many_threads_costs_as_much_as_a_list_of_one(client, make_topic, make_post, member, max_queries):
    for number in range(12):
        topic = make_topic(title=f"Question number {number}?")
        make_post(thread=topic.thread)
        make_post("And another.", thread=topic.thread)
    while tell_waiting():
        pass
    client.force_login(member)
    with max_queries(4 + 6):
        page = client.get(LIST).content.decode()
    assert page.count("2 new replies in") == 12


def test_the_menu_counts_what_is_unread_and_stops_at_a_hundred(member, make_notice):
    Notice.objects.bulk_create(Notice(member=member, kind="report", text="x", url="/") for _number in range(120))
    assert listing.unread_count(member) == 100


def _told_of(post, member) -> Notice:
    tell_waiting()
    return Notice.objects.get(member=member, subject_id=post.pk)
