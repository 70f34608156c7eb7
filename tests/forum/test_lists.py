"""Lists of topics by tag, and of those nobody has answered: narrowed, marked, page by page at equal cost."""

import pytest
from django.test import Client

from discussion.models import Audience
from forum.actions import set_audience
from forum.models import Board, Tag
from members.models import Block


@pytest.fixture
def scalp(db):
    return Tag.objects.create(slug="scalp", name="Scalp", theme="body")


@pytest.fixture
def itch(db):
    return Tag.objects.create(slug="itch", name="Itch", theme="life")


@pytest.fixture
def tagged(make_topic):
    """tagged("A title", scalp, board=…) -> Topic"""

    def make(title: str, *tags: Tag, **given):
        topic = make_topic(title=title, **given)
        topic.tags.set(tags)
        return topic

    return make


def titles(page) -> list[str]:
    return [topic.title for topic in page.context["topics"]]


def all_pages(client, address: str, **query) -> list[str]:
    found, before = [], ""
    while True:
        page = client.get(address, query | ({"before": before} if before else {}))
        found += titles(page)
        if not (before := page.context["older"]):
            return found


class TestTags:
    def test_the_index_leads_to_every_tag_that_is_offered(self, client, scalp, itch, max_queries):
        Tag.objects.create(slug="old", name="Old word", theme="life", offered=False)
        with max_queries(1):
            text = client.get("/tags/").text

        for words in ("Parts of the body", "Themes", 'href="/tags/scalp/">Scalp', 'href="/tags/itch/">Itch'):
            assert words in text
        assert "Old word" not in text

    def test_a_tag_lists_its_questions_the_newest_first(self, client, tagged, scalp, itch):
        tagged("The first question", scalp, itch)
        tagged("Another question", itch)
        tagged("The second question", scalp)

        page = client.get("/tags/scalp/")
        assert titles(page) == ["The second question", "The first question"]
        assert 'href="/tags/itch/">Itch' in page.text
        assert 'href="/forum/ask/?tag=scalp"' in page.text

    def test_a_tag_nobody_may_choose_any_more_keeps_its_questions(self, client, tagged, scalp):
        tagged("The first question", scalp)
        Tag.objects.update(offered=False)

        page = client.get("/tags/scalp/")
        assert titles(page) == ["The first question"]
        assert '?tag=scalp">Ask' not in page.text

    def test_older_pages_repeat_and_miss_nothing(self, client, tagged, scalp, itch):
        for number in range(60):
            tagged(f"Question number {number:02}", scalp if number % 2 else itch, itch)

        assert all_pages(client, "/tags/scalp/") == [f"Question number {n:02}" for n in reversed(range(60)) if n % 2]
        assert len(all_pages(client, "/tags/itch/")) == 60

    @pytest.mark.parametrize("before", ["x", "-1", "1.5", "9" * 30, "2026-11-22T10:00:00_1", "\x00"])
    def test_a_made_up_place_is_not_found(self, client, scalp, before):
        assert client.get("/tags/scalp/", {"before": before}).status_code == 404

    def test_a_tag_that_is_not_there_is_not_found(self, client, db):
        assert client.get("/tags/nothing/").status_code == 404

    @pytest.mark.parametrize("number", [1, 27])
    def test_it_costs_a_visitor_three_questions_and_a_member_six_more(
        self, client, tagged, scalp, itch, stranger, max_queries, number
    ):
        for count in range(number):
            tagged(f"Question number {count}", scalp, itch)
        signed_in = Client()
        signed_in.force_login(stranger)
        signed_in.get("/tags/scalp/")

        with max_queries(3):
            client.get("/tags/scalp/")
        with max_queries(9):
            signed_in.get("/tags/scalp/")

    def test_what_is_not_for_the_reader_is_not_in_it(self, client, tagged, scalp, member, stranger):
        tagged("A question for members", scalp)
        set_audience(scalp.topics.get(), Audience.MEMBERS)
        tagged("A held question", scalp, outcome="hold")

        assert titles(client.get("/tags/scalp/")) == []
        assert "A question for members" not in client.get("/feeds/tags/scalp/").text
        client.force_login(stranger)
        assert titles(client.get("/tags/scalp/")) == ["A question for members"]
        Block.objects.create(member=stranger, other=member, kind="block")
        assert titles(client.get("/tags/scalp/")) == []


