"""Similar questions while somebody asks and once before sending, and the end of an ask that is answered already."""

import re
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from discussion import drafts
from discussion.actions.posting import alias_in
from discussion.models import Audience, PendingText, Post
from forum import actions as forum
from forum import answering
from forum.models import AskEnded, Tag, Topic
from forum.similar import similar_to
from members.models import Block
from moderation import actions as moderation
from moderation.models import Status
from search.vocabulary import count_words, let_go
from tests.site.library import make_explainer
from tests.texts import INNOCENT, new_key

SIMILAR, ANSWERED, ASK = reverse("forum:similar"), reverse("forum:answered"), reverse("forum:ask")
TYPED = "Does light therapy help on the scalp?"


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()
    let_go()
    yield
    let_go()


def types(client, title: str = TYPED, body: str = "", **more):
    return client.post(SIMILAR, {"title": title, "body": body, **more})


def sends(client, board, title: str = TYPED, body: str = INNOCENT, **more):
    return client.post(ASK, {"title": title, "body": body, "board": board.pk, "key": new_key()} | more)


def shown(client, key: str | None = None) -> dict:
    """The fields of a form that has shown what is similar."""
    key = new_key() if key is None else key
    return signed(types(client, key=key).text, key)


def signed(page: str, key: str) -> dict:
    return {"key": key, "shown": re.search(r'name="shown" value="([^"]*)"', page)[1], "title": TYPED, "body": INNOCENT}


def found(title: str, body: str = "") -> list[str]:
    return [topic.title for topic in similar_to(title, body, AnonymousUser()).topics]


@pytest.fixture
def stem_cells(db) -> Tag:
    synonyms = "stem cell\nMSC\nWharton's jelly"
    return Tag.objects.create(slug="stem-cells", name="Stem cells", theme=Tag.Theme.TREATMENT, synonyms=synonyms)


class TestWhatIsSimilar:
    @pytest.mark.parametrize(
        "title",
        [
            "Does light therapy help on the scalp?",
            "scalp psoriasis and light",
            "Anyone had therapy by light?",
            "LIGHT!!! SCALP???",
        ],
    )
    def test_a_question_that_shares_the_telling_words_is(self, topic, title):
        assert found(title) == [topic.title]

    @pytest.mark.parametrize(
        "title", ["Does swimming in the sea help?", "How do you sleep?", "Scalp", "", "?!", "the " * 400]
    )
    def test_others_are_not(self, topic, title):
        assert found(title) == []

    def test_the_text_counts_beside_the_title(self, topic):
        assert found("What do you think of this?", "They offered me light therapy for my scalp.") == [topic.title]

    LONGER = "I read about infusions and wonder. My scalp is sore. They sent me a brochure and a price."

    @pytest.mark.parametrize("body", [LONGER, "Nails and knees and elbows.", "zzyzxine " * 50, LONGER * 20])
    def test_a_longer_text_takes_nothing_away_from_what_its_title_finds(self, topic, make_topic, body):
        make_explainer("Light therapy, explained", slug="light")
        for title in ("Infusions at home", "The price of infusions", "A brochure on infusions", "Nails, knees, elbows"):
            make_topic(title=title, body="Please tell.")

        title = "Is light therapy safe, proven, useful or dangerous?"
        alone, longer = similar_to(title, "", AnonymousUser()), similar_to(title, body, AnonymousUser())
        assert [row.title for row in alone.topics] == [topic.title]
        assert longer.topics[0] == topic
        assert longer.explainer == alone.explainer
        assert longer.explainer.title == "Light therapy, explained"

    def test_it_adds_to_it(self, topic, make_topic):
        other = make_topic(title="Infusions on the scalp: what do they cost?", body="Please tell.")

        assert found("Is light therapy safe?", "Or infusions on the scalp, at any cost?") == [topic.title, other.title]

    def test_what_a_text_says_and_no_other_does_hides_nothing_of_it(self, make_topic):
        for number in range(3):
            make_topic(title=f"Infusions, number {number}: what do they cost?", body="Please tell.")
        count_words()

        text = "Yesterday an acquaintance forwarded a glossy leaflet offering infusions; imagine what those must cost."
        assert len(found("What do you make of this?", text)) == 3

    def test_a_treatment_is_found_by_any_of_its_names(self, make_topic, stem_cells):
        one = make_topic(title="Has anyone tried MSC therapy for psoriasis?", body="Please tell.")
        other = make_topic(title="Wharton's jelly from abroad, a friend asks", body="Please tell.")

        assert found("Stem cells for the skin?") == [other.title, one.title]
        assert found("What do you think?", "They offered me a stem cell infusion.") == [other.title, one.title]

    def test_at_most_three_the_most_alike_first(self, make_topic):
        for title in (
            "Light on the scalp at home",
            "Light therapy for the scalp: weekly?",
            "Scalp and light",
            "My scalp in the light",
        ):
            make_topic(title=title, body="Please tell.")

        alike = found("Light therapy for the scalp, weekly or daily?")
        assert len(alike) == 3
        assert alike[0] == "Light therapy for the scalp: weekly?"

    def test_an_explainer_too(self, db):
        make_explainer("Light therapy, explained", slug="light")

        similar = similar_to("Is light therapy safe?", "", AnonymousUser())
        assert similar.explainer.url == "/articles/light/"
        assert not similar.topics


