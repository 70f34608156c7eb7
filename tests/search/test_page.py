"""The search page, for readers and for whatever is typed into it."""

import re
from datetime import timedelta
from unittest.mock import Mock
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from articles.actions import store
from articles.indexing import write_opened
from articles.models import Article
from discussion import actions as discussion
from discussion import indexing
from discussion.actions.posting import alias_in
from discussion.models import Audience, Post
from forum import actions as forum
from forum.models import Tag, Topic, TopicTag
from members.models import Block
from moderation import actions as moderation
from moderation.models import Status
from mypsoriasis.management.commands.serve import GUNICORN
from search.views import KINDS, MAX_QUERY, PAGE
from search.vocabulary import count_words, let_go
from tests.site.library import make_explainer
from tests.texts import ADVERT, verdict

URL = reverse("search:results")


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()
    let_go()
    yield
    let_go()


@pytest.fixture
def make_block(db):
    def make(one, other, kind=Block.Kind.BLOCK) -> Block:
        return Block.objects.create(member=one, other=other, kind=kind)

    return make


def titles(page: str) -> list[str]:
    return re.findall(r'class="rows__title"[^>]*><a[^>]*>(.*?)</a>', page)


def search(client, query: str, **more):
    return client.get(URL, {"q": query, **more})


def test_explainers_come_first_and_questions_after_them(client, topic):
    make_explainer("Light therapy, explained", slug="light")

    text = search(client, "light").text
    assert text.index("/articles/light/") < text.index(topic.get_absolute_url())
    assert text.index(">Articles</h2>") < text.index(">Questions</h2>")


def test_what_matched_is_marked_and_everything_else_is_escaped(client, make_topic):
    make_topic(title="Does <b>light</b> help?", body="Some say light & salt help. <script>alert(1)</script>")

    text = search(client, "light").text
    assert "Does &lt;b&gt;<mark>light</mark>&lt;/b&gt; help?" in text
    assert "<script>alert" not in text


def test_one_kind_can_be_chosen_and_all_counts_stay(client, topic):
    make_explainer("Light therapy, explained", slug="light")

    text = search(client, "light", kind="article").text
    assert "/articles/light/" in text
    assert topic.get_absolute_url() not in text
    assert 'Questions <span class="count">1</span>' in text
    assert 'name="kind" value="article"' in text


def test_an_unknown_kind_is_no_choice(client, topic):
    assert topic.get_absolute_url() in search(client, "light", kind="<b>").text


def test_when_nothing_has_all_words_the_page_says_so(client, topic):
    assert "These have some of them" in search(client, "light elephants").text
    assert "These have some of them" not in search(client, "light therapy").text


def test_nothing_found_shows_three_ways_on(client, topic):
    text = search(client, "elephants").text

    assert "Nothing has these words" in text
    for name in ("forum:ask", "articles:index", "forum:index"):
        assert f'<li><a href="{reverse(name)}"' in text


@pytest.mark.parametrize("query", ["", "   "])
def test_before_anything_is_typed_the_page_offers_where_to_start(client, db, query):
    response = search(client, query)

    assert response.status_code == 200
    assert "Not sure what to type?" in response.text
    assert "aria-invalid" not in response.text


@pytest.mark.parametrize("query", ['"', "*", "?!…", "🙂❤️", "\0", "_", "the", "( )", "<script>"])
def test_odd_input_is_answered_in_words(client, topic, query):
    response = search(client, query)

    assert response.status_code == 200
    assert "<script>" not in response.text.partition("<main")[2]


@pytest.mark.parametrize("query", ['"', "🙂", "what is it", "*"])
def test_input_without_a_telling_word_is_asked_for_one(client, db, query):
    text = search(client, query).text

    assert "Type at least one word" in text
    assert 'aria-invalid="true"' in text


@pytest.mark.parametrize("query", ["x" * 201, "word " * 200_000])
def test_too_long_a_text_is_refused_with_the_reason(client, db, query):
    response = search(client, query)

    assert response.status_code == 400
    assert "at most 200 characters" in response.text
    assert "Error:" in response.text


def test_what_was_typed_stays_in_the_field(client, db):
    assert 'value="light &lt;therapy&gt;"' in search(client, "light  <therapy>").text


