"""The list of providers: public evidence, two people, every change in the audit log."""

import html
import json
from datetime import date

import pytest

from moderation import providers
from moderation.models import AuditDetail, AuditEntry, Provider
from moderation.verification import verify

LIST, ADD = "/admin/moderation/provider/", "/admin/moderation/provider/add/"
FIELDS = {
    "name": "Acme Regen",
    "aliases": "Acme Regenerative\r\nACME-R",
    "domains": "https://www.acme-regen.example/book",
    "phones": "+1 202 555 0143",
    "evidence": "A court's judgment of 2024",
    "evidence_date": "2024-05-01",
    "review_by": "2099-05-01",
}


@pytest.fixture
def provider(db, site_admin):
    entry = Provider(
        name="Acme Regen",
        domains=["acme-regen.example"],
        evidence="A court's judgment of 2024",
        evidence_date=date(2024, 5, 1),
        review_by=date(2099, 5, 1),
    )
    return providers.save(entry, by=site_admin)


def change(provider):
    return f"{LIST}{provider.pk}/change/"


def approves(client, *entries):
    act = {"action": "approve", "_selected_action": [entry.pk for entry in entries]}
    return [str(message) for message in client.post(LIST, act, follow=True).context["messages"]]


def logged():
    """What the log says of providers, oldest first: (what, actor, details)."""
    entries = AuditEntry.objects.filter(act="provider-changed").order_by("pk")
    details = [json.loads(AuditDetail.objects.get(pk=entry.pk).text) for entry in entries]
    return [(detail["what"], entry.actor_id, detail) for entry, detail in zip(entries, details, strict=True)]


def test_an_entry_counts_for_nothing_until_another_admin_approves_it(desk, site_admin, other_admin, send):
    send(desk(site_admin), ADD, **FIELDS)
    entry = Provider.objects.get()
    assert (entry.added_by, entry.approved_by) == (site_admin, None)
    assert not Provider.objects.in_force().exists()

    assert approves(desk(other_admin), entry) == ["“Acme Regen” counts from now on."]
    assert Provider.objects.in_force().get().approved_by == other_admin


@pytest.mark.parametrize(
    ("field", "mark", "words"),
    [
        ("domains", "gmail.com", "Anybody may have an address there: gmail.com."),
        ("domains", "https://wa.me/12025550143", "Anybody may have an address there: wa.me."),
        ("domains", "https://acme-regen.example/x", "acme-regen.example stands in the entry “Acme Regen” already."),
        ("phones", "+1 (202) 555-0143", "+1 (202) 555-0143 stands in the entry “Acme Regen” already."),
        ("handles", "@ACME_regen", "@ACME_regen stands in the entry “Acme Regen” already."),
    ],
)
def test_a_mark_that_is_not_one_provider_s_own_is_refused_where_it_was_typed(desk, site_admin, field, mark, words):
    known = Provider(name="Acme Regen", evidence="x", evidence_date=date(2024, 5, 1), review_by=date(2099, 5, 1))
    known.domains, known.phones, known.handles = ["acme-regen.example"], ["+12025550143"], ["acme_regen"]
    providers.save(known, by=site_admin)
    page = desk(site_admin).post(ADD, FIELDS | {"name": "Another", "domains": "", "phones": ""} | {field: mark})

    assert words in html.unescape(page.text)
    assert Provider.objects.count() == 1


def test_its_author_cannot_approve_it(desk, site_admin, provider):
    assert approves(desk(site_admin), provider) == [
        "You wrote the entry “Acme Regen”. Somebody else has to approve it."
    ]
    assert not Provider.objects.in_force().exists()
    assert [what for what, _who, _details in logged()] == ["added"]


def test_after_a_change_it_has_to_be_approved_again_by_somebody_else(desk, site_admin, other_admin, send, provider):
    approves(desk(other_admin), provider)
    send(desk(other_admin), change(provider), domains="acme-regen.example\r\nacme.example")

    entry = Provider.objects.get()
    assert (entry.added_by, entry.approved_by) == (other_admin, None)
    assert "Somebody else" in approves(desk(other_admin), entry)[0]
    assert approves(desk(site_admin), entry) == ["“Acme Regen” counts from now on."]


def test_saving_without_a_change_keeps_the_approval(desk, site_admin, other_admin, send, provider):
    approves(desk(other_admin), provider)
    send(desk(site_admin), change(provider))

    assert Provider.objects.in_force().exists()
    assert [what for what, _who, _details in logged()] == ["added", "approved"]


def test_an_edit_while_somebody_reads_takes_the_approval_away(site_admin, other_admin, make_member, provider):
    as_read = Provider.objects.get()
    provider.domains = ["other.example"]
    providers.save(provider, by=other_admin)

    providers.approve(as_read, by=make_member("Uma", role="admins"))
    assert not Provider.objects.in_force().exists()


def test_every_change_is_in_the_audit_log_with_what_it_was_before(desk, site_admin, other_admin, send, provider):
    send(desk(site_admin), change(provider), domains="acme.example")
    approves(desk(other_admin), Provider.objects.get())
    desk(site_admin).post(f"{LIST}{provider.pk}/delete/", {"post": "yes"})

    assert [(what, who) for what, who, _details in logged()] == [
        ("added", site_admin.pk),
        ("changed", site_admin.pk),
        ("approved", other_admin.pk),
        ("removed", site_admin.pk),
    ]
    changed = logged()[1][2]
    assert (changed["before"]["domains"], changed["after"]["domains"]) == (["acme-regen.example"], ["acme.example"])
    assert [finding for finding in verify() if finding.is_fault] == []


def test_deleting_several_logs_each(desk, site_admin, provider):
    act = {"action": "delete_selected", "_selected_action": [provider.pk], "post": "yes"}
    desk(site_admin).post(LIST, act)

    assert not Provider.objects.exists()
    assert [what for what, _who, _details in logged()] == ["added", "removed"]


@pytest.mark.parametrize("field", ["evidence", "evidence_date", "review_by", "name"])
def test_without_evidence_there_is_no_entry(desk, site_admin, send, errors_of, field):
    response = send(desk(site_admin), ADD, **FIELDS | {field: ""})

    assert list(errors_of(response)) == [field]
    assert not Provider.objects.exists()


def test_what_was_typed_becomes_lists_and_bare_domains(desk, site_admin, send):
    send(desk(site_admin), ADD, **FIELDS)

    entry = Provider.objects.get()
    assert entry.aliases == ["Acme Regenerative", "ACME-R"]
    assert entry.domains == ["acme-regen.example"]


def test_a_domain_that_is_none_is_refused(desk, site_admin, send, errors_of):
    response = send(desk(site_admin), ADD, **FIELDS | {"domains": "acme\r\nacme.example"})

    assert errors_of(response) == {"domains": ["Not a web domain: acme."]}


def test_a_dry_run_tells_what_an_entry_would_flag_and_changes_nothing(desk, site_admin, make_post):
    make_post("I recommend Wexmoor Lane for the knee exercises.", outcome="publish")
    entry = Provider.objects.create(
        name="Wexmoor Lane", evidence="A court record.", evidence_date="2025-01-08", review_by="2030-01-01"
    )
    before = AuditEntry.objects.count()
    response = desk(site_admin).post(
        "/admin/moderation/provider/", {"action": "dry_run", "_selected_action": [entry.pk]}, follow=True
    )

    assert "1 texts would be flagged, 0 of them a moderator has let stand" in response.text
    assert AuditEntry.objects.count() == before
