import json
from io import StringIO

import pytest
from django.core.management import call_command

from moderation import actions
from moderation.models import Case
from tests.texts import ADVERT, decided


def test_decisions_become_labelled_records(tmp_path, make_post, moderator):
    removed, released = make_post(ADVERT, outcome="hold", words="Call"), make_post("My own story.", outcome="hold")
    for post, act in ((removed, "remove"), (released, "release")):
        case = Case.objects.open_about(post).get()
        decided(case, act=act, moderator=moderator, version=1, rule="promotion" if act == "remove" else "", reason="r")
    target = tmp_path / "decisions.jsonl"
    call_command("export_decisions", str(target), stdout=StringIO())

    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert [(row["label"], row["body"]) for row in rows] == [("promote", ADVERT), ("ok", "My own story.")]
    assert rows[0]["spans"] == ["Call"]
    assert "Jon" not in target.read_text()
    assert target.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("act, label", [("card", "ok"), ("mask", "promote")])
def test_each_act_has_its_label_and_what_was_taken_back_has_none(tmp_path, make_post, moderator, act, label):
    case = Case.objects.open_about(make_post(f"I sleep little.\n\n{ADVERT}", outcome="hold", words="Call")).get()
    made = decided(case, act=act, moderator=moderator, rule="contact")
    target = tmp_path / "decisions.jsonl"
    call_command("export_decisions", str(target), stdout=StringIO())
    assert json.loads(target.read_text())["label"] == label

    actions.undo(made, by=moderator, reason="A slip.")
    call_command("export_decisions", str(target), stdout=StringIO())
    assert target.read_text() == ""


def test_a_decision_by_another_rule_teaches_nothing_about_promotion(tmp_path, make_post, member, moderator):
    post = make_post("You are all stupid.")
    actions.report(post, reporter=member, reason="respect")
    decided(
        Case.objects.open_about(post).get(), act="remove", moderator=moderator, version=1, rule="respect", reason="r"
    )
    target = tmp_path / "decisions.jsonl"
    call_command("export_decisions", str(target), stdout=StringIO())

    assert target.read_text() == ""
