import pytest
from django.contrib.auth.models import AnonymousUser

from discussion.models import Post
from moderation import actions as moderation
from moderation.models import Status


def readers(post, *people):
    return [person for person in people if Post.objects.readable_by(person).filter(pk=post.pk).exists()]


def test_only_its_author_reads_a_held_post_on_public_pages(make_post, member, stranger, moderator):
    post = make_post(outcome="hold", author=stranger)

    assert readers(post, member, stranger, moderator, AnonymousUser()) == [stranger]


def test_everyone_reads_a_published_post(make_post, member, stranger):
    post = make_post(author=stranger)

    assert readers(post, member, stranger, AnonymousUser()) == [member, stranger, AnonymousUser()]


@pytest.mark.parametrize("status", [Status.REMOVED, Status.WITHDRAWN, Status.ERASED])
def test_nobody_reads_a_text_that_is_gone(make_post, stranger, status):
    post = make_post(author=stranger)
    Post.objects.filter(pk=post.pk).update(status=status)

    assert readers(post, stranger, AnonymousUser()) == []


def test_nobody_else_reads_answers_under_a_held_question(make_post, topic, question, stranger, member):
    answer = make_post(author=stranger)
    moderation.texts.move(question, (Status.PUBLISHED,), Status.RETURNED)

    assert readers(answer, member, AnonymousUser()) == []


def test_a_page_shows_a_stub_for_a_removed_answer_and_nothing_for_a_held_one(make_post, topic):
    removed, held = make_post("first"), make_post("second", outcome="hold")
    moderation.texts.move(removed, (Status.PUBLISHED,), Status.REMOVED)

    shown = Post.objects.shown_in(topic.thread, AnonymousUser())
    assert removed in shown
    assert held not in shown


def test_a_withdrawn_answer_leaves_a_stub_only_while_it_has_replies(make_post, topic, member):
    lonely, answered = make_post("lonely"), make_post("answered")
    make_post("Thank you.", under=answered, author=member)
    for post in (lonely, answered):
        post.refresh_from_db()
        moderation.withdraw(post)

    shown = Post.objects.shown_in(topic.thread, AnonymousUser())
    assert answered in shown
    assert lonely not in shown
