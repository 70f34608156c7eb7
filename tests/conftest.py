"""The cast: people, places and texts that the tests are about."""

import os
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from discussion import actions as discussion_actions
from discussion.actions import Sent
from discussion.models import Post
from forum import actions as forum_actions
from forum.models import Board, Topic
from members.models import Member, Role
from moderation.triggers import unguard_audit_log

from .texts import INNOCENT, new_key, verdict

# What design.md counts; savepoints are no questions to the database.
COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE")


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


@pytest.fixture(autouse=True)
def _nothing_kept():
    """What one test found is no answer to the next: numbers begin anew, and what is kept is named by them."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """SQLite keeps its data in a file, one for each process.

    In memory, threads that race each other and the browser's server would share one connection.
    """
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")


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


@pytest.fixture
def sign_in():
    """sign_in(client, member) -> client; staff have shown their second factor."""

    def sign(client, member: Member):
        client.force_login(member)
        if member.is_staff:
            session = client.session
            proof = {"method": "mfa", "type": "totp", "id": 0, "at": timezone.now().timestamp()}
            session["account_authentication_methods"] = [proof]
            session["account_authentication_methods_user"] = str(member.pk)
            session.save()
        return client

    return sign


@pytest.fixture
def board(db):
    return Board.objects.create(slug="treatments", name="Treatments", description="What helps and what does not.")


@pytest.fixture
def make_topic(board, member):
    """make_topic(author=…, title=…, body=…, outcome="hold") -> Topic, through the same action that members use."""

    def make(*, title: str = "Light therapy on the scalp?", body: str = INNOCENT, outcome: str = "publish", **given):
        sent = Sent(
            author=given.get("author", member),
            title=title,
            body=body,
            key=given.get("key") or new_key(),
            assessment=verdict(outcome, body),
            anonymous=given.get("anonymous", False),
        )
        post = forum_actions.ask(given.get("board", board), sent)
        topic = Topic.objects.select_related("thread", "board", "author").get(thread=post.thread_id)
        topic.thread.owner = topic
        return topic

    return make


@pytest.fixture
def topic(make_topic):
    return make_topic()


@pytest.fixture
def question(topic):
    return topic.thread.posts.get(answer_no=0)


@pytest.fixture
def make_post(topic, stranger):
    """make_post("text", author=…, outcome="hold", under=answer, words="marked", anonymous=True) -> Post, an answer or a reply."""

    def make(body: str = "It helped me a little.", *, outcome: str = "publish", under=None, **given) -> Post:
        marks = {name: given[name] for name in ("words", "concern", "names") if name in given}
        assessment = verdict(outcome, body, **marks)
        key = given.get("key") or new_key()
        anonymous = given.get("anonymous", False)
        author = given.get("author", stranger)
        sent = Sent(author=author, body=body, key=key, assessment=assessment, anonymous=anonymous)
        if under is not None:
            return discussion_actions.submit_reply(under, sent)
        return discussion_actions.submit_answer(given.get("thread", topic.thread), sent)

    return make


@pytest.fixture
def max_queries():
    """with max_queries(6): … fails when more SELECT, INSERT, UPDATE or DELETE statements are sent."""

    @contextmanager
    def limited(most: int):
        with CaptureQueriesContext(connection) as captured:
            yield
        sent = [query["sql"] for query in captured if query["sql"].lstrip().upper().startswith(COUNTED)]
        assert len(sent) <= most, f"{len(sent)} queries, at most {most} allowed:\n" + "\n".join(sent)

    return limited
