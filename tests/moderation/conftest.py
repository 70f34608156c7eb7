"""What only tests of moderation need."""

from datetime import date

import pytest
from django.test import Client

from moderation import providers
from moderation.models import Case, Provider
from tests.moderation.deskwork import PHONE
from tests.texts import ADVERT


@pytest.fixture
def held(make_post):
    """A held text, whose phone number is marked."""
    return make_post(ADVERT, outcome="hold", words=PHONE)


@pytest.fixture
def case(held):
    return Case.objects.open_about(held).get()


@pytest.fixture
def desk(client, sign_in, moderator):
    """A moderator's browser."""
    return sign_in(client, moderator)


@pytest.fixture
def other_desk(sign_in, other_moderator):
    return sign_in(Client(), other_moderator)


@pytest.fixture
def make_provider(site_admin, moderator):
    """make_provider("Acme Regen") -> Provider that counts for the screen."""

    def make(name: str = "Acme Regen") -> Provider:
        entry = Provider(name=name, evidence="A court record.", evidence_date=date.today(), review_by=date(2099, 1, 1))
        providers.save(entry, by=site_admin)
        providers.approve(entry, by=moderator)
        return entry

    return make
