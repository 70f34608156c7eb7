"""In a thread that a moderator slowed down each member may write once an hour."""

from datetime import timedelta

import pytest
from django.utils import timezone

from discussion import actions
from discussion.actions import Sent
from discussion.models import Draft, Post, Thread
from tests.races import at_once
from tests.texts import new_key, verdict


@pytest.fixture
def slow(topic) -> Thread:
    Thread.objects.filter(pk=topic.thread_id).update(slowed_until=timezone.now() + timedelta(days=1))
    topic.thread.refresh_from_db()
    return topic.thread


@pytest.fixture
def write(client, slow):
    """write(member, "text") -> the answer"""

    def post(member, body: str, **given):
        client.force_login(member)
        return client.post(f"/threads/{slow.pk}/answer/", {"body": body} | given)

    return post


def test_the_second_text_within_the_hour_waits_and_is_kept(write, stranger, slow):
    assert write(stranger, "First.").status_code == 302
    again = write(stranger, "Second thoughts.")

    assert again.status_code == 429
    assert 3500 < int(again.headers["Retry-After"]) <= 3600
    assert "once an hour" in again.text and "Second thoughts." in again.text
    assert Draft.objects.get(member=stranger).fields["body"] == "Second thoughts."
    assert Post.objects.filter(thread=slow, author=stranger).count() == 1
    slow.refresh_from_db()
    assert slow.answers_count == slow.last_answer_no == 1


def test_a_reply_counts_as_much_as_an_answer(client, write, stranger, newcomer, make_post):
    answer = make_post(author=newcomer)
    write(stranger, "First.")

    assert client.post(f"/posts/{answer.pk}/reply/", {"body": "Second."}).status_code == 429


def test_others_may_write_and_after_an_hour_so_may_the_member(write, stranger, newcomer):
    write(stranger, "First.")
    assert write(newcomer, "Me too.").status_code == 302

    Post.objects.filter(author=stranger).update(created_at=timezone.now() - timedelta(minutes=61))
    assert write(stranger, "Later.").status_code == 302


def test_moderators_are_exempt(write, moderator):
    assert [write(moderator, f"Please be kind, {number}.").status_code for number in (1, 2)] == [302, 302]


def test_once_the_time_is_over_everybody_writes_as_before(write, stranger, slow):
    write(stranger, "First.")
    Thread.objects.filter(pk=slow.pk).update(slowed_until=timezone.now() - timedelta(minutes=1))

    assert write(stranger, "Second.").status_code == 302


def test_sending_the_same_form_twice_finds_the_stored_text(write, stranger, slow):
    key = new_key()
    assert [write(stranger, "First.", key=key).status_code for _time in range(2)] == [302, 302]
    assert Post.objects.filter(thread=slow, author=stranger).count() == 1


def test_the_page_says_so_to_members(client, slow, topic, stranger):
    client.force_login(stranger)
    assert "once an hour" in client.get(topic.get_absolute_url()).text


@pytest.mark.django_db(transaction=True)
def test_of_two_texts_at_once_one_is_stored(slow, stranger):
    def send(body: str):
        thread = Thread.objects.get(pk=slow.pk)
        sent = Sent(author=stranger, body=body, key=new_key(), assessment=verdict("publish", body))
        return actions.submit_answer(thread, sent)

    outcomes = at_once(lambda: send("One."), lambda: send("Two."))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Post", "Slowed"]
