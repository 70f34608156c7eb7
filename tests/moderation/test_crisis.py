"""A worry about a person: the desk is told at once, once, without a word of the text."""

import pytest

from members.models import Role
from moderation import actions
from moderation.models import Case, ModeratorScope
from notifications.models import Notice, OutgoingMail
from tests.texts import decided

DESPAIR = "Some nights I do not want to live any more."


@pytest.fixture
def board_moderator(make_member, board):
    member = make_member("Bo", role=Role.BOARD_MODERATOR)
    ModeratorScope.objects.create(member=member, place_key=f"board:{board.slug}")
    return member


def told() -> list[str]:
    return sorted(Notice.objects.told().filter(kind="desk").values_list("member__username", flat=True))


def test_all_who_may_decide_are_told_at_once_and_nobody_else(
    make_post, moderator, site_admin, board_moderator, editor, make_member
):
    make_member("Elsewhere", role=Role.BOARD_MODERATOR)
    make_post(DESPAIR, concern="crisis")

    assert told() == ["Alex", "Bo", "Pat"]
    mails = OutgoingMail.objects.filter(about=f"case:{Case.objects.get().pk}")
    assert mails.count() == 3
    assert not [mail for mail in mails if "live" in f"{mail.subject} {mail.body}"]


def test_they_are_told_once_also_when_a_member_worries_too(make_post, moderator, member):
    post = make_post(DESPAIR, concern="crisis")
    actions.report(post, reporter=member, reason="crisis")

    assert told() == ["Pat"]


def test_a_member_who_worries_is_enough(make_post, moderator, member):
    actions.report(make_post("I am so tired."), reporter=member, reason="crisis")

    assert told() == ["Pat"]


def test_another_report_tells_nobody(make_post, moderator, member):
    actions.report(make_post("Odd."), reporter=member, reason="other")

    assert told() == []


def test_a_moderator_is_not_told_of_their_own_text(make_post, moderator, other_moderator):
    make_post(DESPAIR, concern="crisis", author=moderator)

    assert told() == ["Robin"]


def test_what_waits_is_taken_back_when_somebody_has_decided(make_post, moderator, other_moderator):
    make_post(DESPAIR, concern="crisis")
    decided(Case.objects.get(), act="keep", moderator=moderator, message="I have read it.")

    assert told() == []
    assert not OutgoingMail.objects.filter(about__startswith="case:", sent_at=None, taken_back_at=None).exists()


def test_a_report_by_somebody_never_turns_despair_into_a_strike(make_post, moderator, member):
    post = make_post(DESPAIR, concern="crisis")
    actions.report(post, reporter=member, reason="respect")

    with pytest.raises(actions.NotAllowed, match="no strike"):
        decided(
            Case.objects.get(),
            act="remove",
            moderator=moderator,
            rule="respect",
            message="m",
            sanction=actions.Wish("strike"),
        )
    post.refresh_from_db()
    assert post.status == "published"