class TestWhoIsShownWhat:
    def test_what_is_for_members_is_shown_to_members(self, client, topic, stranger):
        forum.set_audience(topic, Audience.MEMBERS)

        assert types(client).status_code == 204
        client.force_login(stranger)
        assert topic.get_absolute_url() in types(client).text

    @pytest.mark.parametrize("status", [Status.HELD, Status.RETURNED, Status.REMOVED, Status.WITHDRAWN])
    def test_nobody_what_is_hidden(self, client, topic, question, make_post, status):
        make_post("It helped.")
        question.refresh_from_db()
        moderation.texts.move(question, (Status.PUBLISHED,), status)

        assert types(client).status_code == 204

    def test_nobody_whom_they_blocked_or_who_blocked_them(self, client, topic, member, stranger):
        Block.objects.create(member=member, other=stranger, kind=Block.Kind.BLOCK)
        client.force_login(stranger)

        assert types(client).status_code == 204

    def test_an_alias_is_out_of_a_blocks_reach(self, client, topic, member, stranger):
        alias = alias_in(topic.thread, member)
        Post.objects.filter(thread=topic.thread_id).update(alias=alias)
        Topic.objects.update(alias=alias)
        topic.refresh_from_db()
        forum.reindex(topic)
        Block.objects.create(member=member, other=stranger, kind=Block.Kind.BLOCK)
        client.force_login(stranger)

        text = types(client).text
        assert topic.get_absolute_url() in text
        assert member.username not in text


class TestWhileTyping:
    def test_it_is_told_once_and_only_when_it_changes(self, client, topic):
        text = types(client).text
        assert "This may answer it already" in text
        assert '<div hx-swap-oob="innerHTML:#similar-said">1 text may answer your question.' in text

        assert types(client, similar_shown=f"topic:{topic.pk}").status_code == 204
        assert types(client, "Something else about nails", similar_shown=f"topic:{topic.pk}").status_code == 200

    def test_it_goes_when_the_text_is_about_something_else(self, client, topic):
        text = types(client, "Nails and their colour", similar_shown=f"topic:{topic.pk}").text

        assert topic.title not in text
        assert 'id="similar"' in text
        assert '<div hx-swap-oob="innerHTML:#similar-said"></div>' in text

    def test_the_status_card_stands_with_it_where_it_applies(self, client, topic):
        call_command("load_library", verbosity=0)

        assert 'class="status"' in types(client, "Has anyone tried stem cell therapy?").text
        assert 'class="status"' not in types(client).text

    def test_it_counts_replies_as_the_list_and_the_topic_do(self, client, topic, make_post):
        make_post("Not for me.", under=make_post("It helped me."))

        forum_page, topic_page = client.get(reverse("forum:index")), client.get(topic.get_absolute_url())
        for text in (types(client).text, forum_page.text, topic_page.text):
            assert ">2 replies<" in text or "· 2 replies ·" in text

    def test_nothing_typed_stands_in_an_address(self, client, topic):
        assert client.get(SIMILAR, {"title": TYPED}).status_code == 405

    def test_it_is_limited(self, client, topic, settings):
        settings.LIMITS = {"similar": {"address": "2/h"}, "page": {}}

        assert [types(client).status_code for _ in range(3)] == [200, 200, 429]

    def test_it_costs_few_queries(self, client, topic, stranger, max_queries):
        client.force_login(stranger)
        types(client)

        with max_queries(10):
            types(client)

    @pytest.mark.parametrize("typed", ["\0", '"', "' OR 1=1 --", "x" * 100_000, "light " * 50_000, "NEAR(", "😀" * 500])
    def test_whatever_is_typed_is_answered(self, client, topic, typed):
        assert types(client, typed, typed).status_code in (200, 204)


