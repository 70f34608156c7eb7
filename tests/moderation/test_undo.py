"""A decision taken back leaves text, place, strikes and what waits to be told as they were; the case waits again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from discussion.models import Post, Thread
from forum.models import Board, Topic
from members.models import Member
from moderation import actions
from moderation.models import AuditEntry, Case, Decision, Sanction, Status
from moderation.verification import verify
from notifications.delivery import deliver_due_mail
from notifications.models import Notice, OutgoingMail
from notifications.telling import tell_waiting
from tests.texts import ADVERT, decided, verdict

STORY = f"My skin has been bad for twenty years and I sleep little.\n\n{ADVERT}"
OF_A_TEXT = ("status", "title", "body", "html", "version", "latest_version", "outcome", "rule", "proposal_id",
             "published_at", "published_seq", "answer_no", "reply_no", "edited_at")  # fmt: skip


def everything(post: Post) -> dict:
    """What an undone decision must leave as it was."""
    return {
        "text": Post.objects.values(*OF_A_TEXT).get(pk=post.pk),
        "versions": list(post.versions().order_by("number").values_list("number", "body")),
        # Turns are never given twice, and the place in lists of a topic that was busy meanwhile stays.
        "thread": _without(Thread.objects.values().get(pk=post.thread_id), "last_seq"),
        "answers": list(Post.objects.filter(thread=post.thread_id).order_by("pk").values_list("pk", "replies_count")),
        "topic": _without(Topic.objects.values().get(thread=post.thread_id), "last_activity_at", "created_at"),
        "boards": list(Board.objects.values_list("slug", "topics_count")),
        "author": Member.objects.values("published_posts", "suspended_until").get(pk=post.author_id),
        "strikes": Sanction.objects.in_force().filter(member=post.author_id).count(),
        "notices": sorted(Notice.objects.told().values_list("member_id", "text", "url", "about")),
        "mails": sorted(
            OutgoingMail.objects.filter(sent_at=None, taken_back_at=None).values_list("member_id", "subject")
        ),
        "open cases": Case.objects.open_about(post).count(),
    }


def _without(row: dict, *names: str) -> dict:
    return {name: value for name, value in row.items() if name not in names}


def counters_equal_rows(thread_id: int) -> bool:
    thread, posts = Thread.objects.get(pk=thread_id), Post.objects.published().filter(thread=thread_id)
    answers = posts.filter(answer_no__gt=0, reply_no=0).count()
    return (thread.answers_count, thread.replies_count) == (answers, posts.filter(reply_no__gt=0).count())


@pytest.fixture
def held(make_post):
    return make_post(STORY, outcome="hold", words="+1 202 555 0143")


@pytest.fixture
def flagged(make_post):
    return make_post(STORY, outcome="flag", words="+1 202 555 0143")


@pytest.fixture
def asked(make_topic, stranger):
    """A flagged question, of a topic that has answers of others."""
    return make_topic(author=stranger, outcome="flag", title="Which clinic?", body=STORY).thread.posts.get(answer_no=0)


SANCTIONS = [None, actions.Wish("warn"), actions.Wish("strike", weight=2), actions.Wish("suspend", days=3)]


@pytest.mark.parametrize("sanction", SANCTIONS, ids=lambda wish: wish.kind if wish else "no sanction")
@pytest.mark.parametrize("thread_act", ["", "lock", "slow"])
@pytest.mark.parametrize("act", ["release", "card", "keep", "mask", "return", "remove"])
@pytest.mark.parametrize("kind", ["held", "flagged", "asked"])
def test_after_an_undo_everything_is_as_before(request, moderator, other_moderator, kind, act, thread_act, sanction):
    post = request.getfixturevalue(kind)
    case = Case.objects.open_about(post).get()
    against = act in ("mask", "return", "remove")
    if act not in actions.acts_for(case) or (sanction and sanction.kind != "warn" and not against):
        return  # such a decision cannot be made
    before = everything(post)

    made = decided(
        case, act=act, moderator=moderator, rule="contact", message="m", sanction=sanction, thread_act=thread_act
    )
    actions.undo(made, by=other_moderator, reason="I misread it")

    assert everything(post) == before
    assert counters_equal_rows(post.thread_id)
    made.refresh_from_db()
    assert made.is_undone and made.undone_by == other_moderator
    assert [entry.act for entry in AuditEntry.objects.filter(act="undone")] == ["undone"]
    assert not [finding for finding in verify() if finding.is_fault]


@pytest.mark.parametrize("act", ["release", "return", "remove"])
def test_an_edit_that_waits_waits_again_after_an_undo(make_post, moderator, other_moderator, act):
    post = make_post("It helped me a little.")
    actions.revise(post, title="", body=ADVERT, html="<p>ad</p>", assessment=verdict("hold", ADVERT), based_on=1)
    before = everything(post)

    made = decided(Case.objects.open_about(post).get(), act=act, moderator=moderator, rule="contact", message="m")
    actions.undo(made, by=other_moderator, reason="I misread it")

    assert everything(post) == before


def test_what_was_told_about_a_removed_answer_is_told_again(make_post, flagged, moderator, topic):
    about = f"post:{flagged.pk}"
    tell_waiting()
    assert Notice.objects.told().filter(member=topic.author, about=about).exists()
    made = decided(
        Case.objects.open_about(flagged).get(), act="remove", moderator=moderator, rule="contact", message="m"
    )
    assert not Notice.objects.told().filter(about=about).exists()

    actions.undo(made, by=moderator, reason="I misread it")
    assert Notice.objects.told().filter(member=topic.author, about=about).exists()


def test_a_mail_that_has_left_is_followed_by_one_correction(held, moderator):
    made = decided(Case.objects.open_about(held).get(), act="remove", moderator=moderator, rule="contact", message="m")
    assert deliver_due_mail() == 1

    actions.undo(made, by=moderator, reason="I misread it")
    assert deliver_due_mail() == 1
    corrections = Notice.objects.told().filter(member=held.author, about=f"correction:{made.pk}")
    assert [notice.text for notice in corrections] == [
        "A decision about your text was taken back. Everything is as it was before."
    ]


def test_a_text_that_moved_on_since_is_not_turned_back(held, moderator):
    made = decided(Case.objects.open_about(held).get(), act="return", moderator=moderator, rule="contact", message="m")
    held.refresh_from_db()
    actions.revise(
        held, title="", body="Only my story.", html="<p>Only my story.</p>", assessment=verdict(), based_on=1
    )

    with pytest.raises(actions.CannotUndo):
        actions.undo(made, by=moderator, reason="I misread it")
    held.refresh_from_db()
    assert (held.status, held.body) == (Status.PUBLISHED, "Only my story.")
    made.refresh_from_db()
    assert not made.is_undone


def mended(post: Post) -> None:
    post.refresh_from_db()
    actions.revise(post, title="", body="Only my story.", html="<p>s</p>", assessment=verdict(), based_on=1)


@pytest.mark.parametrize(
    "given", [{"sanction": actions.Wish("strike")}, {"thread_act": "lock"}], ids=["strike", "lock"]
)
def test_what_stands_beside_a_mended_text_is_taken_back_and_the_text_stays(held, moderator, other_moderator, given):
    made = decided(
        Case.objects.open_about(held).get(), act="return", moderator=moderator, rule="contact", message="m", **given
    )
    mended(held)
    deliver_due_mail()
    assert actions.what_can_be_undone(made) == "beside the text"

    assert actions.undo(made, by=other_moderator, reason="I misread it") is None
    held.refresh_from_db()
    assert (held.status, held.body) == (Status.PUBLISHED, "Only my story.")
    assert not Sanction.objects.in_force().exists() and not Thread.objects.get(pk=held.thread_id).locked
    assert not Case.objects.open().exists()
    told = Notice.objects.told().get(about=f"correction:{made.pk}")
    assert told.text.endswith("The text stays as it is now.")


def test_a_release_is_not_undone_beside_a_later_decision_that_lets_the_text_stand(held, moderator, member):
    released = decided(Case.objects.open_about(held).get(), act="release", moderator=moderator)
    held.refresh_from_db()
    actions.report(held, reporter=member, reason="promotion")
    kept = decided(Case.objects.open_about(held).get(), act="keep", moderator=moderator)

    with pytest.raises(actions.CannotUndo):
        actions.undo(released, by=moderator, reason="I misread it")
    held.refresh_from_db()
    assert held.status == Status.PUBLISHED

    actions.undo(kept, by=moderator, reason="I misread it")
    actions.undo(released, by=moderator, reason="I misread it")
    held.refresh_from_db()
    assert held.status == Status.HELD


def test_another_lock_of_the_thread_stays_when_an_older_one_is_undone(held, flagged, moderator):
    slowed = decided(Case.objects.open_about(held).get(), act="release", moderator=moderator, thread_act="slow")
    decided(Case.objects.open_about(flagged).get(), act="keep", moderator=moderator, thread_act="slow")
    until = Thread.objects.get(pk=held.thread_id).slowed_until

    actions.undo(slowed, by=moderator, reason="I misread it")
    assert Thread.objects.get(pk=held.thread_id).slowed_until == until


def test_a_decision_is_undone_once_and_within_thirty_days(held, moderator):
    made = decided(Case.objects.open_about(held).get(), act="remove", moderator=moderator, rule="contact", message="m")
    Decision.objects.filter(pk=made.pk).update(decided_at=timezone.now() - timedelta(days=31))
    made.refresh_from_db()
    with pytest.raises(actions.CannotUndo):
        actions.undo(made, by=moderator, reason="late")

    Decision.objects.filter(pk=made.pk).update(decided_at=timezone.now())
    made.refresh_from_db()
    actions.undo(made, by=moderator, reason="in time")
    with pytest.raises(actions.CannotUndo):
        actions.undo(made, by=moderator, reason="twice")


def test_an_undone_case_joins_the_newer_open_one(flagged, moderator, member):
    made = decided(Case.objects.open_about(flagged).get(), act="keep", moderator=moderator)
    actions.report(flagged, reporter=member, reason="promotion")
    newer = Case.objects.open_about(flagged).get()

    actions.undo(made, by=moderator, reason="I misread it")
    joined = Case.objects.open_about(flagged).get()
    assert joined == newer
    assert (joined.reports_count, joined.score) == (1, made.case.score)


def test_other_suspensions_of_the_member_go_on(held, flagged, moderator, site_admin, stranger):
    until = timezone.now() + timedelta(days=30)
    actions.suspend(stranger, until=until, by=site_admin, reason="threats")
    made = decided(
        Case.objects.open_about(held).get(), act="remove", moderator=moderator, rule="contact", message="m",
        sanction=actions.Wish("suspend", days=60),
    )  # fmt: skip

    actions.undo(made, by=moderator, reason="I misread it")
    stranger.refresh_from_db()
    assert stranger.suspended_until == until
