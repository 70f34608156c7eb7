"""Every flag names the exact words, in the text as it was typed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector import REASONS, Assessment, Context, corpus, screen, training
from detector.clearing import without

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


PARTS = [
    ("I moved to the coast in May. DM me for the name of my stem cell clinic. The sea is cold.",
     "I moved to the coast in May. The sea is cold.", "publish"),
    ("I rest a lot, and for my psoriasis I had stem cells at Acme Regen Clinic. They cured me, just go to them.",
     "I rest a lot. They cured me, just go to them.", "publish"),
    ("My knees are better since spring. I like to walk. We offer stem cells, call +1 555 0100",
     "My knees are better since spring. I like to walk.", "publish"),
    ("Our lab is FDA registered (NCT04785027). Book your consultation this week and get 15 % off.",
     "Our lab is FDA registered (NCT04785027). Book your consultation this week.", "publish"),
    ("My dermatologist says: book at acme-regen.example for your stem cell infusion.",
     "My dermatologist says: book for your stem cell infusion.", "publish"),
]  # fmt: skip


def changed(body, assessment):
    for part in sorted(assessment.clears, key=lambda part: -part.start):
        assert part.text == body[part.start:part.end]
    return without({"title": "", "body": body}, [(p.field, p.start, p.end) for p in assessment.clears])["body"]


@pytest.mark.parametrize(("body", "left", "outcome"), PARTS)
def test_the_smallest_change_is_a_contact_a_name_or_a_price_and_leaves_sentences(body, left, outcome):
    assessment = screen("", body)

    assert (changed(body, assessment), assessment.cleared) == (left, outcome)


@given(body=TEXTS)
@settings(max_examples=60, deadline=None)
def test_what_becomes_of_the_changed_text_is_what_was_said_even_after_the_hint_that_says_so(body):
    assessment = screen("", body)

    if assessment.clears:
        again = screen("", changed(body, assessment), context=Context(hinted_lately=1))
        assert again.outcome == assessment.cleared
        assert again.outcome != assessment.outcome


def test_of_nearly_every_flagged_text_it_is_known_what_could_be_left_out():
    rows = [row for row in corpus.unseen_rows() if row["label"] == "promote"][::8]
    flagged = [found for found in map(training.judge, rows) if found.flagged]

    assert sum(bool(found.clears) for found in flagged) >= 0.8 * len(flagged)
    assert all(found.cleared for found in flagged)


def test_of_an_advertisement_that_is_one_sentence_nothing_could_stay():
    assessment = screen("", "DM me, I'll give you the number of my stem cell doctor", where="reply")

    assert (assessment.outcome, assessment.clears, assessment.cleared) == ("hold", (), "nothing")


def test_where_hardly_anything_would_be_left_the_text_is_rather_flagged_than_held():
    body = "Clear since school. Zebra Regen, 2 rounds of stem cells. Best money I ever spent and Kim is a sweetheart"
    assessment = screen("", body)

    assert (assessment.outcome, assessment.cleared) == ("hold", "flag")
    assert len(changed(body, assessment).split()) > 2


def test_a_sentence_of_signs_only_is_left_out_as_a_whole():
    assessment = screen("", "We offer stem cells, call +1 202 555 0143. 🌱🧫, 💉 👉")

    assert (assessment.outcome, assessment.failed) == ("hold", "")


def test_an_older_assessment_says_by_code_what_could_be_left_out():
    reason = {"field": "body", "start": 0, "end": 5, "code": "contact", "text": "DM me", "weight": 1.0}
    stored = {**screen("", "Hello").to_dict(), "outcome": "hold", "reasons": [reason], "clears": ["contact"]}
    del stored["cleared"]

    assert [part.text for part in Assessment.from_dict(stored).clears] == ["DM me"]


def test_words_that_cannot_be_left_out_are_no_advice():
    for text in ("Merhaba, on yıldır sedef hastasıyım.", "For those who know", "You know the one 😉 ask around, iykyk"):
        assert not {part.code for part in screen("", text).clears} & {"wording", "obfuscation"}


def test_the_title_of_a_reply_is_never_a_reason():
    assessment = screen("DM me for stem cells, call 555 0100", "Thank you for this.", where="reply")

    assert assessment.outcome == "publish"


def test_every_code_has_a_label_and_a_sentence():
    for label, sentence in REASONS.values():
        assert label and sentence.endswith(".")
