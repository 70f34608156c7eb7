"""The status box says what the register's rows carry, and no more."""

from datetime import date

import pytest
from django.template.loader import render_to_string

from register.models import Entry
from register.status import status_box

LONG_AGO, FAR_AWAY = date(2020, 1, 1), date(2099, 1, 1)


def row(jurisdiction, status, *, key="cream", verified=True, indication="psoriasis", **fields):
    values = {"product": key.capitalize(), "as_of": date(2024, 12, 18), "review_by": FAR_AWAY, "source": "A page"}
    return Entry(
        key=key, jurisdiction=jurisdiction, status=status, verified=verified, indication=indication, **values | fields
    )


def said(*rows, keys=("cream",)):
    box = status_box(list(keys), rows)
    return " ".join(render_to_string("register/_status_box.html", {"status": box}).split())


def test_places_with_the_same_answer_share_a_line():
    html = said(
        row("UK", "none-found", verified=False), row("US", "not-approved"), row("EU", "none-found", verified=False)
    )

    assert "Not approved for psoriasis (US)" in html
    assert 'US: no, as of <time datetime="2024-12-18" data-absolute>18 December 2024</time>.' in html
    assert "EU, UK: no approval found, not yet verified." in html
    assert html.count("as of") == 1


def test_what_was_not_found_does_not_stand_as_of_the_day_of_its_source():
    looked = row("EU", "none-found", checked_on=date(2026, 11, 2))

    assert "18 December 2024" not in said(looked)
    assert "2 November 2026" in said(looked)


def test_a_row_that_is_not_verified_says_so_whatever_its_status():
    html = said(row("US", "not-approved", verified=False))

    assert "US: no, not yet verified." in html
    assert "as of" not in html


def test_what_is_approved_for_another_illness_is_not_called_approved():
    html = said(row("US", "approved", indication="another illness"))

    assert 'data-status="approved-other"' in html
    assert "Approved for another illness (US)" in html


def test_the_word_is_about_psoriasis_when_a_row_is():
    rows = [row("US", "approved", key="serum", indication="another illness"), row("US", "not-approved")]
    html = said(*rows, keys=("serum", "cream"))

    assert "Not approved for psoriasis (US)" in html
    assert "Approved for other illnesses?" in html
    assert "Serum" in html


def test_a_row_that_is_due_to_be_checked_is_marked():
    assert "due to be checked again" in said(row("US", "not-approved", review_by=LONG_AGO))
    assert "due to be checked again" not in said(row("US", "not-approved"))


@pytest.mark.parametrize("keys", [[], ["unknown"]])
def test_without_rows_there_is_no_box(keys):
    assert status_box(keys, [row("US", "not-approved")]) is None


def test_the_card_of_a_topic_says_the_same():
    html = render_to_string("register/_card.html", {"entries": [row("US", "not-approved")]})

    assert "Not approved for psoriasis (US)" in html


def test_without_rows_the_card_of_a_topic_is_empty():
    assert render_to_string("register/_card.html", {"entries": []}).strip() == ""