class TestBeforeSending:
    def test_it_is_asked_once_and_nothing_is_lost(self, client, topic, board, stranger):
        client.force_login(stranger)

        response = sends(client, board)
        assert response.status_code == 200
        assert "Before you post: does one of these answer it?" in response.text
        assert "None of these, post my question" in response.text
        assert TYPED in response.text and INNOCENT in response.text
        assert 'name="similar_seen" value="1"' in response.text
        assert drafts.find(stranger, place="ask").fields["body"] == INNOCENT
        assert Topic.objects.count() == 1

        assert sends(client, board, similar_seen="1").status_code == 302
        assert Topic.objects.count() == 2

    def test_a_question_like_no_other_is_posted_at_once(self, client, topic, board, stranger):
        client.force_login(stranger)

        assert (
            sends(client, board, "What do you cook on bad days?", "Soup, mostly. And you, my friends?").status_code
            == 302
        )

    def test_a_visitor_is_asked_before_joining(self, client, topic, board):
        assert "None of these, post my question" in sends(client, board).text
        assert sends(client, board, similar_seen="1").url == reverse("members:join")
        assert PendingText.objects.get().fields["title"] == TYPED

    def test_a_preview_asks_nothing(self, client, topic, board, stranger):
        client.force_login(stranger)

        assert "does one of these answer it" not in sends(client, board, act="preview").text


