"""The audit log can be read in the admin and changed by nobody."""

import pytest
from django.db import transaction

from moderation import actions
from moderation.models import AuditDetail, AuditEntry
from tests.texts import ADVERT

LIST = "/admin/moderation/auditentry/"


@pytest.fixture
def entry(site_admin):
    with transaction.atomic():
        return AuditEntry.objects.append("policy-changed", actor=site_admin, details={"from": "hold", "to": "flag"})


def test_an_admin_reads_who_did_what(desk, site_admin, entry):
    listed = desk(site_admin).get(LIST).content.decode()
    shown = desk(site_admin).get(f"{LIST}{entry.pk}/change/").content.decode()

    assert "policy-changed" in listed
    assert "Alex" in listed
    assert "from: hold" in shown
    assert entry.digest in shown


def test_a_former_member_is_named_by_number_and_the_system_as_itself(desk, site_admin, member):
    with transaction.atomic():
        AuditEntry.objects.append("looked", details={})
        AuditEntry.objects.append("looked", actor=member, details={})
    number = member.pk
    member.delete()
    html = desk(site_admin).get(LIST).content.decode()

    assert "the system" in html
    assert f"former member {number}" in html


def test_an_erased_detail_is_said_to_be_erased(desk, site_admin, entry):
    AuditDetail.objects.filter(pk=entry.pk).delete()

    assert "erased" in desk(site_admin).get(f"{LIST}{entry.pk}/change/").content.decode()


def test_nobody_reads_who_reported_a_text_and_what_was_said_of_ones_own(desk, site_admin, member, stranger, make_post):
    for author in (site_admin, stranger):
        actions.report(make_post(author=author), reporter=member, reason="promotion", note="He sells.")
    html = desk(site_admin).get(LIST).text

    own, others = AuditEntry.objects.filter(act="reported").order_by("pk")
    assert f"/auditentry/{others.pk}/" in html and f"/auditentry/{own.pk}/" not in html
    assert "a member" in html and member.username not in html
    assert desk(site_admin).get(f"{LIST}?actor_id={member.pk}").status_code == 400
    assert desk(site_admin).get(f"{LIST}?act=reported").status_code == 200


def test_no_word_of_a_hidden_text_is_read_here(desk, site_admin, make_post):
    make_post(ADVERT, outcome="hold", words="+1 202 555 0143")
    html = desk(site_admin).get(f"{LIST}{AuditEntry.objects.get().pk}/change/").text

    assert "screen: hold 0.95" in html
    assert "555" not in html


@pytest.mark.parametrize("page", ["add/", "{pk}/delete/"])
def test_there_is_no_page_to_add_or_delete(desk, site_admin, entry, page):
    assert desk(site_admin).get(LIST + page.format(pk=entry.pk)).status_code == 403


def test_a_form_that_is_sent_all_the_same_changes_nothing(desk, site_admin, entry):
    response = desk(site_admin).post(f"{LIST}{entry.pk}/change/", {"act": "kept"})

    assert response.status_code == 403
    assert AuditEntry.objects.get().act == "policy-changed"


def test_nothing_can_be_done_to_several(desk, site_admin, entry):
    act = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}
    desk(site_admin).post(LIST, act)

    assert AuditEntry.objects.exists()


def test_the_list_costs_the_same_whatever_its_length(desk, site_admin, entry, max_queries):
    client = desk(site_admin)
    client.get(LIST)
    with transaction.atomic():
        for _number in range(30):
            AuditEntry.objects.append("looked", actor=site_admin, details={})

    with max_queries(10):
        client.get(LIST)
