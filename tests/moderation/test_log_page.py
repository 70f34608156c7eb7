"""The log of the desk: what was done, for those who may know, and without what is told to nobody."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from members.models import Role
from moderation import actions, record
from moderation.models import AuditDetail, AuditEntry, Case, ModeratorScope
from moderation.sheets import safe
from moderation.views import record as page
from tests.texts import ADVERT, decided

LOG, SHEET = "/moderation/log/", "/moderation/log/entries.csv"


@pytest.fixture
def case(make_post):
    return Case.objects.open_about(make_post(ADVERT, outcome="hold", words="+1 202 555 0143")).get()


@pytest.fixture
def removed(case, moderator):
    return decided(case, act="remove", moderator=moderator, rule="contact", reason="Names a clinic.", message="m")


@pytest.fixture
def board_moderator(make_member, board):
    member = make_member("Bo", role=Role.BOARD_MODERATOR)
    ModeratorScope.objects.create(member=member, place_key=f"board:{board.slug}")
    return member


@pytest.fixture
def desk(client, sign_in, other_moderator):
    return sign_in(client, other_moderator)


def rows(response) -> list[dict]:
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))


def acts(client, **query) -> list[str]:
    return [row["act"] for row in rows(client.get(SHEET, query))]


@pytest.mark.parametrize("who", ["member", "stranger", "newcomer", "editor"])
def test_for_others_there_is_no_log(client, sign_in, request, case, who):
    sign_in(client, request.getfixturevalue(who))

    assert (client.get(LOG).status_code, client.get(SHEET).status_code) == (404, 404)


def test_it_tells_what_was_done_by_whom_newest_first(desk, removed):
    text = desk.get(LOG).text

    assert text.index('title">Removed') < text.index('title">Held by the screen')
    assert "Pat" in text
    assert "the system" in text
    assert "Names a clinic." in text


def test_the_words_of_a_held_text_are_not_in_it(desk, removed):
    assert "202 555" not in desk.get(LOG).text
    assert "202 555" not in str(rows(desk.get(SHEET)))


def test_erased_details_say_so(desk, removed):
    entry = AuditEntry.objects.get(act=AuditEntry.Act.REMOVED)
    AuditDetail.objects.filter(pk=entry.pk).delete()

    assert "The details were erased." in desk.get(LOG).text
    assert rows(desk.get(SHEET))[0]["details"] == "erased"


def test_a_member_who_left_is_a_number(desk, removed, moderator):
    number = moderator.pk
    moderator.delete()

    assert f"former member {number}" in desk.get(LOG).text
    assert acts(desk, actor=str(number)) == ["removed"]


def test_it_can_be_filtered(desk, removed, make_post, stranger):
    other = Case.objects.open_about(make_post(ADVERT, outcome="hold")).get()

    assert acts(desk) == ["held", "removed", "held"]
    assert acts(desk, act="removed") == ["removed"]
    assert acts(desk, actor="pat") == ["removed"]
    assert acts(desk, case=other.pk) == ["held"]
    assert acts(desk, subject=removed.object_id) == ["removed", "held"]
    today = timezone.now().date()
    assert acts(desk, first=today, last=today) == ["held", "removed", "held"]
    assert acts(desk, first=today + timedelta(days=1)) == acts(desk, last=today - timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"act": "danced"}, "Choose one of the list."),
        ({"actor": "Nobody at all"}, "Nobody has this name."),
        ({"case": "first"}, "Type a number."),
        ({"case": str(2**70)}, "Type a number."),
        ({"first": "yesterday"}, "Type a date as 2026-05-03."),
        ({"before": "-1"}, "Type a number."),
    ],
)
def test_a_filter_that_makes_no_sense_says_what_to_type(desk, query, words):
    for address in (LOG, SHEET):
        response = desk.get(address, query)
        assert response.status_code == 422
        assert words in response.text
    if query.keys() & {"actor", "case", "first"}:
        assert next(iter(query.values())) in response.text


def test_it_goes_on_before_the_last_entry_shown(desk, removed, monkeypatch):
    monkeypatch.setattr(page, "SHOWN", 1)
    newest, oldest = AuditEntry.objects.order_by("-pk")

    first = desk.get(LOG, {"act": ""})
    assert f"before={newest.pk}" in first.text
    second = desk.get(LOG, {"before": newest.pk})
    assert f'id="entry-{oldest.pk}"' in second.text
    assert f'id="entry-{newest.pk}"' not in second.text
    assert 'rel="next"' not in second.text


def test_a_board_moderator_reads_their_places_only(client, sign_in, board_moderator, removed, site_admin):
    elsewhere = Case.objects.create(
        content_type=removed.content_type, object_id=10_000, version=1, place_key="board:other", place_title="Other"
    )
    with transaction.atomic():
        AuditEntry.objects.append("escalated", actor=site_admin, case=elsewhere, details={"note": "Look at this."})
        AuditEntry.objects.append("policy-changed", actor=site_admin, details={"note": "stricter"})
    sign_in(client, board_moderator)

    assert acts(client) == ["removed", "held"]
    assert "stricter" not in client.get(LOG).text


def test_nobody_reads_who_decided_about_their_own_text(client, sign_in, moderator, make_post, other_moderator):
    own = Case.objects.open_about(make_post(ADVERT, author=moderator, outcome="hold")).get()
    decided(own, act="remove", moderator=other_moderator, rule="contact", message="m")

    assert acts(sign_in(client, moderator)) == []
    assert acts(client, case=own.pk) == []


def test_nobody_reads_who_reported(desk, make_post, member):
    actions.report(make_post("It helped."), reporter=member, reason="promotion", note="A clinic.")

    assert "Marie" not in desk.get(LOG).text.replace('value="Marie"', "")
    assert rows(desk.get(SHEET))[0]["who"] == "a member"
    assert acts(desk, actor="Marie") == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    assert safe(f"{start}1") == f"'{start}1"
    assert safe("a=1") == "a=1"


def test_a_name_or_a_reason_that_would_be_a_formula_is_downloaded_as_words(desk, case, moderator):
    with transaction.atomic():
        AuditEntry.objects.append("escalated", actor=moderator, case=case, details={"=HYPERLINK(1)": "x"})

    assert rows(desk.get(SHEET))[0]["details"] == "'=HYPERLINK(1): x"


def test_a_download_reads_batch_by_batch(desk, removed, monkeypatch):
    monkeypatch.setattr(record, "BATCH", 1)

    assert acts(desk) == ["removed", "held"]


def test_neither_is_kept_by_a_browser(desk, removed):
    assert desk.get(LOG)["Cache-Control"] == desk.get(SHEET)["Cache-Control"] == "no-store"


def test_a_page_costs_the_same_however_long_the_log_is(desk, case, moderator, max_queries):
    def write(entries: int) -> None:
        with transaction.atomic():
            for number in range(entries):
                AuditEntry.objects.append("looked", actor=moderator, case=case, details={"version": number})

    for _time in range(2):
        write(20)
        with max_queries(8):
            desk.get(LOG)