@pytest.mark.parametrize("status", [Status.HELD, Status.RETURNED, Status.REMOVED, Status.WITHDRAWN])
def test_a_question_that_stopped_being_readable_is_found_no_more(client, topic, question, make_post, status):
    make_post("An answer that keeps the topic.")
    question.refresh_from_db()
    assert topic.get_absolute_url() in search(client, "light").text

    moderation.texts.move(question, (Status.PUBLISHED,), status)

    text = search(client, "light").text
    assert "Nothing has these words" in text
    assert "Light therapy" not in text


def test_a_question_that_was_held_at_once_is_found_by_nobody(client, make_topic, member):
    make_topic(title="Acme Regen cured me", body=ADVERT, outcome="hold")
    client.force_login(member)

    assert "Acme" not in search(client, "regen").text.partition('<nav aria-label="Show"')[2]


def test_an_edit_that_waits_is_not_found(client, topic, question):
    moderation.revise(
        question, title="Regen now", body=ADVERT, html="<p>x</p>", assessment=verdict("hold", ADVERT), based_on=1
    )

    assert "Nothing has these words" in search(client, "regen").text
    assert topic.get_absolute_url() in search(client, "light").text


class TestReplies:
    """They are written by the worker, a moment later."""

    @pytest.fixture
    def reply(self, make_post) -> Post:
        post = make_post("The comb helped my scalp a little.")
        indexing.write_due()
        return post

    def test_a_reply_is_found_by_its_words_under_the_title_of_its_question(self, client, topic, reply):
        text = search(client, "comb").text

        assert reply.get_absolute_url() in text
        assert titles(text) == [topic.title]
        assert "my <mark>comb</mark>" not in text and "The <mark>comb</mark> helped" in text

    def test_its_name_is_shown_nowhere(self, client, reply, stranger):
        assert stranger.username not in search(client, "comb").text.partition("<main")[2]

    def test_an_edited_reply_is_found_by_its_newer_words_alone(self, client, reply):
        moderation.revise(
            reply,
            title="",
            body="A brush.",
            html="<p>A brush.</p>",
            assessment=verdict("publish", "A brush."),
            based_on=1,
        )
        assert "Nothing has these words" in search(client, "comb").text
        indexing.write_due()
        assert "Nothing has these words" in search(client, "comb").text
        assert reply.get_absolute_url() in search(client, "brush").text

    @pytest.mark.parametrize("status", [Status.HELD, Status.RETURNED, Status.REMOVED, Status.WITHDRAWN])
    def test_one_that_stopped_being_readable_is_found_no_more(self, client, reply, status):
        moderation.texts.move(reply, (Status.PUBLISHED,), status)
        indexing.write_due()

        assert "Nothing has these words" in search(client, "comb").text

    def test_one_that_was_hidden_before_it_was_written_never_is(self, client, make_post):
        post = make_post("The comb helped my scalp a little.")
        moderation.texts.move(post, (Status.PUBLISHED,), Status.HELD)
        indexing.write_due()

        assert "Nothing has these words" in search(client, "comb").text

    def test_under_a_question_that_is_held_nothing_is_found_until_it_is_released(self, client, question, reply):
        question.refresh_from_db()
        moderation.texts.move(question, (Status.PUBLISHED,), Status.HELD)
        indexing.write_due()
        assert "Nothing has these words" in search(client, "comb").text

        moderation.texts.apply_version(question, question.version_numbered(1), expected=Status.HELD)
        indexing.write_due()
        assert reply.get_absolute_url() in search(client, "comb").text

    def test_under_a_removed_question_a_reply_is_found_without_its_title(self, client, topic, question, reply):
        question.refresh_from_db()
        moderation.texts.move(question, (Status.PUBLISHED,), Status.REMOVED)

        text = search(client, "comb").text
        assert titles(text) == ["A reply in a discussion"]
        assert topic.title not in text

    def test_what_a_reply_quotes_is_not_found_in_it(self, client, make_post):
        make_post("> The comb broke.\n\nThat is a pity.")
        indexing.write_due()

        assert "Nothing has these words" in search(client, "broke").text
        assert "Nothing has these words" not in search(client, "pity").text

    def test_comments_under_an_explainer_are_found_while_it_can_be_read(self, client, make_post):
        article = make_explainer("Light therapy, explained", slug="light")
        article.thread.owner = article
        comment = make_post("The comb is not mentioned.", thread=article.thread)
        indexing.write_due()
        assert titles(search(client, "comb").text) == ["Light therapy, explained"]
        assert comment.get_absolute_url() in search(client, "comb").text

        article.status = "withdrawn"
        store(article)
        indexing.write_due()
        assert "Nothing has these words" in search(client, "comb").text

    def test_an_explainer_is_found_once_its_time_has_come_with_its_comments(self, client, db):
        article = make_explainer(
            "Light therapy, explained", slug="light", published_at=timezone.now() + timedelta(days=1)
        )
        assert write_opened() == 0
        assert "Nothing has these words" in search(client, "light").text

        Article.objects.update(published_at=timezone.now())
        assert (write_opened(), write_opened()) == (1, 0)
        assert article.get_absolute_url() in search(client, "light").text

    def test_a_worker_that_was_killed_leaves_it_to_the_next(self, client, make_post, monkeypatch):
        post = make_post("The comb helped my scalp a little.")
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(indexing.index, "write_all", Mock(side_effect=KeyboardInterrupt))
            indexing.write_due()

        assert indexing.write_due() == 1
        assert post.get_absolute_url() in search(client, "comb").text
        assert indexing.write_due() == 0


