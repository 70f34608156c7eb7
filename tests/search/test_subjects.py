"""Treatments under all their names."""

import pytest

from search.subjects import Subjects

STEM_CELLS = ["Stem cells", "stem cell", "MSC", "Wharton's jelly", "cord blood"]
BLOOD_TESTS = ["Blood tests", "blood", "liver"]


@pytest.fixture
def subjects() -> Subjects:
    return Subjects([STEM_CELLS, BLOOD_TESTS, ["", "?"]])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Stem-cell infusions", {"stem", "cell"}),
        ("MSCs for my skin", {"mscs"}),
        ("wharton’s jelly", {"wharton", "s", "jelly"}),
        ("The stem of a cell", set()),
        ("", set()),
    ],
)
def test_the_words_that_name_one_are_known(subjects, text, words):
    assert set(subjects.said_in(text)) == words


def test_of_two_names_the_longer_counts(subjects):
    said = subjects.said_in("Cord blood is no blood test, and blood alone is another thing")

    assert said["cord"].names != said["test"].names
    assert said["blood"].names == said["test"].names  # the last time it was said


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("MSC, stem cells, a stem\ncell", 3),
        ("The MSC's cord-blood", 2),
        ("mscx, xmsc, stems of cells", 0),
    ],
)
def test_how_often_a_text_names_one_is_counted(subjects, text, times):
    assert subjects.said_in("MSC")["msc"].times_in(text) == times
