"""The cast: people, places and texts that the tests are about."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from members.models import Member, Role


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
