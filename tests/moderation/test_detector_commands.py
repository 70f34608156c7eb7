import io
import json

import pytest
from django.core.management import call_command


def test_screen_file_writes_one_line_for_each_text(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": "a", "where": "reply", "title": "", "body": "DM me for the name of my doctor, 10 % off"},
        {"id": "b", "where": "topic", "title": "Gloves", "body": "What do you wear for gardening?"},
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    call_command("screen_file", str(source), str(target), stdout=io.StringIO())

    found = [json.loads(line) for line in target.read_text().splitlines()]
    assert [(row["id"], row["outcome"], row["flag"]) for row in found] == [("a", "hold", True), ("b", "publish", False)]
    first = found[0]["reasons"][0]
    assert rows[0]["body"][first["start"] : first["end"]] == first["text"]


def test_screen_file_says_what_it_cannot_read(tmp_path):
    said = io.StringIO()

    with pytest.raises(SystemExit):
        call_command("screen_file", str(tmp_path / "none.jsonl"), str(tmp_path / "out.jsonl"), stdout=said)
    assert "Stopped:" in said.getvalue()


def test_evaluate_detector_prints_figures_of_unseen_records(tmp_path):
    source, said = tmp_path / "labelled.jsonl", io.StringIO()
    row = {
        "id": "x1",
        "where": "reply",
        "title": "",
        "body": "DM me for the name of my doctor, 10 % off",
        "label": "promote",
        "kind": "solicitation",
        "obfuscated": False,
        "spans": ["DM me"],
        "note": "",
    }
    source.write_text(json.dumps(row) + "\n")
    call_command("evaluate_detector", str(source), "--json", stdout=said)

    assert json.loads(said.getvalue())["recall"]["hits"] == 1
