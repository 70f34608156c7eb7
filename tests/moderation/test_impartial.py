"""Nobody at the desk decides where they have a side: their own texts, those they reported, an appeal they lost."""

import pytest
from django.test import Client
from django.urls import reverse

from moderation import actions
from moderation.access import on_duty
from moderation.models import Case, Status
from tests.texts import ADVERT, decided

AGAINST = {"act": "remove", "rule": "contact", "message": "m"}


@pytest.fixture
def post(make_post):
    return make_post(ADVERT)


@pytest.fixture
def reported(post, moderator):
    """A case that a moderator has opened by their own report."""
    actions.report(post, reporter=moderator, reason="promotion")
    return Case.objects.open_about(post).get()


def test_whoever_reported_a_text_does_not_decide_its_case(reported, post, moderator, other_moderator):
    with pytest.raises(actions.NotYours, match="You reported that text"):
        decided(reported, moderator=moderator, **AGAINST)

    decided(reported, moderator=other_moderator, **AGAINST)
    post.refresh_from_db()
    assert post.status == Status.REMOVED


def test_nor_a_later_case_about_the_same_text(reported, post, member, moderator, other_moderator):
    decided(reported, act="keep", moderator=other_moderator)
    actions.report(post, reporter=member, reason="promotion")

    with pytest.raises(actions.NotYours):
        decided(Case.objects.open_about(post).get(), moderator=moderator, **AGAINST)


def test_they_neither_take_the_decision_back_nor_answer_its_appeal(reported, post, moderator, other_moderator):
    made = decided(reported, moderator=other_moderator, **AGAINST)
    with pytest.raises(actions.NotYours):
        actions.undo(made, by=moderator, reason="r")

    appeal = actions.appeal(made, author=post.author, text="Look again.")
    assert not actions.may_answer(appeal, moderator)


def test_the_case_is_in_the_queue_of_the_others_only(reported, moderator, other_moderator):
    assert not Case.objects.to_decide(moderator).exists()
    assert Case.objects.to_decide(other_moderator).get() == reported
    assert set(on_duty(reported)) == {other_moderator}


def test_the_reporter_finds_no_page_of_it_until_it_is_decided(client, sign_in, reported, moderator, other_moderator):
    sign_in(client, moderator)
    for address in (reported.get_absolute_url(), reverse("moderation:claim", args=[reported.pk])):
        response = client.post(address, {"act": "keep", "version": 1, "reason": "r"}, follow=True)
        assert response.request["PATH_INFO"] == reverse("moderation:queue")
        assert "You reported that text." in response.text
    assert client.post(reverse("moderation:queue_act", args=[reported.pk, "claim"])).status_code == 404
    reported.refresh_from_db()
    assert reported.is_open and reported.claimed_by is None

    decided(reported, act="keep", moderator=other_moderator)
    assert client.get(reported.get_absolute_url()).status_code == 200


def test_a_group_leaves_out_what_one_reported_and_says_why(client, sign_in, reported, moderator):
    form = {"case": f"{reported.pk}:1", "act": "keep", "reason": "r", "step": "confirm"}
    form["group_key"] = "7b0c9d6e-8a57-4a46-9b7e-0e6c3a1d2f45"
    page = sign_in(client, moderator).post(reverse("moderation:group"), form, follow=True).text

    assert "You reported that text." in page
    reported.refresh_from_db()
    assert reported.is_open


# Whoever lost an appeal


@pytest.fixture
def reopened(make_post, moderator, other_moderator):
    """A case that waits again, since an appeal overturned the moderator's decision."""
    post = make_post(ADVERT, outcome="hold", words="+1 202 555 0143")
    made = decided(Case.objects.open_about(post).get(), moderator=moderator, **AGAINST)
    appeal = actions.appeal(made, author=post.author, text="Look again.")
    actions.answer(appeal, moderator=other_moderator, overturn=True, reply="You are right.", reason="r")
    return Case.objects.open_about(post).get()


def test_whoever_lost_the_appeal_neither_takes_nor_decides_the_case_again(reopened, moderator, other_moderator):
    for act in (
        lambda: decided(reopened, moderator=moderator, **AGAINST),
        lambda: actions.claim(reopened, moderator),
        lambda: actions.take_over(reopened, moderator, why="I know it."),
    ):
        with pytest.raises(actions.NotYours, match="overturned your decision"):
            act()

    decided(reopened, act="release", moderator=other_moderator)
    assert not Case.objects.open().exists()


def test_the_case_is_in_the_others_queue_and_has_no_page_for_the_loser(
    client, sign_in, reopened, moderator, other_moderator
):
    assert not Case.objects.to_decide(moderator).exists()
    assert set(on_duty(reopened)) == {other_moderator}
    sign_in(client, moderator)
    for name in ("case", "claim", "take_over"):
        response = client.post(reverse(f"moderation:{name}", args=[reopened.pk]), {"why": "w"}, follow=True)
        assert response.request["PATH_INFO"] == reverse("moderation:queue")
        assert "overturned your decision" in response.text
    reopened.refresh_from_db()
    assert reopened.claimed_by is None

    assert sign_in(Client(), other_moderator).get(reopened.get_absolute_url()).status_code == 200


def test_an_upheld_decision_bars_nobody(make_post, moderator, other_moderator):
    post = make_post(ADVERT, outcome="hold", words="+1 202 555 0143")
    made = decided(Case.objects.open_about(post).get(), moderator=moderator, act="return", rule="contact", message="m")
    appeal = actions.appeal(made, author=post.author, text="Look again.")
    actions.answer(appeal, moderator=other_moderator, overturn=False, reply="No.", reason="r")

    assert actions.may_decide(made.case, moderator)