class TestReaders:
    def test_what_is_for_members_is_found_by_members_alone(self, client, topic, make_post, stranger):
        forum.set_audience(topic, Audience.MEMBERS)
        make_post("The comb helped.")
        indexing.write_due()

        for word in ("light", "comb"):
            assert "Nothing has these words" in search(client, word).text
        client.force_login(stranger)
        for word in ("light", "comb"):
            assert "members only" in search(client, word).text

    def test_a_topic_closed_to_visitors_is_lost_to_them_at_once_with_its_replies(self, client, topic, make_post):
        make_post("The comb helped.")
        indexing.write_due()
        forum.set_audience(topic, Audience.MEMBERS)

        for word in ("light", "comb"):
            assert "Nothing has these words" in search(client, word).text
        forum.set_audience(topic, Audience.EVERYONE)
        indexing.write_due()
        for word in ("light", "comb"):
            assert "Nothing has these words" not in search(client, word).text

    @pytest.mark.parametrize("blocks", ["searcher", "author"])
    def test_a_block_keeps_texts_from_both(self, client, topic, make_post, make_block, member, stranger, blocks):
        make_post("The comb helped.", author=member)
        indexing.write_due()
        make_block(*((stranger, member) if blocks == "searcher" else (member, stranger)))
        client.force_login(stranger)

        for word in ("light", "comb"):
            assert "Nothing has these words" in search(client, word).text

    def test_with_its_asker_the_whole_topic_goes(
        self, client, topic, make_post, make_block, member, stranger, moderator
    ):
        make_post("The comb helped.", author=moderator)
        indexing.write_due()
        make_block(stranger, member, Block.Kind.MUTE)
        client.force_login(stranger)

        assert "Nothing has these words" in search(client, "comb").text

    def test_a_block_does_not_reach_what_stands_under_an_alias(self, client, topic, make_block, member, stranger):
        Post.objects.filter(thread=topic.thread_id).update(alias=alias_in(topic.thread, member))
        topic.alias = alias_in(topic.thread, member)
        topic.save()
        forum.reindex(topic)
        make_block(stranger, member)
        client.force_login(stranger)

        assert topic.title in titles(search(client, "scalp").text)[0].replace("<mark>", "").replace("</mark>", "")

    def test_own_texts_alone_also_those_under_an_alias(self, client, topic, make_post, stranger):
        mine = make_post("The comb helped.")
        Post.objects.filter(pk=mine.pk).update(alias=alias_in(topic.thread, stranger))
        make_post("The comb broke.", author=topic.author)
        indexing.write_due()
        client.force_login(stranger)

        text = search(client, "comb", mine="1").text
        assert mine.get_absolute_url() in text
        assert len(titles(text)) == 1


