"""What a proxy or a monitor asks: is the process alive, can it do its work?"""

import json

import pytest
from django.db.migrations.recorder import MigrationRecorder

from mypsoriasis import health


def test_healthz_answers_without_asking_the_database(client):
    # No db fixture: a query would fail this test.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


def test_readyz_says_that_everything_works(client, db):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert json.loads(response.content) == {"database": True, "migrations": True, "cache": True}


def test_readyz_names_a_migration_that_has_not_run(client, db):
    MigrationRecorder.Migration.objects.filter(app="notifications").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert json.loads(response.content)["migrations"] is False


class Away:
    """Stands for a database or a cache that cannot be reached."""

    def __getattr__(self, name):
        raise OSError("secret-host is away")


@pytest.mark.parametrize(("part", "name"), [("connection", "database"), ("cache", "cache")])
def test_readyz_names_what_is_away_and_shows_no_details(client, db, monkeypatch, part, name):
    monkeypatch.setattr(health, part, Away())
    response = client.get("/readyz")
    assert response.status_code == 503
    assert json.loads(response.content)[name] is False
    assert b"secret-host" not in response.content


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_no_cache_keeps_the_answer(client, db, address):
    assert client.get(address).headers["Cache-Control"] == "no-store"
