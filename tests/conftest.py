"""The cast: people, places and texts that the tests are about."""

import os
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import TransactionTestCase
from django.utils import timezone

from members.models import Member, Role
from moderation.triggers import unguard_audit_log


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return _with_nothing_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return _with_nothing_skipped((yield))


def _with_nothing_skipped(report):
    """Where everything must run (.ci/run), a test that did not run is a failure."""
    if report.skipped and os.environ.get("REQUIRE_ALL") == "1":
        report.outcome = "failed"
        vars(report).pop("wasxfail", None)  # by this an expected failure would still count as skipped
        report.longrepr = f"Skipped, though REQUIRE_ALL is set: {report.longrepr}"
    return report


@pytest.fixture(autouse=True, scope="session")
def _tests_may_empty_the_audit_log():
    """Transactional tests empty all tables at their end, which the triggers of the audit log forbid.

    The signal that Django sends after the emptying puts the triggers back.
    """
    empty_tables = TransactionTestCase._fixture_teardown

    def teardown(test_case):
        unguard_audit_log()
        empty_tables(test_case)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = empty_tables


@pytest.fixture
def make_member(db):
    """make_member("Ada", days=200, posts=40, role=Role.MODERATOR) -> Member"""

    def make(username: str, *, days: int = 200, posts: int = 10, role: str = "", **fields) -> Member:
        joined = timezone.now() - timedelta(days=days)
        member = Member.objects.create_user(
            username,
            f"{username.lower().replace(' ', '.')}@mail.example",
            is_staff=bool(role),
            date_joined=joined,
            published_posts=posts,
            agreed_at=joined,
            **fields,
        )
        if role:
            member.groups.add(Group.objects.get(name=role))
        return member

    return make


@pytest.fixture
def member(make_member):
    return make_member("Marie")


@pytest.fixture
def stranger(make_member):
    return make_member("Jon")


@pytest.fixture
def newcomer(make_member):
    return make_member("Nils", days=0, posts=0)


@pytest.fixture
def moderator(make_member):
    return make_member("Pat", role=Role.MODERATOR)


@pytest.fixture
def other_moderator(make_member):
    return make_member("Robin", role=Role.MODERATOR)


@pytest.fixture
def editor(make_member):
    return make_member("Edith", role=Role.EDITOR)


@pytest.fixture
def site_admin(make_member):
    return make_member("Alex", role=Role.ADMIN)