class TestNarrowing:
    def test_the_form_keeps_what_was_chosen(self, client, topic):
        text = search(client, "light", place="treatments", answered="1", since="year", sort="newest").text

        assert '<option value="treatments" selected>' in text
        assert '<option value="year" selected>' in text
        assert '<option value="newest" selected>' in text
        assert 'name="answered" value="1" checked' in text
        assert '<details class="panel" open>' in text

    def test_a_board_a_tag_and_answers_that_helped(self, client, topic, make_post):
        tag = Tag.objects.create(slug="uvb", name="UVB light", theme=Tag.Theme.TREATMENT)
        TopicTag.objects.create(topic=topic, tag=tag)
        forum.reindex(topic)
        answer = make_post("The light helped.")
        discussion.set_helpful(answer, on=True)
        make_post("The light did not help.")
        indexing.write_due()
        cache.clear()

        assert search(client, "light", tag="uvb", place="treatments").text.count('class="rows__item"') == 3
        helped = search(client, "light", tag="uvb", answered="1").text
        assert answer.get_absolute_url() in helped
        assert helped.count('class="rows__item"') == 2

    @pytest.mark.parametrize("name", ["place", "tag", "since", "sort", "answered", "mine", "kind"])
    def test_what_is_not_offered_narrows_nothing(self, client, topic, name):
        response = search(client, "light", **{name: "<b>' OR 1"})

        assert topic.get_absolute_url() in response.text
        assert "OR 1" not in response.text

    def test_nothing_found_offers_to_search_everywhere(self, client, topic):
        text = search(client, "light", answered="1").text

        assert "Nothing here has these words" in text
        assert f'href="{URL}?q=light">Search everywhere' in text


class TestSpelling:
    @pytest.fixture(autouse=True)
    def _words(self, db):
        make_explainer("Methotrexate, explained", slug="methotrexate")
        count_words()

    @pytest.mark.parametrize("typed", ["metotrexate", "methotrexat", "mehtotrexate", "methotrexatte", "metotrexat"])
    def test_a_slip_of_the_keys_is_understood_and_said(self, client, typed):
        text = search(client, typed).text

        assert "/articles/methotrexate/" in text
        assert "Did you mean <strong>methotrexate</strong>?" in text

    def test_two_words_typed_as_one_are_taken_apart(self, client, make_topic):
        for number in range(3):
            make_topic(title=f"Light on the scalp, number {number}")
        count_words()

        assert "Did you mean <strong>light scalp</strong>?" in search(client, "lightscalp").text

    def test_a_word_of_what_the_reader_may_not_read_is_never_offered(self, client, topic, make_topic):
        hidden = make_topic(title="Something about zzyzxine", body="zzyzxine " * 3)
        for number in range(3):
            make_topic(title=f"Zzyzxine number {number}")
        count_words()
        assert "zzyzxine" in search(client, "zzyzxinee").text
        for post in Post.objects.filter(title__icontains="zzyzxine"):
            moderation.texts.move(post, (Status.PUBLISHED,), Status.HELD)

        assert hidden.title not in search(client, "zzyzxinee").text
        assert "<strong>" not in search(client, "zzyzxinee").text.partition("<main")[2]

    def test_a_word_in_fewer_than_three_texts_of_members_is_none(self, client, make_topic):
        make_topic(title="Zzyzxine now", body="zzyzxine " * 3)
        count_words()

        assert "Nothing has these words" in search(client, "zzyzxinee").text

    @pytest.fixture
    def scaly(self, make_topic) -> list[Topic]:
        """Three questions with a word that is near to scalp, which one question has."""
        make_topic(title="Oil on the scalp", body="Overnight.")
        made = [make_topic(title=f"Scaly nails, number {number}", body="Every week.") for number in range(3)]
        count_words()
        return made

    @pytest.mark.parametrize("typed", ["scalp", "scalp -cream", "scalp nails", "scalp -oil"])
    def test_a_word_that_finds_something_is_not_taken_for_a_slip_of_a_better_known_one(self, client, scaly, typed):
        assert "Did you mean" not in search(client, typed).text

    def test_nor_is_one_that_finds_something_elsewhere(self, client, scaly, make_post):
        for topic in scaly:
            discussion.set_helpful(make_post("Yes.", thread=topic.thread), on=True)

        assert "Scaly" in search(client, "nails", answered="1").text
        assert "Nothing here has these words" in search(client, "scalp", answered="1").text

    def test_one_that_finds_something_for_others_alone_is(self, client, scaly):
        forum.set_audience(Topic.objects.get(title="Oil on the scalp"), Audience.MEMBERS)

        assert "Did you mean <strong>scaly</strong>?" in search(client, "scalp").text

    def test_beside_a_slip_the_other_words_stay(self, client, scaly, make_topic):
        make_topic(title="Methotrexate and the scalp", body="Overnight.")

        assert "Did you mean <strong>scalp methotrexate</strong>?" in search(client, "scalp metotrexate").text


