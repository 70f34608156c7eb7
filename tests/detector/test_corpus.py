"""The labelled records: sound, none a repetition of another, and enough of every kind."""

import io

from detector import corpus


def test_every_record_is_sound_and_none_nearly_repeats_another():
    out = io.StringIO()

    assert corpus.main(out) == 0, out.getvalue()[-2000:]


def test_a_near_repetition_is_refused():
    text = "We met at the clinic by the old harbour and they gave me two bags of cells for my elbows."
    rows = [
        {"id": key, "title": "", "body": text + more, "where": "reply", "label": "ok", "kind": "experience",
         "obfuscated": False, "spans": [], "note": "", "parent": ""}
        for key, more in (("x1", ""), ("x2", " It rained."))
    ]  # fmt: skip

    assert corpus.faults(rows) == ["x2: nearly repeats x1"]


def test_there_are_records_of_every_kind_and_as_many_innocent_ones():
    rows = corpus.training_rows()
    labels = [row["label"] for row in rows]

    assert len([row for row in rows if row["writer"] != "dev"]) >= 1_500
    assert labels.count("ok") >= labels.count("promote")
    for label, kinds in corpus.KINDS.items():
        assert {row["kind"] for row in rows if row["label"] == label} == kinds
