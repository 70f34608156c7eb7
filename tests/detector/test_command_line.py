"""`python -m detector` and `python -m detector.evaluate`."""

import io
import json

import pytest

from detector.__main__ import main as screen_file
from detector.evaluate import main as evaluate


def run(tmp_path, *lines):
    source, target, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl", io.StringIO()
    source.write_text("\n".join(lines), "utf-8")
    code = screen_file([str(source), str(target)], out)
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()] if target.exists() else None
    return code, rows, out.getvalue()


def test_each_line_gets_its_assessment_in_order(tmp_path):
    body = "🌱 DM me for the name of my doctor, 10 % off"
    code, rows, _ = run(
        tmp_path,
        json.dumps({"id": "a", "where": "reply", "title": "Re: hello", "body": body}),
        "",
        json.dumps({"id": "b", "where": "topic", "title": "Hello", "body": "Does tar stain?", "parent": None}),
    )

    assert code == 0
    assert [(row["id"], row["outcome"], row["flag"]) for row in rows] == [("a", "hold", True), ("b", "publish", False)]
    assert set(rows[0]) == {"id", "outcome", "flag", "score", "act", "concerns", "reasons"}
    for reason in rows[0]["reasons"]:
        assert set(reason) == {"field", "start", "end", "code", "text"}
        assert body[reason["start"] : reason["end"]] == reason["text"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1 is not JSON"),
        ("[]", "line 1 is not a record"),
        ('{"id": "a", "body": 7}', "line 1 is not a record"),
        ('{"id": "a", "body": "x", "where": "wall"}', "not one of topic, reply, comment"),
        ('{"id": "a", "body": "x", "title": 7}', 'line 1: "title" is no text'),
    ],
)
def test_bad_input_is_named_and_leaves_no_half_file(tmp_path, line, message):
    code, rows, said = run(tmp_path, line)

    assert (code, rows) == (2, None)
    assert message in said
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_an_id_that_stands_twice_and_a_title_of_null_are_named_by_line(tmp_path):
    record = '{"id": "a", "body": "Does tar stain?", "title": null}'

    code, rows, said = run(tmp_path, record, record)

    assert (code, len(rows)) == (0, 2)
    assert "line 2: the id 'a' stands on line 1 already" in said
    assert 'line 1: "title" is null, read as an empty one' in said


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (['{"id": "a", "body": "x"}', '{"id": "b", "body": "y", "label": null}'], "none of the 2 records"),
        (['{"id": "a", "body": "x", "label": "ok"}'] * 2, "line 2: the id 'a' stands on line 1 already"),
        (['{"id": "a", "body": "x", "label": "ok", "title": null}'], 'line 1: "title" is null, not a text'),
        (["", '{"body": "x", "label": "ok"}'], 'line 2: not a record, it has no "id"'),
        (["7"], "line 1: not a record"),
        (["{"], "line 1: not JSON"),
        (['{"id": "a", "body": "x", "where": "wall"}'], "line 1: \"where\" is 'wall'"),
    ],
)
def test_a_file_that_cannot_be_measured_says_why(tmp_path, lines, message):
    path, out = tmp_path / "given.jsonl", io.StringIO()
    path.write_text("\n".join(lines), "utf-8")

    assert evaluate([str(path)], out) == 2
    assert message in out.getvalue()
    assert "0.0" not in out.getvalue()


def test_records_without_a_label_are_left_out_and_counted(tmp_path):
    path, out = tmp_path / "given.jsonl", io.StringIO()
    path.write_text('{"id": 1, "body": "Does tar stain?", "label": "ok"}\n{"id": 2, "body": "Hello"}', "utf-8")

    assert evaluate([str(path)], out) == 0
    assert "1 of 2 records have no label and are left out" in out.getvalue()


def test_a_missing_file_is_named(tmp_path):
    out = io.StringIO()

    assert evaluate([str(tmp_path / "none.jsonl")], out) == 2
    assert "none.jsonl" in out.getvalue()


def test_an_unseen_file_is_judged_by_the_standing_model(tmp_path):
    path, out = tmp_path / "new.jsonl", io.StringIO()
    rows = [
        {"id": "1", "where": "reply", "title": "", "body": "We offer stem cells, call +1 555 0100", "label": "promote",
         "kind": "clinic_ad", "obfuscated": False, "spans": ["call +1 555 0100"], "note": ""},
        {"id": "2", "where": "reply", "title": "", "body": "DM me for the name of my stem cell doctor", "label": "ok",
         "kind": "everyday", "obfuscated": False, "spans": [], "note": ""},
        {"id": "3", "where": "reply", "title": "", "body": "Who knows", "label": "borderline", "kind": "question",
         "obfuscated": False, "spans": [], "note": ""},
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")

    assert evaluate([str(path), "--misses"], out) == 0

    printed = out.getvalue()
    assert "as it stands" in printed
    assert "2 everyday hold" in printed
    assert "borderline" not in printed


def test_a_file_is_not_written_over_itself(tmp_path):
    path, out = tmp_path / "in.jsonl", io.StringIO()
    path.write_text('{"id": "1", "where": "reply", "title": "", "body": "Hello"}\n', "utf-8")

    assert screen_file([str(path), str(path)], out) == 2
    assert "same one" in out.getvalue()
    assert "Hello" in path.read_text("utf-8")


def test_an_odd_number_of_folds_is_refused_in_words():
    out = io.StringIO()

    assert evaluate(["--cross-validate", "-3"], out) == 2
    assert "from 2 to 50" in out.getvalue()