def test_a_draft_of_an_explainer_is_not_found(client, db):
    make_explainer("Light therapy, explained", slug="light", status="draft")

    assert "Nothing has these words" in search(client, "light").text


@pytest.mark.parametrize("query", ["light", "light scalp elephants", "elephants zebras", "lihgt"])
def test_searching_costs_at_most_four_queries(client, topic, query, max_queries):
    make_explainer("Light therapy, explained", slug="light")
    count_words()
    search(client, "zebras")  # reads boards, tags and the words of the index, for a while

    with max_queries(4):
        search(client, query)


def test_a_members_search_costs_at_most_six_more(client, topic, stranger, member, make_block, max_queries):
    make_block(stranger, member)
    client.force_login(stranger)
    search(client, "anything")

    with max_queries(10):
        search(client, "light scalp elephants")


def test_all_visitors_get_the_same_page(client, topic):
    first, second = search(client, "light"), search(type(client)(), "light")

    assert first.content == second.content
    assert not first.cookies
    assert "csrf" not in first.text


def test_results_are_kept_out_of_search_engines(client, topic):
    assert '<meta name="robots" content="noindex">' in search(client, "light").text


def test_only_reading_is_allowed(client, db):
    assert client.post(URL, {"q": "light"}).status_code == 405


def test_too_many_searches_are_told_how_long_to_wait(client, topic, settings):
    settings.LIMITS = {"search": {"address": "2/h"}, "page": {}}

    assert [search(client, "light").status_code for _ in range(3)] == [200, 200, 429]
    assert client.get(URL).status_code == 200


def test_a_long_list_has_pages(client, make_topic):
    for number in range(23):
        make_topic(title=f"Light question number {number}")

    everything, first = search(client, "light").text, search(client, "light", kind="topic").text
    assert 'Questions <span class="count">23</span>' in everything
    assert everything.count('class="rows__item"') == KINDS["topic"].shown
    assert "All questions found: 23" in everything
    assert first.count('class="rows__item"') == PAGE
    assert "q=light&amp;kind=topic&amp;page=2" in first
    second = search(client, "light", kind="topic", page="2").text
    assert second.count('class="rows__item"') == 3
    assert not {*titles(first)} & {*titles(second)}
    assert "Next" not in second


@pytest.mark.parametrize("page", ["0", "-1", "3", "999999", "99999999999999999999", "x", "²"])
def test_a_page_that_is_not_there_says_so_or_is_the_first(client, topic, page):
    response = search(client, "light", kind="topic", page=page)

    assert response.status_code == 200
    assert topic.get_absolute_url() in response.text or "There is no such page of results" in response.text


@pytest.mark.parametrize("url", [URL, reverse("home"), "/nowhere/", reverse("forum:index")])
def test_no_field_takes_more_than_the_page_can_look_for(client, db, url):
    fields = re.findall(r'<input[^>]*type="search"[^>]*>', client.get(url).text)

    assert fields
    assert all(f'maxlength="{MAX_QUERY}"' in field for field in fields)


def test_the_longest_query_fits_into_the_line_that_the_server_reads():
    """gunicorn refuses longer ones with a bare page of its own."""
    query = urlencode({"q": "\u1e00" * MAX_QUERY, "kind": "article"})  # no character of one UTF-16 unit is longer
    [most] = [int(option.partition("=")[2]) for option in GUNICORN if option.startswith("--limit-request-line")]

    assert len(f"GET {URL}?{query} HTTP/1.1") < most
    assert most > 4094  # what gunicorn reads unless told otherwise
