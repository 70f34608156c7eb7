"""A text that became readable is told of once, by a worker, to those who want to hear of it and may read it."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from discussion import actions as discussion
from discussion.models import AliasMute, Post
from discussion.telling import readers_of
from forum import actions as forum
from forum.models import Tag
from members.models import Block
from moderation import actions
from moderation.models import Case
from mypsoriasis.management.commands.worker import forget_old_mail
from notifications import follows, telling
from notifications.choices import choose
from notifications.delivery import deliver_due_mail
from notifications.models import Notice, OutgoingMail, Preferences, Telling, When
from notifications.telling import tell_waiting
from tests.races import at_once
from tests.texts import decided, new_key, verdict

Kind = Notice.Kind


@pytest.fixture
def reader(make_member, topic):
    """Somebody who comes when the question is told of already."""
    tell_waiting()
    return make_member("Rita")


def told(member) -> list[tuple[str, str]]:
    """What stands for this member: kind and text of each notice."""
    return sorted(Notice.objects.told().filter(member=member).values_list("kind", "about"))


def anonymously(thread, author, body="It helped me, and I want no name under it.", **given) -> Post:
    sent = discussion.Sent(author=author, body=body, key=new_key(), assessment=verdict(body=body), anonymous=True)
    return discussion.submit_answer(thread, sent, **given)


def test_the_asker_is_told_of_an_answer_and_whoever_wrote_it_is_not(make_post, member, stranger):
    post = make_post(author=stranger)
    tell_waiting()

    assert told(member) == [(Kind.ANSWER, f"post:{post.pk}")]
    assert told(stranger) == []


def test_sending_leaves_one_row_and_no_notice(topic, make_post):
    Telling.objects.all().delete()
    post = make_post()
    assert [row.about for row in Telling.objects.all()] == [f"post:{post.pk}"]
    assert not Notice.objects.exists()


def test_a_row_goes_when_everybody_is_told(make_post):
    make_post()
    tell_waiting()
    assert not Telling.objects.exists()


def test_a_reply_is_told_to_the_answerer_and_to_the_asker(make_post, make_member, member, stranger, reader):
    reply = make_post("Thank you.", under=make_post(author=stranger), author=reader)
    tell_waiting()

    assert (Kind.REPLY, f"post:{reply.pk}") in told(stranger)
    assert (Kind.ANSWER, f"post:{reply.pk}") in told(member)


def test_one_member_gets_one_notice_by_the_strongest_reason(make_post, board, member, stranger, reader):
    answer = make_post(author=member)  # the asker answers, so a reply to it concerns them in three ways
    tell_waiting()
    follows.follow(member, f"thread:{answer.thread_id}")
    follows.follow(member, f"member:{reader.pk}")
    reply = make_post("Thank you.", under=answer, author=reader)
    tell_waiting()

    assert told(member) == [(Kind.REPLY, f"post:{reply.pk}")]


def test_a_mention_is_the_strongest_reason_of_all(make_post, member, reader):
    answer = make_post(author=member)
    tell_waiting()
    reply = make_post("I think as @Marie does.", under=answer, author=reader)
    tell_waiting()
    assert told(member) == [(Kind.MENTION, f"post:{reply.pk}")]


def test_a_mention_reaches_somebody_who_follows_nothing_and_not_its_own_author(make_post, stranger, reader):
    post = make_post("@Rita may know this, and I, @Jon, do not.", author=stranger)
    tell_waiting()
    assert told(reader) == [(Kind.MENTION, f"post:{post.pk}")]
    assert told(stranger) == []


@pytest.mark.parametrize("by", ["reader", "author"])
def test_a_mention_goes_through_no_block(make_post, stranger, reader, by):
    pair = (reader, stranger) if by == "reader" else (stranger, reader)
    Block.objects.create(member=pair[0], other=pair[1], kind="block")
    make_post("@Rita may know this.", author=stranger)
    tell_waiting()
    assert told(reader) == []


def test_nobody_calls_a_crowd_together(make_post, make_member):
    crowd = [make_member(f"Voice{number}") for number in range(15)]
    make_post(
        " and ".join(f"@{one.username}" for one in crowd[:8]) + "\n\n" + " or ".join(f"@{one}" for one in crowd[8:])
    )
    tell_waiting()
    assert Notice.objects.filter(kind=Kind.MENTION).count() == 10


@pytest.mark.parametrize("what", ["thread:{thread}", "member:{author}"])
def test_followers_are_told_of_a_reply(make_post, topic, stranger, reader, what):
    follows.follow(reader, what.format(thread=topic.thread_id, author=stranger.pk))
    make_post(author=stranger)
    tell_waiting()
    assert len(told(reader)) == 1


def test_followers_of_a_board_and_of_a_tag_are_told_of_questions_alone(make_topic, make_post, board, member, reader):
    tag = Tag.objects.create(slug="scalp", name="Scalp", theme="body")
    follows.follow(reader, f"board:{board.pk}")
    follows.follow(reader, f"tag:{tag.pk}")
    topic = make_topic(author=member)
    topic.tags.add(tag)
    question = topic.thread.posts.get(answer_no=0)
    make_post(thread=topic.thread)
    tell_waiting()

    assert told(reader) == [(Kind.TOPIC, f"post:{question.pk}")]


def test_whoever_writes_follows_from_then_on(make_post, topic, stranger, reader):
    make_post(author=stranger)
    tell_waiting()
    later = make_post(author=reader)
    tell_waiting()
    assert told(stranger) == [(Kind.THREAD, f"post:{later.pk}")]


def test_the_page_right_after_posting_says_that_it_is_followed(client, topic, stranger):
    client.force_login(stranger)
    client.post(f"/threads/{topic.thread_id}/answer/", {"body": "It helped me a little.", "key": new_key(), "act": "send"})

    assert "Stop following this discussion" in client.get(topic.get_absolute_url()).text


def test_whoever_follows_from_now_on_is_not_told_of_what_stood_there_before(make_post, topic, stranger, reader):
    make_post("There before.", author=topic.author)
    make_post("Mine.", author=stranger)
    follows.follow(reader, f"thread:{topic.thread_id}")
    tell_waiting()

    assert told(stranger) == told(reader) == []


def test_whoever_stops_following_before_a_worker_came_follows_no_more(make_post, topic, stranger):
    make_post(author=stranger)
    follows.unfollow(stranger, f"thread:{topic.thread_id}")
    tell_waiting()

    assert follows.state(stranger, f"thread:{topic.thread_id}") == ""


def test_whoever_does_not_want_that_follows_nothing(make_post, stranger, reader):
    Preferences.objects.create(member=stranger, follow_own=False)
    make_post(author=stranger)
    tell_waiting()
    make_post(author=reader)
    tell_waiting()
    assert told(stranger) == []


def test_writing_does_not_undo_a_mute(make_post, topic, stranger, reader):
    follows.mute(stranger, f"thread:{topic.thread_id}")
    make_post(author=stranger)
    tell_waiting()
    make_post(author=reader)
    tell_waiting()
    assert told(stranger) == []


def test_a_muted_topic_is_silent_for_its_asker_too(make_post, topic, member):
    follows.mute(member, f"thread:{topic.thread_id}")
    make_post()
    tell_waiting()
    assert told(member) == []


def test_a_held_text_is_told_when_it_is_released(make_post, member, moderator):
    post = make_post(outcome="hold")
    tell_waiting()
    assert told(member) == []

    decided(Case.objects.open_about(post).get(), act="release", moderator=moderator)
    tell_waiting()
    assert told(member) == [(Kind.ANSWER, f"post:{post.pk}")]


def test_a_text_hidden_before_its_turn_is_told_to_nobody_until_it_is_back(
    make_post, member, moderator, other_moderator
):
    post = make_post(outcome="flag")
    decision = decided(
        Case.objects.open_about(post).get(), act="remove", moderator=moderator, rule="contact", message="x"
    )
    tell_waiting()
    assert not Notice.objects.filter(about=f"post:{post.pk}").exists()

    actions.undo(decision, by=other_moderator, reason="wrong")
    tell_waiting()
    assert told(member) == [(Kind.ANSWER, f"post:{post.pk}")]


def test_a_text_hidden_without_a_word_is_told_to_nobody(make_post):
    """As by hand in the database: what the row says is not believed, the text is asked."""
    post = make_post()
    Post.objects.filter(pk=post.pk).update(status="held")
    tell_waiting()

    assert not Notice.objects.filter(about=f"post:{post.pk}").exists()
    assert Telling.objects.get(subject_id=post.pk).taken_back_at


def test_a_release_that_is_undone_and_repeated_makes_no_second_notice(make_post, member, moderator, other_moderator):
    post = make_post(outcome="hold")
    first = decided(Case.objects.open_about(post).get(), act="release", moderator=moderator)
    tell_waiting()
    actions.undo(first, by=other_moderator, reason="wrong")
    assert told(member) == []

    decided(Case.objects.open_about(post).get(), act="release", moderator=moderator)
    tell_waiting()
    assert told(member) == [(Kind.ANSWER, f"post:{post.pk}")]
    assert Notice.objects.filter(about=f"post:{post.pk}", member=member).count() == 1


def test_a_removed_text_takes_notices_and_mails_back(make_post, member, moderator):
    choose(member.pk, Kind.ANSWER, mail=When.AT_ONCE)
    post = make_post(outcome="flag")
    tell_waiting()
    assert OutgoingMail.objects.due().filter(member=member).count() == 1

    decided(Case.objects.open_about(post).get(), act="remove", moderator=moderator, rule="contact", message="x")
    assert told(member) == []
    assert not OutgoingMail.objects.due().filter(member=member).exists()


# Who may read.


@pytest.mark.parametrize("kind", ["block", "mute"])
def test_who_hides_somebody_is_not_told_of_their_texts(make_post, topic, stranger, reader, kind):
    Block.objects.create(member=reader, other=stranger, kind=kind)
    follows.follow(reader, f"thread:{topic.thread_id}")
    make_post(author=stranger)
    tell_waiting()
    assert told(reader) == []


def test_whom_the_author_blocks_is_not_told_and_whom_they_mute_is(make_post, topic, stranger, reader, newcomer):
    Block.objects.create(member=stranger, other=reader, kind="block")
    Block.objects.create(member=stranger, other=newcomer, kind="mute")
    for follower in (reader, newcomer):
        follows.follow(follower, f"thread:{topic.thread_id}")
    make_post(author=stranger)
    tell_waiting()
    assert (told(reader), len(told(newcomer))) == ([], 1)


def test_a_block_between_reader_and_asker_silences_the_whole_topic(make_post, topic, member, stranger, reader):
    Block.objects.create(member=member, other=reader, kind="block")
    follows.follow(reader, f"thread:{topic.thread_id}")
    make_post(author=stranger)
    tell_waiting()
    assert told(reader) == []


def test_an_anonymous_text_is_not_told_to_those_who_follow_its_author(topic, stranger, reader):
    follows.follow(reader, f"member:{stranger.pk}")
    anonymously(topic.thread, stranger)
    tell_waiting()
    assert told(reader) == []


def test_a_muted_alias_is_silent(topic, stranger, reader):
    first = anonymously(topic.thread, stranger)
    tell_waiting()
    AliasMute.objects.create(member=reader, alias=first.alias)
    follows.follow(reader, f"thread:{topic.thread_id}")
    anonymously(topic.thread, stranger, "And another time it helped too.")
    tell_waiting()
    assert told(reader) == []


def test_a_muted_alias_of_the_asker_silences_the_whole_topic(board, make_post, stranger, reader):
    sent = discussion.Sent(
        author=stranger,
        title="And who else?",
        body="Has anyone tried it?",
        key=new_key(),
        assessment=verdict(),
        anonymous=True,
    )
    question = forum.ask(board, sent)
    AliasMute.objects.create(member=reader, alias=question.alias)
    follows.follow(reader, f"thread:{question.thread_id}")
    post = make_post(thread=question.thread)
    tell_waiting()

    assert told(reader) == []
    assert readers_of(post, [reader.pk]) == set()


def test_a_closed_account_is_told_nothing(make_post, topic, reader):
    follows.follow(reader, f"thread:{topic.thread_id}")
    reader.is_active = False
    reader.save()
    make_post()
    tell_waiting()
    assert told(reader) == []


@pytest.mark.parametrize("anonymous", [False, True])
@pytest.mark.parametrize("by", ["asker", "author"])
@pytest.mark.parametrize("blocker", ["reader", "writer"])
@pytest.mark.parametrize("kind", ["block", "mute"])
def test_asking_for_many_readers_says_what_asking_for_each_says(
    topic, make_post, member, stranger, reader, newcomer, anonymous, by, blocker, kind
):
    post = anonymously(topic.thread, stranger) if anonymous else make_post(author=stranger)
    writer = member if by == "asker" else stranger
    pair = (reader, writer) if blocker == "reader" else (writer, reader)
    Block.objects.create(member=pair[0], other=pair[1], kind=kind)
    everybody = [reader, newcomer]

    each = {one.pk for one in everybody if Post.objects.readable_by(one).filter(pk=post.pk).exists()}
    assert readers_of(post, [one.pk for one in everybody]) == each


# What they chose.


def test_what_is_switched_off_is_not_told_by_a_weaker_reason(make_post, topic, member):
    choose(member.pk, Kind.ANSWER, in_app=False, mail=When.NEVER)
    follows.follow(member, f"thread:{topic.thread_id}")
    make_post()
    tell_waiting()
    assert told(member) == []


def test_what_is_wanted_by_mail_alone_stands_in_no_list(make_post, member):
    choose(member.pk, Kind.ANSWER, in_app=False)
    make_post()
    tell_waiting()
    assert [notice.in_app for notice in Notice.objects.filter(member=member)] == [False]
    assert OutgoingMail.objects.filter(member=member).count() == 1


def test_the_mail_says_that_something_happened_and_nothing_of_it(make_post, topic, stranger):
    make_post("My elbows are so much better.", author=stranger)
    tell_waiting()
    deliver_due_mail()

    (message,) = django_mail.outbox
    said = f"{message.subject} {message.body}".lower()
    assert "you have a reply" in said
    assert not [word for word in ("elbows", "light therapy", "scalp", "jon") if word in said]


# Batches, workers, kills.


@pytest.fixture
def crowd(make_member, topic):
    """Seven followers of the topic, and batches of three."""
    followers = [make_member(f"Follower {number}") for number in range(7)]
    for follower in followers:
        follows.follow(follower, f"thread:{topic.thread_id}")
    Telling.objects.all().delete()
    return followers


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 3)


def once_each(crowd, post) -> bool:
    return all(Notice.objects.told().filter(member=one, about=f"post:{post.pk}").count() == 1 for one in crowd)


def test_a_crowd_is_told_in_batches(crowd, make_post, monkeypatch):
    monkeypatch.setattr(telling, "BATCHES", 1)
    post = make_post()
    tell_waiting()
    assert Notice.objects.count() == 3  # the asker, who follows too, and two of the crowd

    while tell_waiting():
        pass
    assert once_each(crowd, post)


def test_what_has_more_followers_does_not_keep_the_rest_waiting(crowd, make_post, make_topic, monkeypatch, reader):
    make_post()
    make_post(thread=make_topic(author=reader).thread)
    monkeypatch.setattr(telling, "BATCHES", 3)
    tell_waiting()
    assert len(told(reader)) == 1


def test_a_worker_killed_between_two_batches_leaves_a_row_that_goes_on(crowd, make_post, monkeypatch):
    post = make_post()
    row = Telling.objects.get(subject_id=post.pk)
    assert row.claim()
    telling._tell_batch(row)
    row.refresh_from_db()
    assert row.claim()  # and then it is killed

    assert tell_waiting() == 0
    Telling.objects.update(due_at=timezone.now())
    tell_waiting()
    assert once_each(crowd, post)


def test_a_worker_killed_within_a_batch_has_told_nobody_of_it(crowd, make_post, monkeypatch):
    post = make_post()

    def killed(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(Telling, "told_up_to", killed)
    with pytest.raises(KeyboardInterrupt):
        tell_waiting()
    assert not Notice.objects.filter(member__in=crowd).exists()

    monkeypatch.undo()
    Telling.objects.update(due_at=timezone.now())
    tell_waiting()
    assert once_each(crowd, post)


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_tell_everybody_once(crowd, make_post):
    posts = [make_post(f"Reply number {number} of mine.") for number in range(3)]
    for _round in range(4):
        results = at_once(tell_waiting, tell_waiting, tell_waiting)
        assert not [result for result in results if isinstance(result, Exception)]
    assert not Telling.objects.exists()
    assert all(once_each(crowd, post) for post in posts)


@pytest.mark.django_db(transaction=True)
def test_a_removal_while_a_batch_is_written_leaves_no_notice(crowd, make_post, moderator):
    post = make_post(outcome="flag")
    case = Case.objects.open_about(post).get()

    def remove():
        return decided(case, act="remove", moderator=moderator, rule="contact", message="x")

    for result in at_once(tell_waiting, remove):
        assert not isinstance(result, Exception)
    tell_waiting()
    assert not Notice.objects.told().filter(about=f"post:{post.pk}").exists()


def test_an_error_is_noted_by_its_kind_and_comes_again_later_and_later(crowd, make_post, monkeypatch, caplog):
    post = make_post("Words that no log may hold.")
    monkeypatch.setattr(telling, "_write", _fails)
    waits = []
    for _attempt in telling.WAITS:
        before = timezone.now()
        tell_waiting()
        row = Telling.objects.get(subject_id=post.pk)
        waits.append(row.due_at - before >= telling.WAITS[row.attempts - 1])
        Telling.objects.update(due_at=timezone.now())

    assert all(waits) and row.last_error == "ValueError"
    assert tell_waiting() == 0
    assert list(Telling.objects.given_up()) == [row]
    assert "no log" not in caplog.text

    monkeypatch.undo()
    assert Telling.objects.all().try_again() == 1
    while tell_waiting():
        pass
    assert once_each(crowd, post)


def _fails(*_args):
    raise ValueError("Words that no log may hold.")


def test_one_text_that_fails_does_not_hold_up_the_next(make_post, member, monkeypatch):
    first, second = make_post(), make_post("Another reply of mine.")
    written = telling._write
    monkeypatch.setattr(
        telling, "_write", lambda row, *rest: written(row, *rest) if row.subject_id != first.pk else _fails()
    )
    tell_waiting()
    assert told(member) == [(Kind.ANSWER, f"post:{second.pk}")]


def test_a_member_who_left_meanwhile_is_passed_over(crowd, make_post):
    post = make_post()
    crowd.pop(2).delete()
    tell_waiting()
    assert once_each(crowd, post)


def test_an_author_who_left_meanwhile_does_not_stop_the_telling(crowd, make_post, make_member):
    author = make_member("Gone")
    post = make_post(author=author)
    author.delete()
    tell_waiting()
    assert once_each(crowd, post)


def test_telling_costs_the_same_for_one_follower_and_for_many(crowd, make_post, monkeypatch, max_queries):
    monkeypatch.setattr(telling, "BATCH", 100)
    make_post()
    with max_queries(22):
        tell_waiting()
    assert Notice.objects.filter(member__in=crowd).count() == 7


def test_rows_taken_back_long_ago_are_forgotten(make_post):
    post = make_post()
    Telling.objects.filter(subject_id=post.pk).update(taken_back_at=timezone.now() - timedelta(days=60))
    forget_old_mail()
    assert not Telling.objects.filter(subject_id=post.pk).exists()
