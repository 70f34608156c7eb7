"""What the check of claims says, as data: complete, sourced, and plain."""

import re

import pytest

from articles.readability import readability
from detector.phrases import CODES
from mypsoriasis.library import files
from register.claims import CLAIMS
from register.next_steps import QUESTIONS, REPORTS, UNCHECKED_REPORTS
from rendering.articles import marks_in

MOST_WORDS = 20  # in a sentence, on average
READING_AGE = 11.0  # years, of all claims together
READING_AGE_OF_ONE = 12.0
ALL = list(CLAIMS.values())
MARK = re.compile(r" ?\[[^\]]*\]")


def ids(claim):
    return claim.code


def words_of(claim):
    return [str(line) for line in (claim.name, claim.says, *claim.sentences)]


def cited(lines):
    return {key for line in lines for key in marks_in(str(line))}


@pytest.fixture(scope="module")
def explainers():
    return {explainer.slug: explainer for explainer in files.explainers()}


def test_each_kind_of_phrase_has_its_claim():
    assert set(CLAIMS) == set(CODES)


@pytest.mark.parametrize("claim", ALL, ids=ids)
def test_what_a_claim_means_is_never_said_without_a_source(claim):
    assert claim.means or claim.code == "listed", "the provider list brings its own records"
    assert all(marks_in(str(line)) for line in claim.means)


@pytest.mark.parametrize("claim", ALL, ids=ids)
def test_sources_stand_in_the_explainers_behind_the_claim(claim, explainers):
    assert claim.explainers and set(claim.explainers) <= set(explainers)
    behind = [explainers[slug] for slug in claim.explainers]
    backed = cited([line for explainer in behind for line in (explainer.markdown, *explainer.fields["in_short"])])

    assert cited(claim.sentences) <= backed


def test_every_source_is_a_reference_of_the_library():
    every = [line for claim in ALL for line in claim.sentences]

    assert cited([*every, *QUESTIONS, *REPORTS]) <= set(files.references())


def test_register_rows_exist():
    assert {key for claim in ALL for key in claim.rows} <= {entry["key"] for entry in files.register_entries()}


def test_a_treatment_leads_to_its_own_row():
    rows = {code: CLAIMS[code].rows for code in ("stem_cells", "fat_cells", "exosomes", "prp", "transplant")}

    assert rows == {
        "stem_cells": ("msc-psoriasis",),
        "fat_cells": ("svf-psoriasis",),
        "exosomes": ("exosomes-psoriasis",),
        "prp": ("prp-psoriasis",),
        "transplant": ("hsct-psoriasis",),
    }


@pytest.mark.parametrize("claim", ALL, ids=ids)
def test_claims_are_told_in_plain_and_calm_words(claim):
    text = MARK.sub("", "\n".join(words_of(claim)))
    read = readability(text)

    assert "!" not in text
    assert read.words / read.sentences <= MOST_WORDS
    assert read.age <= READING_AGE_OF_ONE


def test_a_child_of_eleven_can_read_them():
    told = [line for claim in ALL for line in words_of(claim)]
    text = MARK.sub("", "\n".join([*told, *map(str, (*QUESTIONS, *REPORTS, *UNCHECKED_REPORTS))]))

    assert readability(text).age <= READING_AGE
