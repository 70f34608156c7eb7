"""Tags and audience of a topic change later: by its asker and, on the record, by those who look after the board."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from discussion import actions as discussion
from discussion.models import Audience, Post
from forum import changes
from forum.actions import set_audience
from forum.models import Board, Tag, Topic
from members.models import Block, Role
from moderation.models import AuditDetail, AuditEntry, ModeratorScope
from notifications.models import Notice
from rendering.quotes import quotation_of
from search.models import Document
from tests.site.library import make_explainer
from tests.texts import ADVERT, verdict


@pytest.fixture
def scalp(db):
    return Tag.objects.create(slug="scalp", name="Scalp", theme="body", synonyms="hair")


@pytest.fixture
def itch(db):
    return Tag.objects.create(slug="itch", name="Itch", theme="life")


@pytest.fixture
def board_moderator(make_member, board):
    found = make_member("Bo", role=Role.BOARD_MODERATOR)
    ModeratorScope.objects.create(member=found, place_key=f"board:{board.slug}")
    return found


@pytest.fixture
def library_page():
    return make_explainer(slug="light", title="Light therapy on the scalp")


def tags_of(topic) -> list[str]:
    return sorted(topic.tags.values_list("slug", flat=True))


def logged() -> list[tuple]:
    entries = AuditEntry.objects.filter(act="topic-changed").order_by("pk")
    return [
        (entry.actor_id, entry.subject_id, json.loads(AuditDetail.objects.get(pk=entry.pk).text)) for entry in entries
    ]


class TestTags:
    def url(self, topic):
        return f"/topics/{topic.pk}/tags/"

    def test_the_asker_changes_them_and_nothing_is_logged(self, client, topic, member, scalp, itch):
        topic.tags.set([itch])
        client.force_login(member)
        page = client.get(topic.get_absolute_url())
        assert f'href="{self.url(topic)}"' in page.text

        response = client.post(self.url(topic), {"tags": [scalp.pk]}, follow=True)
        assert tags_of(topic) == ["scalp"]
        assert "The tags are saved." in response.text
        assert 'href="/tags/scalp/">Scalp' in response.text
        assert logged() == []

    def test_the_search_finds_it_by_its_new_tag_and_no_longer_by_the_old_one(self, client, topic, member, scalp, itch):
        topic.tags.set([itch])
        changes.change_tags(topic, [scalp], by=member)

        for tag, found in (("scalp", True), ("itch", False)):
            page = client.get("/search/", {"q": "light", "tag": tag})
            assert (topic.get_absolute_url() in page.text) is found

    def test_what_the_question_speaks_of_is_suggested_and_what_it_has_is_ticked(
        self, client, topic, member, scalp, itch
    ):
        topic.tags.set([itch])
        client.force_login(member)
        shown = client.get(self.url(topic)).context["form"].tags_shown

        assert [(choice.tag.slug, choice.is_chosen) for choice in shown.first] == [("scalp", False), ("itch", True)]

    def test_a_tag_that_is_no_longer_offered_can_stay(self, client, topic, member, scalp, itch):
        topic.tags.set([itch])
        Tag.objects.filter(pk=itch.pk).update(offered=False)
        client.force_login(member)

        client.post(self.url(topic), {"tags": [scalp.pk, itch.pk]})
        assert tags_of(topic) == ["itch", "scalp"]
        client.post(self.url(topic), {})
        client.post(self.url(topic), {"tags": [itch.pk]})
        assert tags_of(topic) == []

    def test_six_are_too_many(self, client, topic, member):
        six = [Tag.objects.create(slug=f"t{n}", name=f"Tag {n}", theme="life").pk for n in range(6)]
        client.force_login(member)
        page = client.post(self.url(topic), {"tags": six})

        assert page.status_code == 422
        assert "Choose at most 5 tags" in page.text

    @pytest.mark.parametrize("who", ["moderator", "board_moderator"])
    def test_whoever_looks_after_the_board_changes_them_and_the_log_knows(
        self, client, sign_in, topic, scalp, itch, request, who
    ):
        staff = request.getfixturevalue(who)
        topic.tags.set([itch])
        for _ in range(2):
            sign_in(client, staff).post(self.url(topic), {"tags": [scalp.pk]})

        assert tags_of(topic) == ["scalp"]
        assert logged() == [(staff.pk, topic.pk, {"before": {"tags": ["itch"]}, "after": {"tags": ["scalp"]}})]

    def test_a_moderator_shows_a_second_factor_first(self, client, topic, moderator, scalp):
        client.force_login(moderator)

        assert client.post(self.url(topic), {"tags": [scalp.pk]}).status_code == 302
        assert tags_of(topic) == []

    def test_others_find_no_such_page(self, client, sign_in, topic, stranger, editor, board_moderator, scalp):
        elsewhere = Board.objects.create(slug="joints", name="Joints", description="x")
        Topic.objects.filter(pk=topic.pk).update(board=elsewhere)
        for one in (stranger, editor, board_moderator):
            assert sign_in(Client(), one).get(self.url(topic)).status_code == 404
        assert client.get(self.url(topic)).status_code == 302

    def test_a_suspended_asker_changes_no_tags(self, client, topic, member, scalp):
        type(member).objects.filter(pk=member.pk).update(suspended_until=timezone.now() + timezone.timedelta(days=1))
        client.force_login(member)

        assert client.post(self.url(topic), {"tags": [scalp.pk]}).status_code == 403
        assert tags_of(topic) == []

    def test_a_visitors_topic_shows_all_it_can_within_six_questions(
        self, client, topic, make_post, moderator, scalp, itch, library_page, max_queries
    ):
        topic.tags.set([scalp, itch])
        answer = make_post("Has anyone tried MSC therapy?", outcome="card", author=moderator)
        make_post(quotation_of("Has anyone tried MSC therapy?", answer.pk) + "Not I.")
        for number in range(21):
            make_post(f"Answer {number}.")
        discussion.set_helpful(make_post("This is how."), on=True)
        client.get(topic.get_absolute_url())

        with max_queries(6):
            text = client.get(topic.get_absolute_url()).text
        for words in ('href="/tags/itch/">Itch', "Pat wrote this", "What helped the asker", "Explainers about this"):
            assert words in text


class TestAudience:
    def url(self, topic):
        return f"/topics/{topic.pk}/audience/"

    def opened(self, topic) -> bool:
        return Client().get(topic.get_absolute_url()).status_code == 200

    def test_the_asker_keeps_visitors_out_and_lets_them_in_again(self, client, topic, member, make_post):
        make_post("Written while everyone could read it.")
        client.force_login(member)

        said = client.post(self.url(topic), {"audience": "members"}, follow=True).text
        assert "Only members can read it now." in said
        assert not self.opened(topic)
        client.post(self.url(topic), {"audience": "everyone"})
        assert self.opened(topic)
        board = Board.objects.get(pk=topic.board_id)
        assert (board.topics_count, board.members_topics_count) == (1, 0)
        assert logged() == []

    @pytest.mark.parametrize("outcome", ["publish", "hold"])
    def test_what_others_wrote_for_members_stays_with_members(self, client, topic, member, make_post, outcome):
        set_audience(topic, Audience.MEMBERS)
        make_post(ADVERT if outcome == "hold" else "For your eyes.", outcome=outcome)
        client.force_login(member)

        assert "cannot be opened to everyone" in client.get(self.url(topic)).text
        response = client.post(self.url(topic), {"audience": "everyone"}, follow=True)
        assert "so it stays for members" in response.text
        assert not self.opened(topic)

    def test_so_does_what_they_changed_meanwhile(self, topic, member, make_post):
        post = make_post("For everyone.")
        set_audience(topic, Audience.MEMBERS)
        topic.refresh_from_db()
        assert not changes.written_for_members(topic)

        body = "For members alone: my name is Ada."
        discussion.edit(post, title="", body=body, assessment=verdict("publish", body), based_on=1)
        with pytest.raises(changes.WrittenForMembers):
            changes.change_audience(topic, Audience.EVERYONE, by=member)

    def test_ones_own_replies_keep_nobody_from_opening_it(self, topic, member, make_post):
        set_audience(topic, Audience.MEMBERS)
        make_post("One more thing.", author=member)

        changes.change_audience(topic, Audience.EVERYONE, by=member)
        assert self.opened(topic)

    def test_a_question_asked_for_members_knows_since_when(self, client, board, member, stranger, make_post):
        from .test_asking import ASK, question

        client.force_login(member)
        client.post(ASK, question(board, title="Cold hands at night", body="Any ideas?", audience="members"))
        topic = Topic.objects.get(audience="members")
        make_post("For members.", thread=topic.thread, author=stranger)

        assert changes.written_for_members(topic)

    def test_a_moderator_gives_a_reason_for_the_log(self, client, sign_in, topic, moderator):
        sign_in(client, moderator)
        page = client.post(self.url(topic), {"audience": "members"})
        assert page.status_code == 422
        assert "Say why" in page.text
        assert self.opened(topic)

        client.post(self.url(topic), {"audience": "members", "reason": "A name in it."})
        assert not self.opened(topic)
        told = {"before": {"audience": "everyone"}, "after": {"audience": "members"}, "reason": "A name in it."}
        assert logged() == [(moderator.pk, topic.pk, told)]
        notice = Notice.objects.get(member=topic.author)
        assert notice.text == "A moderator closed your question to visitors. Only members can read it now."
        assert topic.slug not in notice.url

    def test_a_suspended_asker_can_keep_visitors_out(self, client, topic, member):
        type(member).objects.filter(pk=member.pk).update(suspended_until=timezone.now() + timezone.timedelta(days=1))
        client.force_login(member)
        client.post(self.url(topic), {"audience": "members"})

        assert not self.opened(topic)

    def test_no_visitor_finds_it_in_the_search_afterwards(self, client, topic, member):
        client.force_login(member)
        client.post(self.url(topic), {"audience": "members"})

        assert topic.title not in Client().get("/search/", {"q": "light therapy scalp"}).text
        assert not Document.objects.filter(kind="topic", audience="everyone").exists()

    def test_what_is_no_audience_is_said(self, client, topic, member):
        client.force_login(member)
        page = client.post(self.url(topic), {"audience": "nobody"})

        assert page.status_code == 422
        assert "Choose who can read it." in page.text


class TestAsVisitor:
    BAR = "This is what a visitor sees."

    def url(self, topic):
        return f"/topics/{topic.pk}/as-visitor/"

    def test_it_is_the_visitors_page_letter_for_letter_below_a_bar(self, client, topic, make_post, member, stranger):
        make_post("An answer.")
        make_post(ADVERT, outcome="hold", author=member)
        client.force_login(member)
        response = client.get(self.url(topic))
        before, bar, after = re.fullmatch(
            r"(.*)(<section .*?</section>)(<header .*)", response.text, re.DOTALL
        ).groups()

        assert self.BAR in bar
        assert before + after == Client().get(topic.get_absolute_url()).text
        assert response.headers["Cache-Control"] == "no-store"

    def test_of_what_no_visitor_finds_it_says_so(self, client, topic, make_topic, member, stranger):
        set_audience(topic, Audience.MEMBERS)
        held = make_topic(title="Buy here, friends", body=ADVERT, outcome="hold")
        client.force_login(member)
        for one in (topic, held):
            text = client.get(self.url(one)).text
            assert "there is no such page" in text
            assert "An answer" not in text

    def test_whoever_cannot_open_the_topic_sees_nothing_here_either(self, client, topic, make_topic, stranger, member):
        held = make_topic(title="Buy here, friends", body=ADVERT, outcome="hold")
        client.force_login(stranger)
        assert client.get(self.url(held)).status_code == 404
        Block.objects.create(member=member, other=stranger, kind="block")
        assert client.get(self.url(topic)).status_code == 404
        assert Client().get(self.url(topic)).status_code == 302

    def test_any_page_of_it(self, client, topic, make_post, stranger):
        for number in range(21):
            make_post(f"Answer number {number}.")
        client.force_login(stranger)

        assert "Answer number 20." in client.get(self.url(topic), {"page": 2}).text
        assert "there is no such page" in client.get(self.url(topic), {"page": 3}).text

    def test_whom_the_member_does_not_meet_they_do_not_meet_here_either(self, client, topic, make_post, member, stranger):
        make_post("Oats in the bath.", author=stranger)
        make_post("Salt water.", author=member)
        Block.objects.create(member=stranger, other=member, kind="block")
        client.force_login(member)
        text = client.get(self.url(topic)).text

        assert "Salt water." in text
        assert "Oats in the bath." not in text

    def test_it_is_linked_for_the_asker_alone(self, client, topic, member, stranger):
        for one, linked in ((member, True), (stranger, False)):
            client.force_login(one)
            assert (self.url(topic) in client.get(topic.get_absolute_url()).text) is linked

    def test_it_changes_nothing_for_the_member(self, client, topic, member):
        client.force_login(member)
        session = dict(client.session)
        client.get(self.url(topic))

        assert dict(client.session) == session
        assert client.get(topic.get_absolute_url()).context["user_is_member"]
        assert not Post.objects.filter(answer_no__gt=0).exists()