class TestUnanswered:
    @pytest.fixture
    def joints(self, db):
        return Board.objects.create(slug="joints", name="Joints", description="About joints.")

    def test_it_lists_what_nobody_answered_the_newest_first(self, client, topic, tagged, make_post):
        tagged("The first question")
        make_post("An answer.", thread=topic.thread)
        tagged("The second question")

        assert titles(client.get("/unanswered/")) == ["The second question", "The first question"]

    def test_it_is_narrowed_by_board_and_by_tag(self, client, tagged, joints, board, scalp):
        tagged("Neither this nor that")
        tagged("On the board", board=joints)
        tagged("With the tag", scalp)
        tagged("Both of them", scalp, board=joints)

        assert titles(client.get("/unanswered/", {"board": "joints"})) == ["Both of them", "On the board"]
        assert titles(client.get("/unanswered/", {"tag": "scalp"})) == ["Both of them", "With the tag"]
        page = client.get("/unanswered/", {"board": "joints", "tag": "scalp"})
        assert titles(page) == ["Both of them"]
        assert '<option value="scalp" selected>' in page.text
        assert titles(client.get("/unanswered/", {"board": "", "tag": ""}))[0] == "Both of them"

    @pytest.mark.parametrize("query", [{"board": "nothing"}, {"tag": "nothing"}, {"tag": "\x00"}])
    def test_narrowed_by_nothing_we_have_it_is_not_found(self, client, scalp, query):
        assert client.get("/unanswered/", query).status_code == 404

    def test_older_pages_stay_narrowed(self, client, tagged, joints, scalp):
        for number in range(60):
            tagged(f"Question number {number:02}", *([scalp] if number % 2 else []), board=joints)
        wanted = [f"Question number {n:02}" for n in reversed(range(60)) if n % 2]

        assert all_pages(client, "/unanswered/", tag="scalp", board="joints") == wanted
        page = client.get("/unanswered/", {"tag": "scalp", "board": "joints"})
        assert f'href="?board=joints&amp;tag=scalp&amp;before={page.context["older"].replace(":", "%3A")}"' in page.text

    @pytest.mark.parametrize("number", [1, 27])
    def test_it_costs_four_questions(self, client, tagged, joints, scalp, max_queries, number):
        for count in range(number):
            tagged(f"Question number {count}", scalp, board=joints)

        for query in ({}, {"tag": "scalp", "board": "joints"}):
            with max_queries(4):
                client.get("/unanswered/", query)

    def test_that_nobody_waits_is_said_kindly(self, client, scalp):
        assert "That is good news" in client.get("/unanswered/", {"tag": "scalp"}).text


def test_what_is_for_members_is_counted_for_members_alone(client, tagged, stranger):
    set_audience(tagged("A question for members"), Audience.MEMBERS)

    for address in ("/forum/", "/"):
        assert "0 questions" in Client().get(address).text
    client.force_login(stranger)
    for address in ("/forum/", "/"):
        assert "1 question" in client.get(address).text


def test_boards_and_the_index_show_tags_and_who_may_read(client, tagged, scalp, stranger, max_queries):
    topic = tagged("A question for members", scalp)
    set_audience(topic, Audience.MEMBERS)
    client.force_login(stranger)

    for address in ("/forum/", topic.board.get_absolute_url()):
        client.get(address)
        with max_queries(10):
            text = client.get(address).text
        assert 'href="/tags/scalp/">Scalp' in text
        assert "members only" in text
