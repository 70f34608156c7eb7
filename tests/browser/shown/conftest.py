import pytest
from django.core.management import call_command

from moderation.triggers import unguard_audit_log
from tests.browser.world import World, served


@pytest.fixture(scope="package")
def db(django_db_setup, django_db_blocker):
    """In place of the database that is emptied after each test."""
    with django_db_blocker.unblock():
        yield
        unguard_audit_log()
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="package")
def world(db, tmp_path_factory) -> World:
    with served(tmp_path_factory.mktemp("site")) as world:
        yield world


@pytest.fixture
def address(world) -> str:
    return world.address
