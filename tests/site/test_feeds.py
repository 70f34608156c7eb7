"""Feeds: well-formed, complete, and without anything that a visitor may not read."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from discussion.models import Post
from forum.models import Board, Tag, Topic
from moderation import actions as moderation
from moderation.models import Status
from register.models import Term
from tests.texts import ADVERT, verdict

from .library import make_explainer

ATOM = {"a": "http://www.w3.org/2005/Atom"}
HIDDEN = [Status.HELD, Status.RETURNED, Status.REMOVED, Status.WITHDRAWN, Status.ERASED]


def read(client, name: str, *args) -> ElementTree.Element:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def entries(feed: ElementTree.Element, part: str = "title") -> list[str]:
    return [entry.find(f"a:{part}", ATOM).text for entry in feed.findall("a:entry", ATOM)]


def hide(post: Post, status: str) -> None:
    moderation.texts.move(post, (Status.PUBLISHED,), status)


def test_articles_stand_in_full_newest_first(client, db):
    make_explainer("The older one", slug="older")
    make_explainer("The newer one", slug="newer", body="<p>Cells send packets. [R1]</p><h2>Heading</h2>")

    feed = read(client, "feed_articles")
    assert entries(feed) == ["The newer one", "The older one"]
    assert "Cells send packets." in entries(feed, "content")[0]
    assert "Heading" in entries(feed, "content")[0]
    assert feed.find("a:entry/a:link", ATOM).get("href") == "http://testserver/articles/newer/"
    assert feed.find("a:entry/a:author/a:name", ATOM).text == "MyPsoriasis editors"


def test_links_within_an_article_are_read_from_its_own_address(client, db):
    make_explainer(slug="exosomes")

    content = read(client, "feed_articles").find("a:entry/a:content", ATOM)
    assert 'href="#ref-1"' in content.text
    assert content.get("{http://www.w3.org/XML/1998/namespace}base") == "http://testserver/articles/exosomes/"


def test_definitions_do_not_break_into_the_sentences_of_an_article(client, db):
    Term.objects.create(slug="packet", term="packet", aliases=["packet"], definition="A small parcel.")
    article = make_explainer(body="<p>A packet of messages. [R1]</p>")
    assert "A small parcel." in article.html

    content = entries(read(client, "feed_articles"), "content")[0]
    assert "<p>A packet of messages." in content
    assert "A small parcel." not in content
    assert "<button" not in content


def test_drafts_are_not_in_the_feed(client, db):
    make_explainer(status="draft")

    assert entries(read(client, "feed_articles")) == []


def test_questions_of_the_forum_and_of_one_board(client, make_topic, board):
    other = Board.objects.create(slug="joints", name="Joints", description="About joints.")
    make_topic(title="Light on the scalp?", body="It **itches**.")
    make_topic(title="Stiff fingers at night?", board=other)

    everything, joints = read(client, "feed_questions"), read(client, "feed_board", "joints")
    assert entries(everything) == ["Stiff fingers at night?", "Light on the scalp?"]
    assert "<strong>itches</strong>" in entries(everything, "content")[1]
    assert entries(joints) == ["Stiff fingers at night?"]
    assert joints.find("a:title", ATOM).text == "MyPsoriasis: new questions in Joints"


def test_replies_of_a_topic_stand_in_the_order_in_which_they_became_readable(client, topic, make_post, member):
    late = make_post("Released late.", outcome="hold")
    answer = make_post("An answer.")
    make_post("A reply to it.", under=answer, author=member)
    moderation.texts.apply_version(late, late.version_numbered(1), expected=Status.HELD)

    feed = read(client, "feed_topic", topic.pk)
    assert [text.strip() for text in entries(feed, "content")] == [
        "<p>Released late.</p>",
        "<p>A reply to it.</p>",
        "<p>An answer.</p>",
    ]
    assert entries(feed) == ["Reply by Jon", "Reply by Marie", "Reply by Jon"]


@pytest.mark.parametrize("status", HIDDEN)
def test_a_question_that_is_not_readable_is_in_no_feed(client, topic, question, board, make_post, status):
    make_post("An answer that keeps the topic.")
    question.refresh_from_db()
    hide(question, status)

    for feed in (read(client, "feed_questions"), read(client, "feed_board", board.slug)):
        assert entries(feed) == []
    response = client.get(reverse("feed_topic", args=[topic.pk]))
    assert "Light therapy" not in response.text
    assert "light therapy" not in response.text


@pytest.mark.parametrize("status", [Status.HELD, Status.RETURNED])
def test_an_invisible_topic_has_no_feed(client, topic, question, make_post, status):
    make_post("An answer.")
    question.refresh_from_db()
    hide(question, status)

    assert client.get(reverse("feed_topic", args=[topic.pk])).status_code == 404


@pytest.mark.parametrize("status", HIDDEN)
def test_an_answer_that_is_not_readable_is_not_in_the_topics_feed(client, topic, make_post, status):
    make_post("The one that stays.")
    hidden = make_post("The one that goes.")
    hide(hidden, status)

    assert [text.strip() for text in entries(read(client, "feed_topic", topic.pk), "content")] == [
        "<p>The one that stays.</p>"
    ]


def test_a_held_text_is_in_no_feed_not_even_its_authors(client, topic, make_post, make_topic, stranger):
    make_topic(title="Acme Regen cured me", body=ADVERT, outcome="hold", author=stranger)
    make_post(ADVERT, outcome="hold", author=stranger)
    client.force_login(stranger)

    assert entries(read(client, "feed_questions")) == ["Light therapy on the scalp?"]
    assert entries(read(client, "feed_topic", topic.pk)) == []


def test_an_edit_that_waits_is_in_no_feed(client, topic, question):
    moderation.revise(
        question, title="Regen now", body=ADVERT, html="<p>Regen</p>", assessment=verdict("hold", ADVERT), based_on=1
    )

    text = client.get(reverse("feed_questions")).text
    assert "Light therapy on the scalp?" in text
    assert "Regen" not in text


def test_a_former_member_has_no_name(client, topic, member):
    Post.objects.update(author=None)

    assert read(client, "feed_questions").find("a:entry/a:author/a:name", ATOM).text == "Former member"


def test_characters_that_xml_cannot_carry_are_left_out(client, topic, question):
    Post.objects.filter(pk=question.pk).update(title="Light\x0b\ufffe & <scalp>", html="<p>sc\x01alp</p>")

    feed = read(client, "feed_questions")
    assert (entries(feed), entries(feed, "content")) == (["Light & <scalp>"], ["<p>scalp</p>"])


def test_markup_in_a_title_is_text(client, make_topic):
    make_topic(title="Is <b>this</b> & that right?")

    title = read(client, "feed_questions").find("a:entry/a:title", ATOM)
    assert title.text == "Is <b>this</b> & that right?"
    assert title.get("type") in (None, "text")


@pytest.mark.parametrize(
    ("name", "argument"),
    [("feed_board", "no-such-board"), ("feed_tag", "no-such-tag"), ("feed_topic", 99), ("feed_topic", 10**30)],
)
def test_a_feed_of_nothing_is_not_found(client, db, name, argument):
    assert client.get(reverse(name, args=[argument])).status_code == 404


def test_no_more_than_twenty_entries_and_the_same_cost(client, make_topic, make_post, board, max_queries):
    topics = [make_topic(title=f"Question number {number}") for number in range(22)]
    Tag.objects.create(slug="scalp", name="Scalp", theme="body").topics.set(topics)
    for number in range(22):
        make_post(f"Answer {number}.", thread=topics[0].thread)

    feeds = [("feed_questions", []), ("feed_board", [board.slug]), ("feed_tag", ["scalp"]), ("feed_topic", [topics[0].pk])]
    for name, args in feeds:
        with max_queries(4):
            feed = read(client, name, *args)
        assert len(entries(feed)) == 20


def test_a_feed_is_the_same_for_all_visitors(client, topic):
    url = reverse("feed_questions")
    first, second = client.get(url), type(client)().get(url)

    assert first.content == second.content
    assert not first.cookies


def test_a_topic_that_lost_its_question_names_nobody_and_no_title(client, topic, question, make_post):
    make_post("An answer that keeps the topic.")
    question.refresh_from_db()
    hide(question, Status.REMOVED)
    assert Topic.objects.get().visible

    assert read(client, "feed_topic", topic.pk).find("a:title", ATOM).text == "Replies: Removed question"