class TestAnswered:
    def test_it_ends_the_ask_leads_there_and_is_counted(self, client, topic, stranger):
        client.force_login(stranger)
        drafts.keep(stranger, place="ask", fields={"title": TYPED, "body": INNOCENT})

        response = client.post(ANSWERED, {**shown(client), "answered_by": f"topic:{topic.pk}"})
        assert response.url == topic.get_absolute_url()
        assert drafts.find(stranger, place="ask") is None
        assert Topic.objects.count() == 1
        assert list(AskEnded.objects.values_list("day", "what", "times")) == [
            (timezone.now().date(), f"topic:{topic.pk}", 1)
        ]

    def test_an_explainer_does_too_also_for_a_visitor(self, client, board, topic):
        article = make_explainer("Light therapy, explained", slug="light")
        sends(client, board, similar_seen="1")

        response = client.post(ANSWERED, {**shown(client), "answered_by": f"article:{article.pk}"})
        assert response.url == "/articles/light/"
        assert not PendingText.objects.exists()
        assert AskEnded.objects.get().what == f"article:{article.pk}"

    def test_what_is_shown_before_sending_is_counted_too(self, client, board, topic):
        key = new_key()
        fields = signed(sends(client, board, key=key).text, key)

        client.post(ANSWERED, {**fields, "answered_by": f"topic:{topic.pk}"})
        assert AskEnded.objects.get().times == 1

    def test_an_ask_is_counted_once_however_often_the_button_is_pressed(self, client, topic, make_topic):
        other = make_topic(title="Light therapy for the scalp at home?")
        ask = shown(client)
        for what in (topic, topic, other):
            assert client.post(ANSWERED, {**ask, "answered_by": f"topic:{what.pk}"}).status_code == 302
        client.post(ANSWERED, {**shown(client, key=ask["key"]), "answered_by": f"topic:{topic.pk}"})
        assert list(AskEnded.objects.values_list("what", "times")) == [(f"topic:{topic.pk}", 1)]

        client.post(ANSWERED, {**shown(client), "answered_by": f"topic:{topic.pk}"})
        assert list(AskEnded.objects.values_list("what", "times")) == [(f"topic:{topic.pk}", 2)]

    def test_what_the_form_never_showed_leads_there_and_is_not_counted(self, client, topic, make_topic):
        never = make_topic(title="Nails and their colour", body="Please tell.")
        forged = {"shown": f"{new_key()} topic:{never.pk}"}
        for form in ({}, {"shown": ""}, forged, shown(client), shown(client, key="")):
            assert client.post(ANSWERED, {**form, "answered_by": f"topic:{never.pk}"}).url == never.get_absolute_url()

        assert not AskEnded.objects.exists()

    def test_nor_is_what_was_shown_the_day_before(self, client, topic, monkeypatch):
        ask = shown(client)
        now = time.time()
        monkeypatch.setattr("django.core.signing.time.time", lambda: now + answering.SECONDS + 5)
        client.post(ANSWERED, {**ask, "answered_by": f"topic:{topic.pk}"})

        assert not AskEnded.objects.exists()

    @pytest.mark.parametrize(
        "what", ["", "topic", "topic:", "topic:x", "topic:99999", "article:1", "post:1", "topic:²", "//evil.example"]
    )
    def test_what_is_not_there_leads_nowhere_and_forgets_nothing(self, client, topic, stranger, what):
        client.force_login(stranger)
        drafts.keep(stranger, place="ask", fields={"title": TYPED, "body": INNOCENT})

        assert client.post(ANSWERED, {"answered_by": what}).status_code == 404
        assert drafts.find(stranger, place="ask")
        assert not AskEnded.objects.exists()

    def test_nor_does_what_the_reader_may_not_open(self, client, topic):
        forum.set_audience(topic, Audience.MEMBERS)

        assert client.post(ANSWERED, {"answered_by": f"topic:{topic.pk}"}).status_code == 404
        assert not AskEnded.objects.exists()

    def test_an_admin_reads_how_often(self, client, topic, site_admin, sign_in):
        AskEnded.objects.count_one(timezone.now().date(), f"topic:{topic.pk}")

        page = sign_in(client, site_admin).get(reverse("admin:forum_askended_changelist")).text
        assert f"topic:{topic.pk}" in page


class TestRelated:
    def test_a_topic_leads_to_others_like_it_and_not_to_itself(self, client, topic, make_topic):
        other = make_topic(title="Light therapy for the scalp at home?")

        text = client.get(topic.get_absolute_url()).text
        assert "Related questions" in text
        assert text.count(f'href="{other.get_absolute_url()}"') == 1
        assert f'<li><a href="{topic.get_absolute_url()}"' not in text

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Has anyone tried MSC therapy for psoriasis?", "Has anyone tried stem cells for the skin?"),
            ("MSCs", "A beauty salon offers injections of Wharton's jelly into knees and elbows"),
        ],
    )
    def test_of_two_about_the_same_treatment_each_leads_to_the_other(self, client, make_topic, stem_cells, one, other):
        topics = [make_topic(title=title, body="Please tell.") for title in (one, other)]
        count_words()

        for here, there in (topics, reversed(topics)):
            assert f'href="{there.get_absolute_url()}"' in client.get(here.get_absolute_url()).text

    def test_not_to_what_its_reader_may_not_open(self, client, topic, make_topic, member, stranger):
        hidden = make_topic(title="Light therapy for the scalp at home?", author=stranger)
        forum.set_audience(hidden, Audience.MEMBERS)
        assert "Related questions" not in client.get(topic.get_absolute_url()).text

        client.force_login(member)
        assert "Related questions" in client.get(topic.get_absolute_url()).text
        Block.objects.create(member=stranger, other=member, kind=Block.Kind.BLOCK)
        assert "Related questions" not in client.get(topic.get_absolute_url()).text

    def test_an_explainer_leads_to_questions_about_it(self, client, topic):
        make_explainer("Light therapy, explained", slug="light")

        assert topic.get_absolute_url() in client.get("/articles/light/").text
