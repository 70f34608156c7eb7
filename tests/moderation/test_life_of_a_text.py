import pytest

from discussion.models import Post
from moderation import actions
from moderation.models import AuditEntry, Case, Status, Version
from tests.texts import ADVERT, verdict


def edit(post, body, outcome="publish", based_on=None):
    post.refresh_from_db()
    return actions.revise(
        post,
        title=post.title,
        body=body,
        html=f"<p>{body}</p>",
        assessment=verdict(outcome, body),
        based_on=based_on or post.latest_version,
    )


@pytest.mark.parametrize("outcome, status, cases", [("publish", "published", 0), ("card", "published", 0)])
def test_a_text_the_screen_lets_pass_is_public_at_once(make_post, outcome, status, cases):
    post = make_post(outcome=outcome)

    assert (post.status, Case.objects.count()) == (status, cases)


def test_a_flagged_text_is_public_and_has_a_case(make_post):
    post = make_post(outcome="flag")

    assert post.status == Status.PUBLISHED
    assert not Case.objects.open_about(post).get().is_hidden


def test_a_held_text_is_hidden_and_its_case_and_audit_entry_say_so(make_post):
    post = make_post(ADVERT, outcome="hold", words="+1 202 555 0143")

    case = Case.objects.open_about(post).get()
    assert (post.status, case.is_hidden, case.codes) == (Status.HELD, True, ["phone"])
    assert AuditEntry.objects.get().act == AuditEntry.Act.HELD


def test_an_edit_the_screen_lets_pass_replaces_the_text(make_post):
    post = make_post("old")

    edit(post, "new")
    post.refresh_from_db()
    assert (post.body, post.version, post.proposal) == ("new", 2, None)


def test_an_edit_that_would_be_held_waits_and_the_old_text_stays_public(make_post):
    post = make_post("old")

    edit(post, ADVERT, "hold")
    post.refresh_from_db()
    assert (post.body, post.status, post.proposal.body) == ("old", Status.PUBLISHED, ADVERT)
    assert Case.objects.open_about(post).get().is_proposal


def test_a_second_edit_replaces_the_one_that_waits(make_post):
    post = make_post("old")
    edit(post, ADVERT, "hold")

    edit(post, "harmless again")
    post.refresh_from_db()
    assert (post.body, post.proposal) == ("harmless again", None)
    assert not Case.objects.open_about(post).exists()


def test_withdrawing_the_waiting_edit_leaves_the_public_text(make_post):
    post = make_post("old")
    edit(post, ADVERT, "hold")
    post.refresh_from_db()

    actions.withdraw_proposal(post)
    post.refresh_from_db()
    assert (post.body, post.status, post.proposal) == ("old", Status.PUBLISHED, None)


def test_an_edit_from_an_older_version_is_refused(make_post):
    post = make_post("old")
    edit(post, "newer")

    with pytest.raises(actions.StaleEdit):
        edit(post, "from the old page", based_on=1)
    post.refresh_from_db()
    assert post.body == "newer"


def test_a_held_text_that_its_author_mends_is_published_and_its_case_closes(make_post):
    post = make_post(ADVERT, outcome="hold")

    edit(post, "Stem cells did nothing for me.")
    post.refresh_from_db()
    assert post.status == Status.PUBLISHED
    assert not Case.objects.open_about(post).exists()


def test_an_edit_does_not_close_a_case_that_somebody_reported(make_post, member):
    post = make_post("unkind words")
    actions.report(post, reporter=member, reason="respect")

    edit(post, "kinder words")
    case = Case.objects.open_about(post).get()
    assert (case.version, case.excerpt) == (2, "kinder words")


def test_a_worry_opens_a_case_and_hides_nothing(make_post):
    post = make_post("I cannot go on.", concern="crisis")

    case = Case.objects.open_about(post).get()
    assert (post.status, case.concern, case.is_hidden) == (Status.PUBLISHED, "crisis", False)


def test_a_withdrawn_text_cannot_be_withdrawn_or_edited_again(make_post):
    post = make_post()
    actions.withdraw(post)

    with pytest.raises(actions.MovedMeanwhile):
        actions.withdraw(Post.objects.get(pk=post.pk))
    with pytest.raises(actions.MovedMeanwhile):
        edit(post, "back again")


def test_every_text_that_was_sent_is_kept_as_a_version(make_post):
    post = make_post("one")
    edit(post, "two")
    edit(post, ADVERT, "hold")

    assert list(post.versions().order_by("number").values_list("body", flat=True)) == ["one", "two", ADVERT]
    assert Version.objects.get(number=3).assessed.outcome == "hold"


def test_an_edit_within_half_an_hour_is_not_marked_and_a_later_one_is(make_post):
    from datetime import timedelta

    from django.utils import timezone

    early, late = make_post("one"), make_post("two")
    Post.objects.filter(pk=late.pk).update(created_at=timezone.now() - timedelta(minutes=31))

    edit(early, "one, better")
    edit(late, "two, better")
    early.refresh_from_db()
    late.refresh_from_db()
    assert early.edited_at is None
    assert late.edited_at is not None
