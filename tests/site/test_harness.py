"""The tests' own tools: tables are emptied past the audit log's triggers, and nothing is skipped unseen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from members.models import Role
from moderation.models import AuditEntry
from moderation.triggers import missing_triggers
from tests.everything import Outcome, read_report

ROOT = Path(__file__).parents[2]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_transactional_test_finds_an_empty_audit_log_that_is_guarded(turn):
    assert not AuditEntry.objects.exists()
    assert missing_triggers() == []
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.ALL)
    with transaction.atomic():
        AuditEntry.objects.append("looked", details={})


SKIPPED = """
import pytest

def test_runs(): pass

@pytest.mark.skip(reason="no wind")
def test_sails(): pass

@pytest.mark.xfail
def test_hopes(): assert False
"""


@pytest.mark.parametrize(("require_all", "failed"), [("", 0), ("1", 2)])
def test_a_skipped_test_fails_where_everything_must_run(tmp_path, require_all, failed):
    # The file stands in our folder of tests for as long as it runs, so that our conftest.py sees it.
    file = ROOT / "tests/site" / f"skipping_{os.getpid()}.py"
    report = tmp_path / "report.xml"
    file.write_text(SKIPPED)
    try:
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", str(file)],
            cwd=ROOT, env=os.environ | {"REQUIRE_ALL": require_all}, capture_output=True,
        )  # fmt: skip
    finally:
        file.unlink()
    assert read_report(report) == (1, failed, 2 - failed)


def write_report(folder: Path, *, tests: int, failures: int, skipped: int) -> Path:
    report = folder / "report.xml"
    numbers = f'tests="{tests}" errors="0" failures="{failures}" skipped="{skipped}"'
    report.write_text(f"<testsuites><testsuite {numbers}/></testsuites>")
    return report


def test_runs_are_added_up(tmp_path):
    outcome = Outcome()
    outcome.count("SQLite", write_report(tmp_path, tests=10, failures=1, skipped=2), 1)
    outcome.count("PostgreSQL", write_report(tmp_path, tests=10, failures=0, skipped=0), 0)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (17, 1, 2)


def test_a_run_that_broke_off_counts_as_a_failure(tmp_path):
    outcome = Outcome()
    outcome.count("SQLite", tmp_path / "never-written.xml", 3)
    assert outcome.failed == 1


@pytest.mark.parametrize(("require_all", "failed"), [(False, 0), (True, 1)])
def test_what_is_missing_is_named_and_fails_where_everything_must_run(monkeypatch, require_all, failed):
    monkeypatch.setattr("tests.everything.REQUIRE_ALL", require_all)
    outcome = Outcome()
    outcome.missed("PostgreSQL", "initdb not found")
    assert outcome.lines == ["NOT RUN: PostgreSQL: initdb not found"]
    assert outcome.failed == failed
