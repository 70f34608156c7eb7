"""Text as a person reads it, and the way back to what was typed."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import screen
from detector.normalise import normalise

TRICKS = [
    ("s t e m  c e l l s", "stem  cells"),
    ("s.t.e.m", "stem"),
    ("c/e/l/l/s", "cells"),
    ("st\u200bem ce\u200dlls", "stem cells"),
    ("stеm сеlls", "stem cells"),  # four Cyrillic letters
    ("εχοsοmεs", "exosomes"),
    ("𝗲𝘅𝗼𝘀𝗼𝗺𝗲𝘀", "exosomes"),
    ("ᴇxᴏsᴏᴍᴇs", "exosomes"),
    ("ｓｔｅｍ", "stem"),
    ("T̶e̶a̶m̶", "Team"),
    ("st3m c3llz", "stem cells"),
    ("$tem ce11s", "stem cells"),
    ("Mesen-\nchy-\nmal", "Mesenchymal"),
    ("exo•somes", "exosomes"),
    ("exo somes", "exosomes"),
    ("acme (dot) example", "acme.example"),
    ("acme [.] example", "acme.example"),
    ("acme dot com", "acme.com"),
    ("a c m e - r e g e n (dot) example", "acme-regen.example"),
    ("nina [at] mailbox.example", "nina@mailbox.example"),
    ("&#115;tem", "stem"),
    (".sllec mets", ".cells stem"),
    ("5️⃣5️⃣5️⃣", "555"),
]


@pytest.mark.parametrize(("typed", "read"), TRICKS)
def test_a_disguise_is_taken_off(typed, read):
    assert normalise(typed).text == read


@pytest.mark.parametrize(
    "text",
    [
        "Это настоящий русский текст о псориазе.",
        "Αυτό είναι ελληνικό κείμενο.",
        "IL-17 and B12, 311nm, 2nd week, 5ml, p-value",
        "e.g. the U.S.A. and i.e. so",
    ],
)
def test_honest_writing_stays_itself(text):
    folded = normalise(text).text

    assert not normalise(text).tricks
    assert len(folded) == len(text)


def test_base64_is_read_as_a_quote():
    code = base64.b64encode(b"Stem cells for psoriasis, call +1 555 0100").decode()

    assert normalise(f"See {code} now").text == 'See "Stem cells for psoriasis, call +1 555 0100" now'
    assert screen("", code).outcome == "hold"
    assert screen("", f"For those who know: {code}").outcome == "hold"
    assert not screen("", f"Somebody posted {code}, it is base64 for an advert. Please remove it.").flagged


@pytest.mark.parametrize("text", ["Psoriasisverband", "pneumonoultramicroscopic", "aGVsbG8gd29", "0123456789abcdef0123"])
def test_long_words_and_numbers_are_no_code(text):
    assert normalise(text).text == text


@pytest.mark.parametrize("text", ["células", "größer", "naïve", "hastalığım var, yıldır"])
def test_accents_are_only_folded(text):
    assert normalise(text).tricks == ()


def test_the_map_leads_back_to_the_typed_letters():
    typed = "Try s\u200bt\u200be\u200bm c e l l s now"
    normal = normalise(typed)
    at = normal.text.index("stem")

    start, end = normal.original(at, at + 4)

    assert typed[start:end] == "s\u200bt\u200be\u200bm"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("stemcl .-()3@\u200bеос🌱\n")), max_size=300))
def test_the_map_is_complete_and_never_runs_backwards(text):
    normal = normalise(text)

    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(normal.starts, normal.ends, strict=True))
    assert normal.starts == sorted(normal.starts)
    assert normal.ends == sorted(normal.ends)
