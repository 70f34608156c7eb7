"""The evidence label: the strongest single study about this treatment and psoriasis, never a sum."""

import pytest

from articles.evidence import counted, largest_study, level
from articles.models import Reference

CREAM, SERUM = "cream-psoriasis", "serum-psoriasis"


def study(kind, people=None, *, controls=None, sells="", treatments=(CREAM,), about_psoriasis=True):
    return Reference(
        key="R1",
        kind=kind,
        people=people,
        controls=controls,
        sells=sells,
        treatments=list(treatments),
        about_psoriasis=about_psoriasis,
    )


@pytest.mark.parametrize(
    ("kind", "people", "controls", "label"),
    [
        ("laboratory", None, None, "laboratory"),
        ("animal", None, None, "laboratory"),
        ("case-report", 1, False, "few-people"),
        ("case-series", 19, False, "few-people"),
        ("uncontrolled-trial", 400, False, "few-people"),
        ("controlled-trial", 21, True, "small-trials"),
        ("controlled-trial", 299, True, "small-trials"),
        ("controlled-trial", 300, True, "large-trials"),
        ("systematic-review", 4000, True, "many-trials"),
        ("systematic-review", 41, False, "few-people"),
        ("review", None, None, ""),
        ("regulator", None, None, ""),
    ],
)
def test_a_single_study_reaches_the_step_that_its_kind_and_size_allow(kind, people, controls, label):
    assert level([study(kind, people, controls=controls)]) == label


def test_the_strongest_study_decides():
    studies = [study("animal"), study("controlled-trial", 21, controls=True), study("case-report", 1, controls=False)]

    assert level(studies) == "small-trials"


def test_a_review_of_small_trials_is_not_many_trials_together():
    assert level([study("systematic-review", 90, controls=True)]) == "small-trials"


def test_many_small_studies_do_not_add_up():
    studies = [study("controlled-trial", 150, controls=True)] * 10

    assert level(studies) == "small-trials"
    assert largest_study(studies) == 150


def test_a_study_by_whoever_sells_the_treatment_shows_no_more_than_a_few_people():
    assert level([study("controlled-trial", 500, controls=True, sells="Written by the clinic.")]) == "few-people"


def test_people_counted_by_a_review_are_not_the_largest_study():
    studies = [study("systematic-review", 41, controls=False), study("case-series", 19, controls=False)]

    assert largest_study(studies) == 19


def test_without_studies_there_is_neither_label_nor_number():
    assert (level([]), largest_study([])) == ("", None)


def test_a_study_of_healthy_volunteers_or_of_another_treatment_does_not_count():
    in_healthy = study("uncontrolled-trial", 10, about_psoriasis=False)
    of_another = study("controlled-trial", 900, controls=True, treatments=[SERUM])
    of_this = study("animal")

    assert counted([in_healthy, of_another, of_this], [CREAM]) == [of_this]


def test_an_explainer_about_no_treatment_counts_nothing():
    assert counted([study("controlled-trial", 900, controls=True)], []) == []
