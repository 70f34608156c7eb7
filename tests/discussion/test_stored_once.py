import pytest

from discussion.actions import OtherText, Sent, submit_answer
from discussion.models import Post
from forum import actions as forum
from forum.models import Topic
from tests.texts import new_key, verdict


def sent(author, body, key, title=""):
    return Sent(author=author, title=title, body=body, key=key, assessment=verdict())


def test_the_same_form_sent_twice_stores_one_post(topic, stranger):
    key = new_key()

    first = submit_answer(topic.thread, sent(stranger, "Once.", key))
    second = submit_answer(topic.thread, sent(stranger, "Once.", key))
    assert first == second
    assert Post.objects.filter(author=stranger).count() == 1


def test_the_same_key_with_another_text_is_told_apart(topic, stranger):
    key = new_key()
    first = submit_answer(topic.thread, sent(stranger, "Once.", key))

    with pytest.raises(OtherText) as other:
        submit_answer(topic.thread, sent(stranger, "Something else.", key))
    assert other.value.existing == first


def test_two_members_may_use_the_same_key(topic, stranger, member):
    key = new_key()

    assert submit_answer(topic.thread, sent(stranger, "Mine.", key)) != submit_answer(
        topic.thread, sent(member, "Mine.", key)
    )


def test_the_same_question_sent_twice_makes_one_topic(board, member):
    key = new_key()

    first = forum.ask(board, sent(member, "A body.", key, title="Does it help?"))
    second = forum.ask(board, sent(member, "A body.", key, title="Does it help?"))
    assert first == second
    assert Topic.objects.count() == 1


def test_a_second_request_that_wins_the_race_leaves_no_empty_topic(board, member, monkeypatch):
    """Both requests see nothing stored yet; the constraint decides, and the loser cleans up after itself."""
    key = new_key()
    once = sent(member, "A body.", key, title="Does it help?")
    first = forum.ask(board, once)
    monkeypatch.setattr("forum.actions.discussion.sent_before", lambda _sent: None)

    assert forum.ask(board, once) == first
    assert Topic.objects.count() == 1
