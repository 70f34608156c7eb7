"""Real threads on real connections, on whichever engine the suite runs."""

from functools import partial

import pytest

from discussion import actions
from discussion.actions import Sent
from discussion.models import Post, Reaction, Thread
from forum import actions as forum
from forum.models import Topic
from moderation import actions as moderation
from moderation.models import AuditEntry, Case, Decision, Status
from moderation.verification import verify
from notifications.models import Notice
from tests.races import at_once
from tests.texts import ADVERT, decided, new_key, verdict

pytestmark = pytest.mark.django_db(transaction=True)


def sent(author, body, key=None, outcome="publish", title=""):
    return Sent(author=author, title=title, body=body, key=key or new_key(), assessment=verdict(outcome, body))


def test_answers_sent_at_once_get_places_of_their_own(topic, stranger, member):
    threads = [Thread.objects.get(pk=topic.thread_id) for _ in range(6)]
    outcomes = at_once(
        *(partial(actions.submit_answer, thread, sent(stranger, f"Answer {n}.")) for n, thread in enumerate(threads))
    )

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert sorted(post.answer_no for post in outcomes) == [1, 2, 3, 4, 5, 6]
    topic.thread.refresh_from_db()
    assert (topic.thread.answers_count, topic.thread.last_published_answer_no) == (6, 6)


def test_one_form_sent_four_times_at_once_is_stored_once(topic, stranger):
    once = sent(stranger, "Only once.")
    outcomes = at_once(
        *(partial(actions.submit_answer, Thread.objects.get(pk=topic.thread_id), once) for _ in range(4))
    )

    assert {outcome.pk for outcome in outcomes} == {Post.objects.get(author=stranger).pk}


def test_one_question_sent_three_times_at_once_makes_one_topic(board, member):
    once = sent(member, "A body.", title="Does it help?")
    outcomes = at_once(*(partial(forum.ask, board, once) for _ in range(3)))

    assert len({outcome.pk for outcome in outcomes}) == 1
    assert Topic.objects.count() == 1


def test_of_moderators_who_decide_at_once_one_wins_and_the_author_is_told_once(make_member, make_post):
    post = make_post(f"My skin has been bad for twenty years and I sleep little.\n\n{ADVERT}", outcome="hold")
    case = Case.objects.open_about(post).get()
    moderators = [make_member(f"Mod{n}", role="moderators") for n in range(20)]
    acts = ["release", "remove", "return", "card", "mask"] * 4
    words = {"version": 1, "rule": "promotion", "reason": "r", "message": "m"}
    outcomes = at_once(
        *(
            partial(decided, Case.objects.get(pk=case.pk), act=act, moderator=moderator, **words)
            for act, moderator in zip(acts, moderators, strict=True)
        )
    )

    decisions = [outcome for outcome in outcomes if isinstance(outcome, Decision)]
    assert len(decisions) == 1
    assert {type(outcome) for outcome in outcomes if outcome not in decisions} == {moderation.AlreadyDecided}
    assert AuditEntry.objects.exclude(act="held").count() == 1
    assert Notice.objects.filter(member=post.author, kind="decision").count() == 1
    assert not [finding for finding in verify() if finding.is_fault]


def test_an_author_who_withdraws_while_a_moderator_releases_never_ends_half_way(make_post, moderator):
    post = make_post(ADVERT, outcome="hold")
    case = Case.objects.open_about(post).get()
    release = partial(decided, case, act="release", moderator=moderator)
    at_once(release, partial(moderation.withdraw, Post.objects.select_related("thread").get(pk=post.pk)))

    post.refresh_from_db()
    thread = Thread.objects.get(pk=post.thread_id)
    assert post.status in (Status.PUBLISHED, Status.WITHDRAWN)
    assert thread.answers_count == (1 if post.status == Status.PUBLISHED else 0)
    assert not Case.objects.open_about(post).exists()


def test_reports_at_once_join_one_case_and_are_all_counted(make_post, make_member):
    post = make_post()
    reporters = [make_member(f"Reporter{n}") for n in range(4)]
    outcomes = at_once(
        *(partial(moderation.report, Post.objects.get(pk=post.pk), reporter=who, reason="other") for who in reporters)
    )

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert Case.objects.get().reports_count == 4


def test_the_same_kind_word_twice_at_once_counts_once(make_post, member):
    post = make_post()
    at_once(*(partial(actions.react, post, member=member, kind="thanks", on=True) for _ in range(2)))

    post.refresh_from_db()
    assert (post.thanks_count, Reaction.objects.count()) == (1, 1)


def test_edits_from_the_same_version_at_once_lose_none_silently(make_post):
    post = make_post("old")
    copies = [Post.objects.select_related("thread").get(pk=post.pk) for _ in range(2)]
    outcomes = at_once(
        *(
            partial(actions.edit, copy, title="", body=f"edit {n}", assessment=verdict(), based_on=1)
            for n, copy in enumerate(copies)
        )
    )

    assert len([outcome for outcome in outcomes if isinstance(outcome, moderation.StaleEdit)]) == 1
    post.refresh_from_db()
    assert (post.version, post.latest_version) == (2, 2)


def test_an_author_who_mends_while_a_moderator_removes_never_ends_half_way(make_post, moderator):
    post = make_post(ADVERT, outcome="hold")
    case = Case.objects.open_about(post).get()
    remove = partial(decided, case, act="remove", moderator=moderator, rule="spam", message="m")
    copy = Post.objects.select_related("thread").get(pk=post.pk)
    mend = partial(actions.edit, copy, title="", body="Only my story.", assessment=verdict(), based_on=1)
    removed, mended = at_once(remove, mend)

    post.refresh_from_db()
    if isinstance(removed, Decision):
        assert isinstance(mended, (moderation.MovedMeanwhile, moderation.StaleEdit))
        assert (post.status, post.body) == (Status.REMOVED, ADVERT)
    else:
        assert isinstance(removed, moderation.AlreadyDecided)
        assert (post.status, post.body) == (Status.PUBLISHED, "Only my story.")
    assert not Case.objects.open_about(post).exists()
