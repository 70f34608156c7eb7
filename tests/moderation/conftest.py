"""What only tests of moderation need."""

from datetime import date

import pytest

from moderation import providers
from moderation.models import Provider


@pytest.fixture
def make_provider(site_admin, moderator):
    """make_provider("Acme Regen") -> Provider that counts for the screen."""

    def make(name: str = "Acme Regen") -> Provider:
        entry = Provider(name=name, evidence="A court record.", evidence_date=date.today(), review_by=date(2099, 1, 1))
        providers.save(entry, by=site_admin)
        providers.approve(entry, by=moderator)
        return entry

    return make
