import copy

import pytest
from django.core.exceptions import ValidationError

from detector.policy import standard
from detector.policy_check import problems
from moderation import policies
from moderation.models import AuditEntry, Policy
from moderation.screening import assess
from tests.texts import ADVERT


@pytest.fixture
def strict():
    """A policy that flags almost everything."""
    rules = copy.deepcopy(standard())
    for limits in rules["thresholds"].values():
        limits["flag"] = limits["flag_unnamed"] = 0.0001
    rules["innocent"] = []
    return rules


def outcome(body="My knee hurts when it rains and I am tired."):
    return assess(title="", body=body, where="reply", author=None).outcome


def test_the_standing_policy_can_be_used():
    assert problems(standard()) == []


def test_a_policy_decides_only_once_it_is_put_in_force(db, strict, site_admin):
    policy = policies.write(strict, note="Look at everything", by=site_admin)
    assert outcome() == "publish"

    policies.put_in_force(policy, by=site_admin)
    assert outcome() == "flag"


def test_an_older_policy_can_be_put_back(db, strict, site_admin):
    first = policies.write(standard(), note="As it was", by=site_admin)
    policies.put_in_force(policies.write(strict, note="Look at everything", by=site_admin), by=site_admin)

    policies.put_in_force(first, by=site_admin)
    assert outcome() == "publish"
    assert Policy.objects.get(in_force=True) == first


def test_the_detectors_own_policy_can_be_put_back(db, strict, site_admin):
    policies.put_in_force(policies.write(strict, note="Look at everything", by=site_admin), by=site_admin)

    policies.back_to_standard(by=site_admin)
    assert outcome() == "publish"


def test_each_change_is_an_audit_entry_that_says_what_changed(db, strict, site_admin):
    policies.put_in_force(policies.write(strict, note="Look at everything", by=site_admin), by=site_admin)

    entries = AuditEntry.objects.filter(act="policy-changed", actor_id=site_admin.pk)
    assert entries.count() == 2
    assert any('"flag": 0.0001' in line for line in policies.diff(standard(), strict))


@pytest.mark.parametrize(
    "change, complaint",
    [
        (lambda rules: rules.pop("thresholds"), '"thresholds" is missing'),
        (lambda rules: rules.update(extra=1), 'no part called "extra"'),
        (lambda rules: rules.update(certain={}), '"certain" must be a list'),
        (lambda rules: rules["thresholds"]["new"].update(flag=2), "0 < flag <= flag_unnamed <= hold <= 1"),
        (lambda rules: rules["thresholds"].pop("member"), 'for "member"'),
        (lambda rules: rules["certain"].append({"name": "x"}), "other fields"),
        (lambda rules: rules["answers"][0].pop("asked"), 'Rule 1 of "answers" needs "asked" or "not_asked"'),
        (lambda rules: rules["answers"][0].update(at_least="hold"), 'with "flag"'),
        (lambda rules: rules.update(model="nothing"), 'no model called "nothing"'),
    ],
)
def test_a_policy_the_detector_cannot_use_is_refused_in_words(db, site_admin, change, complaint):
    rules = copy.deepcopy(standard())
    change(rules)

    with pytest.raises(ValidationError, match=complaint):
        policies.write(rules, note="Broken", by=site_admin)
    assert not Policy.objects.exists()


def test_a_policy_that_a_release_made_useless_leaves_the_screen_on(db, site_admin):
    policy = policies.write(standard(), note="Fine today", by=site_admin)
    policies.put_in_force(policy, by=site_admin)
    Policy.objects.update(rules={"from": "another age"})

    assert outcome(ADVERT) == "hold"
