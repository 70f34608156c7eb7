import copy
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from detector.policy import standard
from discussion.models import Post
from moderation import dry_run, policies
from moderation.models import AuditEntry, Case, Decision, Policy, ShadowResult
from tests.texts import ADVERT, decided, verdict

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


class TestDryRun:
    """Of the last 90 days: hits, overlap with what moderators decided, wrong holds first."""

    @pytest.fixture
    def policy(self, site_admin):
        return policies.write(stricter(), note="Look harder", by=site_admin)

    @pytest.fixture(autouse=True)
    def screen_holds_adverts(self, monkeypatch):
        def again(subject, **given):
            return verdict("hold" if subject.body.startswith("Acme") else "publish")

        monkeypatch.setattr(dry_run, "assess_again", again)

    @pytest.fixture
    def decided_texts(self, make_post, moderator):
        """One that was removed, one that was let stand, one nobody has judged, and one that is missed."""
        removed = make_post(f"{ADVERT} Removed.", outcome="hold")
        stood = make_post(f"{ADVERT} Stood.", outcome="flag")
        make_post(f"{ADVERT} Unjudged.")
        missed = make_post("Write to me for the address.", outcome="flag")
        against = {"rule": "contact", "message": "x", "moderator": moderator}
        decided(Case.objects.open_about(removed).get(), act="remove", **against)
        decided(Case.objects.open_about(stood).get(), act="keep", moderator=moderator)
        decided(Case.objects.open_about(missed).get(), act="remove", **against)

    def test_it_counts_and_lists_the_wrong_holds_first(self, back_office, policy, decided_texts):
        response = back_office.post(LIST, {"action": "dry_run", "_selected_action": [policy.pk]})
        run = response.context["run"]

        assert (run.read, len(run.hits), run.held, run.overlap, run.wrong_holds, run.missed) == (5, 3, 3, 1, 1, 1)
        assert run.new == 1
        assert "Stood." in run.worst_first()[0].subject.body
        assert response.text.index("Stood.") < response.text.index("Removed.")
        assert "wrongly held" in response.text

    def test_it_changes_nothing_and_the_look_at_hidden_texts_is_in_the_log(
        self, back_office, policy, decided_texts, site_admin
    ):
        before = (Case.objects.count(), Decision.objects.count())
        back_office.post(LIST, {"action": "dry_run", "_selected_action": [policy.pk]})

        assert (Case.objects.count(), Decision.objects.count()) == before
        assert AuditEntry.objects.filter(act="looked", actor_id=site_admin.pk).count() == 1

    def test_a_decision_that_was_undone_does_not_count(self, policy, decided_texts):
        Decision.objects.update(undone_at=timezone.now())

        run = dry_run.of(policy)
        assert (run.overlap, run.wrong_holds, run.missed) == (0, 0, 0)

    def test_older_texts_are_not_read_and_a_long_history_is_cut(self, policy, decided_texts, monkeypatch):
        monkeypatch.setattr(dry_run, "BATCH", 2)
        assert dry_run.of(policy).read == 5
        monkeypatch.setattr(dry_run, "MOST_TEXTS", 3)
        cut = dry_run.of(policy)
        assert (cut.read, cut.cut) == (3, True)

        Post.objects.update(created_at=timezone.now() - timedelta(days=91))
        assert dry_run.of(policy).read == 0

    @pytest.mark.parametrize("action", ["dry_run", "put_in_shadow", "put_in_force"])
    def test_one_version_has_to_be_chosen(self, back_office, policy, site_admin, action):
        other = policies.write(stricter(), note="Another", by=site_admin)
        chosen = {"action": action, "_selected_action": [policy.pk, other.pk]}

        assert "Choose one version." in back_office.post(LIST, chosen, follow=True).text
        assert not Policy.objects.filter(in_force=True).exists()


def test_a_version_goes_into_shadow_and_out_of_it(back_office, site_admin):
    policy = policies.write(stricter(), note="Look harder", by=site_admin)
    back_office.post(LIST, {"action": "put_in_shadow", "_selected_action": [policy.pk]})
    policy.refresh_from_db()
    assert (policy.in_shadow, policy.in_force) == (True, False)

    back_office.post(LIST, {"action": "out_of_shadow", "_selected_action": [policy.pk]})
    policy.refresh_from_db()
    assert not policy.in_shadow
    assert AuditEntry.objects.filter(act="policy-changed").count() == 3


def test_what_the_shadow_found_is_listed_with_the_way_to_the_case(back_office, site_admin, make_post, max_queries):
    policy = policies.write(stricter(), note="Look harder", by=site_admin)
    url = "/admin/moderation/shadowresult/"
    for number in range(5):
        post = make_post(f"{ADVERT} {number}", outcome="flag")
        ShadowResult.objects.create(
            policy=policy, content_type=Case.objects.first().content_type, object_id=post.pk, version=1,
            outcome="hold", outcome_in_force="flag",
        )  # fmt: skip
    with max_queries(12):
        html = back_office.get(url).text

    assert f"/moderation/cases/{Case.objects.open_about(post).get().pk}/" in html
    assert ADVERT not in html


def test_editors_and_moderators_see_no_policies(client, sign_in, editor, moderator):
    sign_in(client, editor)
    assert client.get(LIST).status_code == 403
    sign_in(client, moderator)
    assert client.get(LIST).status_code in (302, 403)
