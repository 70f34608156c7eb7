import copy
import json

import pytest

from detector.policy import standard
from moderation import policies
from moderation.models import AuditEntry, Policy

LIST = "/admin/moderation/policy/"
ADD = "/admin/moderation/policy/add/"


@pytest.fixture
def back_office(client, sign_in, site_admin):
    return sign_in(client, site_admin)


def stricter() -> dict:
    rules = copy.deepcopy(standard())
    rules["thresholds"]["new"]["flag"] = 0.2
    return rules


def test_an_admin_writes_a_version_from_what_is_in_force(back_office):
    assert '"thresholds"' in back_office.get(ADD).text.replace("&quot;", '"')

    back_office.post(ADD, {"rules": json.dumps(stricter()), "note": "Look harder at newcomers"})
    policy = Policy.objects.get()
    assert (policy.number, policy.in_force, policy.rules["thresholds"]["new"]["flag"]) == (1, False, 0.2)


def test_a_policy_the_detector_cannot_use_comes_back_with_the_reason(back_office):
    broken = stricter()
    del broken["thresholds"]["member"]
    response = back_office.post(ADD, {"rules": json.dumps(broken), "note": "Oops"})

    assert "needs &quot;flag&quot; and &quot;hold&quot;" in response.text
    assert not Policy.objects.exists()


def test_putting_a_version_in_force_is_an_act_with_an_audit_entry(back_office, site_admin):
    policy = policies.write(stricter(), note="Look harder", by=site_admin)
    back_office.post(LIST, {"action": "put_in_force", "_selected_action": [policy.pk]})

    policy.refresh_from_db()
    assert policy.in_force
    assert AuditEntry.objects.filter(act="policy-changed").count() == 2


def test_a_written_version_is_never_changed_or_deleted(back_office, site_admin):
    policy = policies.write(stricter(), note="Look harder", by=site_admin)
    url = f"/admin/moderation/policy/{policy.pk}/change/"
    back_office.post(url, {"rules": json.dumps(standard()), "note": "Changed"})

    assert Policy.objects.get().note == "Look harder"
    assert back_office.post(f"/admin/moderation/policy/{policy.pk}/delete/").status_code == 403


def test_editors_and_moderators_see_no_policies(client, sign_in, editor, moderator):
    sign_in(client, editor)
    assert client.get(LIST).status_code == 403
    sign_in(client, moderator)
    assert client.get(LIST).status_code in (302, 403)
