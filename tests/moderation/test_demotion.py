"""A rule of the screen that is wrong too often stops hiding texts, says so, and can be let hide again."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from moderation import demotion, screening
from moderation.models import AuditEntry, Case, Decision, DemotedRule
from notifications.models import Notice
from tests.races import at_once
from tests.texts import ADVERT, decided, verdict

RULE = "sales event"
FIGURES = "/moderation/figures/"


@pytest.fixture
def judge(make_post, moderator):
    """judge(9, act="release", rule=RULE): as many held texts of that rule, decided that way."""

    def judged(times: int, *, act: str = "release", rule: str = RULE, outcome: str = "hold") -> None:
        for _time in range(times):
            case = Case.objects.open_about(make_post(ADVERT, outcome=outcome, words="Acme Regen")).get()
            Case.objects.filter(pk=case.pk).update(detected_by=rule)
            because = {} if act in ("release", "keep") else {"rule": "promotion", "message": "m"}
            decided(case, act=act, moderator=moderator, **because)

    return judged


def demoted() -> list[str]:
    return list(DemotedRule.objects.in_force().values_list("name", flat=True))


def test_a_rule_that_is_mostly_wrong_only_flags_from_then_on(judge, monkeypatch):
    monkeypatch.setattr(screening, "screen", lambda *_text, **_given: replace(verdict("hold"), rule=RULE))
    assert screening.assess(title="", body="x", where="reply", author=None).outcome == "hold"

    judge(30)
    demotion.watch_rules()

    assert demoted() == [RULE]
    assert screening.assess(title="", body="x", where="reply", author=None).outcome == "flag"


def test_other_rules_go_on(judge, monkeypatch):
    monkeypatch.setattr(screening, "screen", lambda *_text, **_given: replace(verdict("hold"), rule="another"))
    judge(30)
    demotion.watch_rules()

    assert screening.assess(title="", body="x", where="reply", author=None).outcome == "hold"


def test_fewer_than_thirty_cases_say_too_little(judge):
    judge(29)
    demotion.watch_rules()

    assert demoted() == []


def test_the_kind_end_of_the_interval_counts(judge):
    """18 of 30 is less than 7 in 10, and could still be more: Wilson's interval reaches to 75 %."""
    judge(12)
    judge(18, act="remove")
    demotion.watch_rules()

    assert demoted() == []


def test_what_the_rule_only_flagged_says_nothing_about_its_holds(judge):
    judge(30, act="keep", outcome="flag")
    demotion.watch_rules()

    assert demoted() == []


def test_old_cases_do_not_count(judge):
    judge(30)
    Decision.objects.update(decided_at=timezone.now() - timedelta(days=91))
    demotion.watch_rules()

    assert demoted() == []


def test_the_worker_does_it_once_and_tells_the_admins_and_the_log(judge, site_admin, moderator):
    judge(30)
    for _time in range(2):
        call_command("worker", once=True)

    assert AuditEntry.objects.filter(act=AuditEntry.Act.RULE_DEMOTED).count() == 1
    notice = Notice.objects.get(kind="desk")
    assert (notice.member, notice.url) == (site_admin, FIGURES)
    assert "right in 0 of 30 cases" in notice.text


def test_the_figures_page_says_it_and_an_admin_can_lift_it(judge, client, sign_in, site_admin):
    judge(30)
    demotion.watch_rules()
    sign_in(client, site_admin)
    text = client.get(FIGURES).text
    assert f"The rule “{RULE}” only flags now" in text

    response = client.post(re.search(r'action="(/moderation/figures/rules/\d+/lift/)"', text)[1], follow=True)
    assert "The rule holds texts again." in response.text
    assert "only flags now" not in response.text
    assert demoted() == []
    assert AuditEntry.objects.get(act=AuditEntry.Act.RULE_RESTORED).actor_id == site_admin.pk


def test_what_was_lifted_is_judged_by_what_comes_after(judge, site_admin):
    judge(30)
    demotion.watch_rules()
    assert demotion.lift(DemotedRule.objects.get(), by=site_admin)
    demotion.watch_rules()
    assert demoted() == []

    judge(30)
    demotion.watch_rules()
    assert demoted() == [RULE]
    assert AuditEntry.objects.filter(act=AuditEntry.Act.RULE_DEMOTED).count() == 2


def test_a_moderator_cannot_lift_it(judge, client, sign_in, moderator):
    judge(30)
    demotion.watch_rules()
    sign_in(client, moderator)

    assert "/lift/" not in client.get(FIGURES).text
    assert client.post(f"/moderation/figures/rules/{DemotedRule.objects.get().pk}/lift/").status_code == 404
    assert demoted() == [RULE]


def test_lifting_twice_is_one_entry(judge, site_admin):
    judge(30)
    demotion.watch_rules()
    rule = DemotedRule.objects.get()

    assert [demotion.lift(rule, by=site_admin), demotion.lift(rule, by=site_admin)] == [True, False]
    assert AuditEntry.objects.filter(act=AuditEntry.Act.RULE_RESTORED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_demotes(judge, site_admin):
    judge(30)

    at_once(*[demotion.watch_rules] * 2)

    assert demoted() == [RULE]
    assert AuditEntry.objects.filter(act=AuditEntry.Act.RULE_DEMOTED).count() == 1
    assert Notice.objects.filter(kind="desk").count() == 1
