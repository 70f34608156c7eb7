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


def test_whoever_asks_for_an_admin_reaches_each_admin_once_and_nobody_else(
    make_post, moderator, other_moderator, site_admin, board_moderator, member
):
    case = actions.report(make_post("Odd."), reporter=member, reason="other").case
    for _time in range(2):
        actions.escalate(case, moderator, text="A lawyer wrote.")

    assert told() == ["Alex"]
    mail = OutgoingMail.objects.get(member=site_admin)
    assert "asks you to look" in mail.subject and "lawyer" not in f"{mail.subject} {mail.body}"
    actions.escalate(case, other_moderator, text="They wrote again.")
    assert told() == ["Alex", "Alex"]


def test_an_admin_is_not_asked_about_their_own_text_nor_by_themselves(make_post, moderator, site_admin, member):
    own = actions.report(make_post("Odd.", author=site_admin), reporter=member, reason="other").case
    actions.escalate(own, moderator, text="Please look.")
    other = actions.report(make_post("Odd too."), reporter=member, reason="other").case
    actions.escalate(other, site_admin, text="Please look.")

    assert told() == []


def test_an_admin_is_no_longer_asked_when_somebody_has_decided(make_post, moderator, site_admin, member):
    case = actions.report(make_post("Odd."), reporter=member, reason="other").case
    actions.escalate(case, moderator, text="Please look.")
    decided(Case.objects.get(), act="keep", moderator=moderator)

    assert told() == []


@pytest.mark.parametrize("kind", ["warn", "strike"])
def test_a_sanction_for_a_worry_is_refused_in_words_and_never_dropped(desk, make_post, kind):
    make_post(DESPAIR, concern="crisis")
    case = Case.objects.get()
    typed = {"act": "keep", "version": "1", "reason": "worth keeping", "message": "", "sanction": kind, "weight": "1"}
    response = desk.post(case.get_absolute_url(), typed)

    assert response.status_code == 422
    assert "nobody gets a sanction for a worry" in response.text and "worth keeping" in response.text
    case.refresh_from_db()
    assert case.is_open
    with pytest.raises(actions.NotAllowed, match="Nothing but a worry|against the text"):
        decided(case, act="keep", moderator=response.wsgi_request.user, sanction=actions.Wish(kind))


def against(case, moderator, **given):
    return decided(case, moderator=moderator, message="m", **{"act": "remove", "rule": "respect"} | given)


def test_a_report_by_somebody_never_turns_despair_into_a_strike(make_post, moderator, member):
    post = make_post(DESPAIR, concern="crisis")
    actions.report(post, reporter=member, reason="respect")

    with pytest.raises(actions.NotAllowed, match="no strike"):
        against(Case.objects.get(), moderator, sanction=actions.Wish("strike"))
    post.refresh_from_db()
    assert post.status == "published"


@pytest.mark.parametrize("act", ["remove", "return", "mask"])
@pytest.mark.parametrize("reason", ["promotion", "other"])
def test_a_report_hides_a_text_in_despair_by_no_other_rule_than_its_own(make_post, moderator, member, act, reason):
    post = make_post(DESPAIR, concern="crisis")
    actions.report(post, reporter=member, reason=reason)

    with pytest.raises((actions.NotAllowed, actions.AlreadyDecided)):
        against(Case.objects.get(), moderator, act=act, rule="harm")
    post.refresh_from_db()
    assert post.status == "published"


def test_a_text_in_despair_that_breaks_the_rule_a_report_names_is_hidden_without_a_strike(make_post, moderator, member):
    post = make_post(DESPAIR, concern="crisis")
    actions.report(post, reporter=member, reason="promotion")

    against(Case.objects.get(), moderator, rule="contact")
    post.refresh_from_db()
    assert post.status == "removed"


def test_reasons_too_weak_for_a_flag_are_nothing_against_a_text_in_despair(make_post, moderator):
    make_post(DESPAIR, concern="crisis", words="nights")
    case = Case.objects.get()

    assert case.codes and actions.acts_for(case) == ["keep"]


def test_telling_of_harm_is_not_the_rule_against_harm(make_post, moderator, member):
    post = make_post("The infusion gave me a fever for weeks.", concern="harm")
    actions.report(post, reporter=member, reason="harm")
    case = Case.objects.get()

    assert actions.rules_against(case) == {"advice"}
    with pytest.raises(actions.NotAllowed):
        against(case, moderator, rule="harm")


def test_the_page_names_the_rules_that_are_left_and_refuses_the_others(client, sign_in, make_post, moderator, member):
    post = make_post(DESPAIR, concern="crisis")
    actions.report(post, reporter=member, reason="respect")
    url = Case.objects.get().get_absolute_url()

    assert "Unkind words about a person." in sign_in(client, moderator).get(url).text
    typed = {"act": "remove", "rule": "promotion", "reason": "r", "message": "m", "version": 1}
    response = client.post(url, typed)
    assert response.status_code == 422
    assert "Name a rule that a report names." in response.text
    assert client.post(url, typed | {"rule": "respect"}).status_code == 302
