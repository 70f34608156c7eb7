"""Quotations keep their link, and vanish with their source."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from discussion import quoting
from discussion.models import Audience, Post
from discussion.rendered import preview
from forum.actions import set_audience
from members.models import Block
from moderation import actions as moderation
from moderation.models import Status
from rendering import quotes
from rendering.posts import render_post
from tests.texts import new_key, verdict

VISITOR = AnonymousUser()
WORDS = "Oats in the bath help me sleep."
GONE = "You cannot read its source."
CHANGED = "Its words are not in its source now."


@pytest.fixture
def source(make_post, stranger):
    return make_post(f"{WORDS}\n\nAnd cotton sheets.", author=stranger)


@pytest.fixture
def quoting_post(make_post, source, make_member):
    return make_post(quotes.quotation_of(WORDS, source.pk) + "Same here.", author=make_member("Rita"))


def page(client, topic, reader=None) -> str:
    client.logout()
    if reader:
        client.force_login(reader)
    return client.get(topic.get_absolute_url()).text


def test_a_quotation_names_who_said_it_and_leads_there(client, topic, source, quoting_post):
    text = page(client, topic)

    assert text.count(f"<p>{WORDS}") == 2
    assert f'<a href="/posts/{source.pk}/">Jon wrote this</a>' in text


@pytest.mark.parametrize("how", ["withdrawn", "removed", "held", "returned", "blocked", "for members"])
def test_a_quotation_vanishes_with_its_source(client, make_topic, topic, source, quoting_post, member, how):
    reader = None
    if how == "withdrawn":
        source.refresh_from_db()
        moderation.withdraw(source)
    elif how == "blocked":
        reader = member
        Block.objects.create(member=source.author, other=member, kind=Block.Kind.BLOCK)
    elif how == "for members":
        elsewhere = make_topic(title="In the open, this one")
        Post.objects.filter(pk=quoting_post.pk).update(thread=elsewhere.thread)
        set_audience(topic, Audience.MEMBERS)
        topic = elsewhere
    else:
        status = {"removed": Status.REMOVED, "held": Status.HELD, "returned": Status.RETURNED}[how]
        Post.objects.filter(pk=source.pk).update(status=status)

    text = page(client, topic, reader)
    assert WORDS not in text
    assert f'<p class="quote-gone">A quotation stood here. {GONE}</p>' in text  # and no link
    assert "Same here." in text


def test_words_that_were_changed_in_the_source_leave_a_line_that_leads_there(client, topic, source, quoting_post):
    page(client, topic)
    source.refresh_from_db()
    moderation.revise(
        source, title="", body="Something else.", html=render_post("Something else."),
        assessment=verdict("publish", "Something else."), based_on=1,
    )  # fmt: skip

    text = page(client, topic)
    assert WORDS not in text
    assert f'{CHANGED} <a href="/posts/{source.pk}/">What Jon wrote</a>' in text
    assert GONE not in text


def test_words_that_somebody_never_wrote_are_not_put_into_their_mouth(client, topic, make_post, source):
    make_post(quotes.quotation_of("Buy at Acme Regen.", source.pk) + "See?")

    text = page(client, topic)
    assert "Buy at Acme Regen" not in text
    assert CHANGED in text


def test_feeds_search_and_structured_data_carry_no_quoted_words(client, topic, source, quoting_post):
    Post.objects.filter(pk=source.pk).update(status=Status.REMOVED)

    assert WORDS not in client.get(f"/feeds/topics/{topic.pk}/").text
    assert WORDS not in page(client, topic)


def test_a_reply_form_shows_no_quotation_of_the_text_that_is_answered(client, source, quoting_post, member):
    client.force_login(member)
    Post.objects.filter(pk=source.pk).update(status=Status.REMOVED)

    assert WORDS not in client.get(f"/posts/{quoting_post.pk}/reply/").text


def test_who_edits_a_text_finds_no_words_in_it_that_are_gone(client, source, quoting_post):
    client.force_login(quoting_post.author)
    assert WORDS in client.get(f"/posts/{quoting_post.pk}/edit/").text
    Post.objects.filter(pk=source.pk).update(status=Status.REMOVED)

    text = client.get(f"/posts/{quoting_post.pk}/edit/").text
    assert WORDS not in text
    assert "Same here." in text


def test_the_button_begins_a_reply_with_the_words_or_with_what_was_selected(client, source, member):
    client.force_login(member)
    whole = client.get(f"/posts/{source.pk}/reply/?quote={source.pk}").context["form"]["body"].value()
    chosen = client.get(f"/posts/{source.pk}/reply/", {"quote": source.pk, "words": "cotton sheets"})

    assert whole == f"> {WORDS}\n> And cotton sheets.\n>\n> [#{source.pk}](/posts/{source.pk}/)\n\n"
    assert chosen.context["form"]["body"].value().startswith("> cotton sheets\n")


def test_a_quotation_goes_behind_what_was_typed_here_before(client, source, member):
    client.force_login(member)
    client.post("/drafts/save/", {"place": f"answer:{source.pk}", "body": "Half a thought."})
    body = client.get(f"/posts/{source.pk}/reply/?quote={source.pk}").context["form"]["body"].value()

    assert body.startswith("Half a thought.\n\n> Oats")


@pytest.mark.parametrize("number", ["0", "999", "x", "-1", "1e3", "9" * 30])
def test_what_cannot_be_read_cannot_be_quoted(client, topic, source, member, number):
    client.force_login(member)

    assert not client.get(f"/threads/{topic.thread_id}/answer/?quote={number}").context["form"]["body"].value()


def test_nobody_quotes_a_held_text(client, topic, make_post, member):
    held = make_post("A secret.", outcome="hold")
    client.force_login(member)

    assert "A secret." not in client.get(f"/threads/{topic.thread_id}/answer/?quote={held.pk}").text


def test_the_preview_is_what_the_page_shows(client, topic, source, member):
    body = quotes.quotation_of(WORDS, source.pk) + "**Yes**, @Jon, that is *so* true."
    client.force_login(member)
    shown = client.post("/preview/", {"body": body}).context["preview"]
    client.post(f"/threads/{topic.thread_id}/answer/", {"body": body, "key": new_key(), "act": "send", "hint_for": ""})

    post = Post.objects.latest("pk")
    assert post.author == member
    assert quoting.sources([post.html], member).shown(post.html) == shown == preview(body, member)
    assert shown in page(client, topic, member)


def test_a_page_with_quotations_asks_one_question_more(client, topic, source, quoting_post, make_post, max_queries):
    for _n in range(3):
        make_post(quotes.quotation_of(WORDS, source.pk) + "Again.")
    client.get(topic.get_absolute_url())

    with max_queries(6):
        client.get(topic.get_absolute_url())


def test_a_quotation_inside_a_quotation_names_no_source_of_its_own(source):
    html = render_post(f"> > {WORDS}\n> >\n> > [#1](/posts/{source.pk}/)\n>\n> outer\n")

    assert quotes.sources_of(html) == [source.pk]
    assert WORDS not in quotes.without_quotes(html)
    assert Post.objects.filter(Q(pk=source.pk)).exists()
