import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from moderation.models import AuditDetail, AuditEntry
from moderation.triggers import guard_audit_log, missing_triggers, unguard_audit_log
from moderation.verification import verify


def append(act=AuditEntry.Act.LOOKED, **details):
    with transaction.atomic():
        return AuditEntry.objects.append(act, details=details or {"why": "a look"})


def faults():
    return [finding.what for finding in verify() if finding.is_fault]


def test_an_untouched_log_is_whole(db):
    for number in range(3):
        append(number=number)

    assert faults() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE moderation_auditentry SET act = 'kept'",
        "DELETE FROM moderation_auditentry",
        "UPDATE moderation_auditdetail SET text = '{}'",
    ],
)
def test_the_database_refuses_to_change_the_log(db, statement):
    append()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_sqlite_refuses_to_replace_what_is_there(db):
    entry = append()
    if connection.vendor == "sqlite":
        for statement in (
            f"INSERT OR REPLACE INTO moderation_auditentry SELECT * FROM moderation_auditentry WHERE id = {entry.pk}",
            f"INSERT OR REPLACE INTO moderation_auditdetail SELECT * FROM moderation_auditdetail WHERE entry_id = {entry.pk}",
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    assert AuditEntry.objects.get() == entry


def test_a_trigger_that_was_weakened_is_found(db):
    unguard_audit_log()
    guard_audit_log()
    assert missing_triggers() == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER audit_entry_no_update")
            cursor.execute(
                "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON moderation_auditentry BEGIN SELECT 1; END"
            )
        assert missing_triggers() == ["audit_entry_no_update"]
        guard_audit_log()
    assert missing_triggers() == []


def test_postgresql_refuses_to_empty_the_log_at_once(db):
    append()
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE moderation_auditentry")
    assert AuditEntry.objects.count() == 1


def erase(*entries):
    with transaction.atomic():
        AuditEntry.objects.filter(pk__in=[entry.pk for entry in entries]).erase_details(because="retention")


def test_a_detail_may_be_erased_and_verification_says_so(db):
    entry = append()
    erase(entry)

    assert [(finding.entry_id, finding.what, finding.is_fault) for finding in verify()] == [
        (entry.pk, "detail erased", False)
    ]


@pytest.fixture
def tampered(db):
    """Run statements as somebody would who can drop triggers, and put the triggers back."""

    def run(*statements):
        unguard_audit_log()
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        guard_audit_log()

    return run


def test_a_changed_entry_is_found(tampered):
    append()
    append()
    tampered("UPDATE moderation_auditentry SET act = 'kept' WHERE id = (SELECT MIN(id) FROM moderation_auditentry)")

    assert faults() == ["was changed"]


def test_an_entry_taken_out_of_the_middle_is_found(tampered):
    for _ in range(3):
        append()
    middle = AuditEntry.objects.order_by("pk")[1].pk
    tampered(f"DELETE FROM moderation_auditentry WHERE id = {middle}")

    assert faults() == ["does not follow the entry before it"]


def test_a_changed_detail_is_found(tampered):
    append()
    tampered("UPDATE moderation_auditdetail SET text = '{}'")

    assert faults() == ["its detail was changed"]


def test_a_detail_that_was_taken_out_is_found_and_its_entry_named(db):
    erased, taken = append(), append()
    erase(erased)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM moderation_auditdetail WHERE entry_id = {taken.pk}")

    assert [finding.entry_id for finding in verify() if finding.is_fault] == [taken.pk]
    out = StringIO()
    with pytest.raises(CommandError, match="not whole: 1 fault"):
        call_command("verify_audit", stdout=out)
    assert f"entry {taken.pk}: its detail is gone, and no entry says that it was erased" in out.getvalue()


def test_what_says_that_details_were_erased_cannot_be_taken_out_itself(db):
    entry = append()
    erase(entry)
    last = AuditEntry.objects.latest("pk")
    AuditDetail.objects.filter(entry_id=last.pk).delete()

    assert [finding.entry_id for finding in verify() if finding.is_fault] == [entry.pk, last.pk]


def test_nothing_can_be_said_to_be_erased_by_a_changed_detail(tampered):
    first, taken = append(), append()
    erase(first)
    last = AuditEntry.objects.latest("pk")
    text = json.dumps({"entries": [first.pk, taken.pk], "because": "retention"})
    tampered(
        f"DELETE FROM moderation_auditdetail WHERE entry_id = {taken.pk}",
        f"UPDATE moderation_auditdetail SET text = '{text}' WHERE entry_id = {last.pk}",
    )

    assert (last.pk, "its detail was changed") in [(finding.entry_id, finding.what) for finding in verify()]
    assert taken.pk in [finding.entry_id for finding in verify() if finding.is_fault]


def test_a_missing_trigger_is_found_and_migrate_puts_it_back(db):
    unguard_audit_log()
    with pytest.raises(CommandError, match="not whole"):
        call_command("verify_audit")

    call_command("migrate", verbosity=0)
    assert faults() == []


def test_an_entry_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        AuditEntry.objects.append(AuditEntry.Act.LOOKED, details={})


def test_the_log_outlives_the_member_it_is_about(db, make_member, make_post):
    author = make_member("Leaver")
    make_post("call me", outcome="hold", author=author)
    author.delete()

    assert AuditEntry.objects.count() == 1
    assert faults() == []
