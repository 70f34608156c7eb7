"""Every flag names the exact words, in the text as it was typed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector import REASONS, Assessment, screen

PIECES = st.sampled_from(
    [
        "We offer stem cell therapy. ", "s t e m c e l l s ", "DМ mе ", "DM me for my doctor's name ", "10 % off\n",
        "st\u200bem ce\u200blls ", "book at acme-regen.example ", "call +1 555 0100. ", "five five five oh one double two ",
        "> quoted line\n", "Has anyone tried it? ", "Dr. Okonjo is an angel ", "🌱🧫 ", "𝗯𝗼𝗼𝗸 𝗻𝗼𝘄 ", "İ ŉ ﬃ ", "&#115;tem ",
        "células madre ", "<!-- exosomes --> ", '"they said so many things to me" ', "\n\n", "acme (dot) example ",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map("".join)


@given(title=TEXTS, body=TEXTS, where=st.sampled_from(["topic", "reply", "comment"]))
@settings(max_examples=250, deadline=None)
def test_the_words_of_a_reason_stand_where_it_says(title, body, where):
    assessment = screen(title, body, where=where)

    assert not assessment.failed
    fields = {"title": title, "body": body}
    for marked in (*assessment.reasons, *assessment.concerns):
        assert marked.text == fields[marked.field][marked.start:marked.end]
        assert marked.text
    if where != "topic":
        assert all(marked.field == "body" for marked in (*assessment.reasons, *assessment.concerns))


@given(title=TEXTS, body=TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_flag_has_reasons_and_everything_else_has_none(title, body):
    assessment = screen(title, body)

    assert bool(assessment.reasons) == assessment.flagged
    assert 0 <= assessment.score <= 1
    assert {reason.code for reason in assessment.reasons} <= set(REASONS)


@given(title=TEXTS, body=TEXTS)
@settings(max_examples=40, deadline=None)
def test_an_assessment_survives_the_way_through_json(title, body):
    assessment = screen(title, body)

    assert Assessment.from_dict(json.loads(json.dumps(assessment.to_dict()))) == assessment


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DM me for the name of my doctor, 10 % off", "contact"),
        ("We offer stem cells, call +1 555 0100", "phone"),
        ("We offer stem cells, book at acme-regen.example", "link"),
        ("Free stem cell seminar, seats limited, register here", "seminar"),
        ("Free stem cell seminar, seats limited, register here", "limited_places"),
        ("We treat psoriasis with exosomes, follow @acme_cells", "handle"),
    ],
)
def test_the_reason_has_the_right_name(text, code):
    assert code in {reason.code for reason in screen("", text).reasons}


def test_what_would_clear_the_text_really_clears_it():
    body = "My knees are better since spring. I like to walk. We offer stem cells, call +1 555 0100"

    assessment = screen("", body)
    for reason in sorted(assessment.reasons, key=lambda r: -r.start):
        if reason.code in assessment.clears:
            body = body[:reason.start] + body[reason.end:]

    assert assessment.clears
    assert not screen("", body).flagged


def test_the_title_of_a_reply_is_never_a_reason():
    assessment = screen("DM me for stem cells, call 555 0100", "Thank you for this.", where="reply")

    assert assessment.outcome == "publish"


def test_every_code_has_a_label_and_a_sentence():
    for label, sentence in REASONS.values():
        assert label and sentence.endswith(".")
