"""Every flag names the exact words, in the text as it was typed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector import REASONS, Assessment, Context, screen

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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In my garden I met the stem cell doctor, write to me for his number.", "garden"),
        ("We moved to a new flat, and my skin is flat. DM me for the doctor's name, stem cells in Cancun.", "flat"),
        ("People say stem cells cure everything. Message me for my doctor's name.", "say stem"),
        ("I'd say yes to stem cells, WhatsApp me for the price.", "say yes"),
    ],
)
def test_a_word_of_everyday_life_is_no_reason(text, words):
    assessment = screen("", text)

    assert assessment.outcome == "hold"
    assert words not in {reason.text for reason in assessment.reasons}


def test_a_promise_is_called_a_claim_and_not_a_seller_s_voice():
    assessment = screen("", "Our stem cells have no side effects, book now at acme-regen.example.")

    assert {reason.code for reason in assessment.reasons if reason.text == "no side effects"} == {"outcome_claim"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Call (+1 555 0100) today: stem cells.", {"+1 555 0100", "stem cells"}),
        ('"Stem cells!" call +1 555 0100 and ask for Nina.', {"+1 555 0100", "Stem cells"}),
        ("Book a stem cell treatment at https://acme-regen.example/book/.",
         {"https://acme-regen.example/book", "stem cell treatment"}),
        ("Exosome-based care, book at acme-regen.example", {"Exosome-based", "acme-regen.example"}),
        ("We treat psoriasis with stem cells (€4,900), contact us!", {"€4,900", "contact us"}),
    ],
)  # fmt: skip
def test_whole_words_are_marked_without_the_signs_around_them(text, words):
    assert words <= {reason.text for reason in screen("", text).reasons}


def test_the_beginning_of_a_number_is_no_recommendation():
    broken, applause = "Stem cells cured me +1 2O2 555 O143", "+1 for this clinic, stem cells cured me"

    assert "recommendation" not in {reason.code for reason in screen("", broken, where="reply").reasons}
    assert "recommendation" in {reason.code for reason in screen("", applause, where="reply").reasons}


@given(title=TEXTS, body=TEXTS)
@settings(max_examples=100, deadline=None)
def test_no_words_are_marked_twice(title, body):
    places = [(r.field, at) for r in screen(title, body).reasons for at in range(r.start, r.end)]

    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    "body",
    [
        "My knees are better since spring. I like to walk. We offer stem cells, call +1 555 0100",
        "Our lab is FDA registered (NCT04785027). Book your consultation this week and get 15 % off.",
        "I'd say yes to stem cells, WhatsApp me for the price.",
        "My dermatologist says: book at acme-regen.example for your stem cell infusion.",
    ],
)
def test_what_would_clear_the_text_really_clears_it_even_after_the_hint_that_says_so(body):
    assessment = screen("", body)
    for reason in sorted(assessment.reasons, key=lambda r: -r.start):
        if reason.code in assessment.clears:
            body = body[:reason.start] + body[reason.end:]

    assert assessment.clears
    assert not screen("", body, context=Context(hinted_lately=1)).flagged


def test_the_way_to_the_seller_is_left_out_rather_than_the_subject():
    assert screen("", "Q: Tired of psoriasis? A: Ring us. Umbilical cord treatment in Kyiv.").clears == ("contact",)


def test_words_that_cannot_be_left_out_are_no_advice():
    for text in ("Merhaba, on yıldır sedef hastasıyım.", "For those who know", "You know the one 😉 ask around, iykyk"):
        assert not set(screen("", text).clears) & {"wording", "obfuscation"}


def test_the_title_of_a_reply_is_never_a_reason():
    assessment = screen("DM me for stem cells, call 555 0100", "Thank you for this.", where="reply")

    assert assessment.outcome == "publish"


def test_every_code_has_a_label_and_a_sentence():
    for label, sentence in REASONS.values():
        assert label and sentence.endswith(".")
