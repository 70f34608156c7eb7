"""The reasons to keep: the fields of article 17(3) of the Digital Services Act."""

import pytest

from moderation import actions
from moderation.models import Case
from tests.texts import ADVERT, decided, verdict


@pytest.fixture
def removed(make_post, moderator):
    post = make_post(ADVERT, outcome="hold", words="+1 202 555 0143")
    words = {"rule": "contact", "message": "Leave out the number.", "sanction": actions.Wish("suspend", days=3)}
    return decided(Case.objects.open_about(post).get(), act="remove", moderator=moderator, **words)


@pytest.fixture
def statement(client, removed):
    """statement("json") -> the answer with the author's copy"""

    def get(kind: str):
        client.force_login(removed.author)
        return client.get(f"{removed.get_absolute_url()}reasons.{kind}")

    return get


def test_the_data_have_what_was_decided_on_which_facts_by_what_means_and_rule(statement, removed, topic, settings):
    found = statement("json").json()

    assert found["decision"]["kind"] == "remove"
    assert found["territorial_scope"] and found["duration"]["text"]
    assert found["duration"]["account"][0]["until"]
    assert found["facts"]["words"] == ["+1 202 555 0143"]
    assert found["facts"]["after_a_report"] is False
    assert found["automated_means"] == {"for_finding_the_text": True, "for_the_decision": False}
    assert found["ground"]["rule_address"] == f"{settings.SITE_URL}/rules/#contact"
    assert found["ground"]["illegal_content"] is False
    assert found["redress"]["appeal_address"].endswith(f"/decisions/{removed.pk}/appeal/")
    assert found["redress"]["appeal_until"] > found["decided_at"]
    assert found["text"]["place"] == topic.title
    assert found["decision"]["taken_back_at"] is None


def test_both_are_files_to_keep_and_say_the_same(statement, removed):
    data, text = statement("json"), statement("txt")

    assert f'filename="decision-{removed.pk}.json"' in data.headers["Content-Disposition"]
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    for words in (
        "Passing on how to reach a seller",
        "+1 202 555 0143",
        "Leave out the number.",
        "for the decision: no",
    ):
        assert words in text.text


def test_an_undone_decision_says_when_it_was_taken_back(statement, removed, other_moderator):
    actions.undo(removed, by=other_moderator, reason="r")

    found = statement("json").json()
    assert found["decision"]["taken_back_at"]
    assert "It was taken back." in found["decision"]["about_the_account"][0]


def test_a_reported_text_says_that_it_was_reported_and_nothing_else_of_the_report(client, make_post, member, moderator):
    post = make_post("You are all fools.")
    actions.report(post, reporter=member, reason="respect", note="It hurts me.")
    made = decided(Case.objects.open_about(post).get(), act="remove", moderator=moderator, rule="respect", message="m")
    client.force_login(post.author)

    response = client.get(f"{made.get_absolute_url()}reasons.json")
    assert response.json()["facts"]["after_a_report"] is True
    assert response.json()["automated_means"]["for_finding_the_text"] is False
    assert member.username not in response.text and "hurts" not in response.text


@pytest.mark.parametrize("taken_back_by", ["appeal", "undo"])
def test_how_a_text_was_found_stays_as_issued_though_its_reports_move_on(
    client, make_post, member, moderator, other_moderator, taken_back_by
):
    post = make_post("You are all fools.")
    actions.report(post, reporter=member, reason="respect")
    made = decided(Case.objects.open_about(post).get(), act="remove", moderator=moderator, rule="respect", message="m")
    client.force_login(post.author)
    address = f"{made.get_absolute_url()}reasons.json"
    issued = client.get(address).json()["facts"]
    waiting = actions.appeal(made, author=post.author, text="Look again.")  # a newer case, which the reports join
    if taken_back_by == "undo":
        actions.withdraw_appeal(waiting)
        Case.objects.filter(pk=waiting.case_id).update(closed_at=None)
        actions.undo(made, by=other_moderator, reason="r")
    else:
        actions.answer(waiting, moderator=other_moderator, overturn=True, reply="Yes.", reason="r")
    made.case.refresh_from_db()

    assert not made.case.reports.exists()
    assert client.get(address).json()["facts"] == issued and issued["after_a_report"] is True
    assert issued["how_found"] == "The text was reported."


def test_a_later_look_at_the_text_does_not_change_by_what_means_it_was_found(client, make_post, member, moderator):
    post = make_post(ADVERT)
    actions.report(post, reporter=member, reason="promotion")
    case = Case.objects.open_about(post).get()
    made = decided(case, act="remove", moderator=moderator, rule="promotion", message="m")
    actions.undo(made, by=moderator, reason="r")
    post.refresh_from_db()
    actions.cases.open_for_rescan(post, verdict("flag", ADVERT))
    client.force_login(post.author)

    found = client.get(f"{made.get_absolute_url()}reasons.json").json()
    assert found["automated_means"]["for_finding_the_text"] is False


def test_a_text_that_was_erased_leaves_a_statement(statement, removed):
    removed.subject.versions().all().delete()

    assert statement("json").json()["facts"]["words"] == []
    assert statement("txt").status_code == 200
