"""How hard a text is: counted the way Flesch and Kincaid did."""

import pytest

from articles.readability import readability, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cell", 1), ("skin", 1), ("cream", 1), ("table", 2), ("people", 2), ("psoriasis", 4), ("treated", 2),
        ("measured", 2), ("changes", 2), ("inflammation", 4), ("being", 2), ("idea", 3), ("the", 1), ("science", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count


def test_a_sentence_in_the_literature_gets_its_known_grade():
    """13 words, 1 sentence, 24 syllables: 0.39 * 13 + 11.8 * 24 / 13 - 15.59 = 11.3, as is usually given for it."""
    text = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."

    assert readability(text).grade == pytest.approx(11.3, abs=0.1)


def test_short_words_in_short_sentences_are_for_young_readers():
    read = readability("The cat sat on the mat. It was warm. The dog came in.")

    assert (read.words, read.sentences) == (13, 3)
    assert read.grade < 1


def test_longer_sentences_are_harder():
    apart = readability("It was tried in mice. It was not tried in people. We do not know more.")
    together = readability("It was tried in mice but it was not tried in people and we do not know more.")

    assert together.grade > apart.grade


def test_age_is_the_grade_and_five_years():
    read = readability("We do not know yet whether it helps people.")

    assert read.age == read.grade + 5


def test_headings_and_list_items_end_a_sentence_without_a_full_stop():
    assert readability("What we know\nNot much").sentences == 2


def test_the_full_stop_of_an_abbreviation_ends_none():
    assert readability("The U.S. regulator said no, e.g. to Dr. Smith.").sentences == 1


def test_nothing_is_no_error():
    assert readability("").grade == 0
