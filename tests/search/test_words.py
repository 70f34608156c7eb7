"""What somebody types, as the search understands it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.words import MAX_TERMS, Query, Term, parse, words_of


def terms(typed: str) -> list[str]:
    return [" ".join(term.words) + "*" * term.starts for term in parse(typed).terms]


def without(typed: str) -> list[str]:
    return [" ".join(term.words) for term in parse(typed).without]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Scalp LIGHT", ["scalp", "light"]),
        ("light, scalp; light", ["light", "scalp"]),
        ('"on the scalp" light', ["on the scalp", "light"]),
        ("“on the scalp”", ["on the scalp"]),
        ("metho*", ["metho*"]),
        ('"light thera"*', ["light thera*"]),
        ("me*", []),  # "me" says nothing, and two letters begin too much
        ("il*", ["il"]),
        ("IL-17", ["il 17"]),
        ("stem‑cell", ["stem cell"]),
        ("skin/joints", ["skin", "joints"]),
        ("my doctor's cream", ["doctor", "cream"]),
        ("what is it", []),
        ('"what is it"', []),
        ("light for psoriasis", ["light"]),
        ("psoriasis", ["psoriasis"]),
        ('light "unfinished', ["light", "unfinished"]),
    ],
)
def test_words_phrases_and_beginnings_are_understood(typed, wanted):
    assert terms(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "gone"),
    [
        ("light -scalp", ["scalp"]),
        ('light -"on the scalp"', ["on the scalp"]),
        ("uv-light", []),
        ("light - scalp", []),
        ("light --scalp", ["scalp"]),
        ("-scalp", ["scalp"]),
    ],
)
def test_a_minus_before_a_word_excludes_it(typed, gone):
    assert without(typed) == gone


def test_exclusions_alone_ask_for_nothing():
    assert not parse("-scalp")


def test_no_more_terms_are_asked_for_than_an_engine_should_read():
    assert len(parse(" ".join(f"word{number}" for number in range(50))).terms) == MAX_TERMS
    assert parse("x" * 5000) == Query()


def test_telling_words_of_a_text_leave_out_what_every_text_says():
    assert words_of("What are they?") == []
    assert words_of("What are the risks of exosomes for psoriasis?") == ["risks", "exosomes"]


@given(st.text(max_size=80))
def test_whatever_is_typed_becomes_words(typed):
    query = parse(typed)

    for term in (*query.terms, *query.without):
        assert isinstance(term, Term)
        assert term.words and all(word.isalnum() for word in term.words)
