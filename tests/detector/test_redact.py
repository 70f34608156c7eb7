""""Remove the details for me": readable, stays removed, and no longer held."""

import pytest

from detector import redact, screen
from tests.detector.test_first_bar import HELD, OLD, PUBLIC


def removed(title, body, where="topic"):
    return redact(title, body, screen(title, body, where=where))


@pytest.mark.parametrize("text", HELD)
def test_what_is_left_of_a_held_text_is_not_held(text):
    title, body = removed("My winter", f"{OLD}\n\n{text}")

    assert screen(title, body).outcome != "hold"


@pytest.mark.parametrize("text", HELD)
def test_the_innocent_part_stays_word_for_word(text):
    _, body = removed("My winter", f"{OLD}\n\n{text}")

    assert body.startswith(OLD)


@pytest.mark.parametrize("text", HELD)
def test_removing_twice_removes_nothing_more(text):
    once = removed("My winter", f"{OLD}\n\n{text}")

    assert removed(*once) == once


@pytest.mark.parametrize("text", PUBLIC)
def test_a_text_that_is_not_flagged_is_not_touched(text):
    assert removed("Title", text) == ("Title", text)


def test_links_phones_handles_and_prices_are_gone():
    offer = "We offer stem cells for $4,200. Book at acme-regen.example or call +1 555 0100, @acme_cells"
    _, body = removed("", f"{OLD} {offer}")

    for detail in ("acme", "555", "4,200"):
        assert detail not in body


def test_the_title_of_a_reply_is_left_alone():
    title, _ = removed("Re: call 555 0100 for stem cells", "DM me for the name of my doctor, 10 % off", where="reply")

    assert title == "Re: call 555 0100 for stem cells"


def test_a_title_that_advertises_is_cleared_too():
    title, body = removed("Stem cells for psoriasis, book at acme-regen.example", OLD)

    assert "acme" not in title
    assert body == OLD


def test_a_name_goes_with_all_of_its_words():
    body = "I got stem cells at Acme Regen of Tijuana and they cured my psoriasis. Call +1 202 555 0143."
    left = redact("", body, screen("", body, where="reply"))[1]

    assert not [word for word in ("Acme", "Regen", "Tijuana", "0143") if word in left]


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("I went to Zebra Regen Clinic last year. Call +1 202 555 0143 for stem cells.", "I went to {} last year."),
        ("I got stem cells at Acme Regen and rested. Call +1 202 555 0143.", "I got stem cells at {} and rested."),
        ("I went to Zebra Regen last year. They do stem cells, write to zebra-regen.example", "I went to {} last year."),
    ],
)
def test_what_is_left_around_a_name_still_reads_as_a_sentence(body, left):
    assert redact("", body, screen("", body, where="reply"))[1] == left.format("[name removed]")
