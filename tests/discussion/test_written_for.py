"""Whoever writes is told who will read it, and what they write for members is stored for members."""

import pytest
from django.urls import reverse

from discussion import actions
from discussion.models import Audience, Draft, Post
from forum.actions import set_audience
from tests.texts import new_key, verdict

from .test_writing import form


@pytest.fixture
def signed_in(client, stranger):
    client.force_login(stranger)
    return client


@pytest.fixture(params=["answer", "reply"])
def url(request, topic, make_post, member):
    below = make_post("An answer.", author=member)
    return reverse(f"discussion:{request.param}", args=[topic.thread_id if request.param == "answer" else below.pk])


def hidden(page) -> str:
    return page.context["form"]["written_for"].value()


@pytest.mark.parametrize(
    "audience, words", [("everyone", "Everyone can read this."), ("members", "Only members can read this.")]
)
def test_the_form_says_who_reads_it_and_so_does_the_preview(signed_in, topic, url, audience, words):
    set_audience(topic, audience)
    page = signed_in.get(url)
    assert words in page.text
    assert hidden(page) == audience
    assert words in signed_in.get(topic.get_absolute_url()).text

    page = signed_in.post(url, form("It helped me.", act="preview", written_for=audience))
    assert {"everyone": "Everyone will be able", "members": "Only members will be able"}[audience] in page.text
    assert hidden(page) == audience


def test_what_was_written_for_members_is_not_stored_where_everyone_reads(signed_in, topic, url, stranger):
    set_audience(topic, Audience.MEMBERS)
    sent = form("My name is Ada.", written_for=hidden(signed_in.get(url)))
    set_audience(topic, Audience.EVERYONE)

    page = signed_in.post(url, sent)
    assert page.status_code == 409
    assert "Everyone can read this page now." in page.text
    assert page.context["form"]["body"].value() == "My name is Ada."
    assert not Post.objects.filter(author=stranger).exists()
    assert Draft.objects.get(member=stranger).fields["body"] == "My name is Ada."

    response = signed_in.post(url, sent | {"written_for": hidden(page)})
    assert response.status_code == 302
    assert Post.objects.get(author=stranger).body == "My name is Ada."


def test_what_was_written_for_everyone_is_stored_where_members_read(signed_in, topic, url, stranger):
    sent = form("It helped me.", written_for=hidden(signed_in.get(url)))
    set_audience(topic, Audience.MEMBERS)

    assert signed_in.post(url, sent).status_code == 302
    assert Post.objects.get(author=stranger).thread.audience == Audience.MEMBERS


def test_a_thread_that_is_opened_after_it_was_looked_at_takes_no_text_for_members(topic, stranger):
    set_audience(topic, Audience.MEMBERS)
    thread = Post.objects.get(thread=topic.thread, answer_no=0).thread
    set_audience(topic, Audience.EVERYONE)
    body = "My name is Ada."
    sent = actions.Sent(
        author=stranger, body=body, key=new_key(), assessment=verdict("publish", body), for_members=True
    )

    assert thread.audience == Audience.MEMBERS
    with pytest.raises(actions.Opened):
        actions.submit_answer(thread, sent)
    thread.refresh_from_db()
    assert thread.last_answer_no == 0


def test_an_edit_says_who_reads_it(signed_in, topic, make_post, stranger):
    post = make_post("It helped me.", author=stranger)
    set_audience(topic, Audience.MEMBERS)

    assert "Only members can read this." in signed_in.get(f"/posts/{post.pk}/edit/").text
