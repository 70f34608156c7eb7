"""A policy in shadow reads what is written, decides nothing, and keeps where it would differ."""

import copy
from datetime import timedelta

import pytest
from django.utils import timezone

from detector.policy import standard
from moderation import policies, shadow
from moderation.models import AuditEntry, Case, Policy, ShadowResult, Status, Version
from tests.races import at_once
from tests.texts import verdict

PLAIN = "Has anyone asked Acme Regen about stem cells for psoriasis?"


@pytest.fixture
def policy(site_admin):
    """A version under which the screen of this test holds everything."""
    return policies.write(copy.deepcopy(standard()), note="Stricter", by=site_admin)


@pytest.fixture
def in_shadow(policy, site_admin, topic):
    policies.put_in_shadow(policy, by=site_admin)
    return policy


@pytest.fixture(autouse=True)
def screens(monkeypatch):
    """The screen lets everything pass; other rules than those in force hold everything."""
    monkeypatch.setattr(shadow, "assess", lambda **given: verdict("hold" if given.get("rules") else "publish"))


def later():
    Version.objects.update(created_at=timezone.now() - timedelta(minutes=1))


def test_where_it_would_differ_is_kept_and_nothing_else_happens(in_shadow, make_post):
    post = make_post(PLAIN)
    later()
    assert shadow.go_on()

    result = ShadowResult.objects.get()
    assert (result.policy, result.object_id, result.version) == (in_shadow, post.pk, 1)
    assert (result.outcome_in_force, result.outcome) == ("publish", "hold")
    post.refresh_from_db()
    assert post.status == Status.PUBLISHED
    assert not Case.objects.exists()
    assert not shadow.go_on()


def test_where_it_agrees_nothing_is_kept(in_shadow, make_post, monkeypatch):
    monkeypatch.setattr(shadow, "assess", lambda **given: verdict("publish"))
    make_post(PLAIN)
    later()
    shadow.go_on()

    assert not ShadowResult.objects.exists()


def test_it_reads_only_what_is_written_from_then_on(make_post, policy, site_admin):
    make_post(PLAIN)
    later()
    policies.put_in_shadow(policy, by=site_admin)

    assert not shadow.go_on()


def test_the_real_screen_reads_with_the_rules_of_the_version(in_shadow, make_post, monkeypatch):
    monkeypatch.undo()
    rules = copy.deepcopy(in_shadow.rules)
    rules["thresholds"]["member"] = {"flag": 0.00001, "flag_unnamed": 0.00001, "hold": 1}
    Policy.objects.update(rules=rules)
    make_post("It helped me a little.")
    later()
    shadow.go_on()

    assert ShadowResult.objects.get().outcome == "flag"


def test_a_text_that_cannot_be_read_stops_nobody(in_shadow, make_post, monkeypatch, caplog):
    monkeypatch.setattr(shadow, "assess", lambda **given: 1 / 0)
    make_post(PLAIN)
    later()

    assert shadow.go_on()
    assert not shadow.go_on()
    assert "could not be read in shadow" in caplog.text


def test_a_version_that_a_release_made_useless_leaves_the_shadow_by_itself(in_shadow, make_post, caplog):
    Policy.objects.update(rules={"thresholds": {}})
    make_post(PLAIN)
    later()

    assert not shadow.go_on()
    assert not Policy.objects.filter(in_shadow=True).exists()
    assert "leaves the shadow" in caplog.text


def test_there_is_one_at_most_and_each_change_is_in_the_log(in_shadow, site_admin):
    other = policies.write(copy.deepcopy(standard()), note="Other", by=site_admin)
    policies.put_in_shadow(other, by=site_admin)
    assert Policy.objects.get(in_shadow=True) == other

    policies.put_in_force(other, by=site_admin)
    assert not Policy.objects.filter(in_shadow=True).exists()
    assert not policies.out_of_shadow(by=site_admin)
    # Two written, two put in shadow, two taken out of it, one put in force.
    assert AuditEntry.objects.filter(act="policy-changed").count() == 7


@pytest.mark.django_db(transaction=True)
def test_two_workers_keep_a_difference_once(in_shadow, make_post):
    make_post(PLAIN)
    later()

    assert at_once(shadow.go_on, shadow.go_on) != [False, False]
    assert ShadowResult.objects.count() == 1
