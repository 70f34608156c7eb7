"""The desk in numbers: each one right, with its interval, and with the cases it counts behind it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.utils import timezone

from detector.figures import wilson
from discussion.models import Post
from moderation import actions, charts, figures
from moderation.models import Case, Decision, Version
from tests.texts import ADVERT, decided

FIGURES, CASES = "/moderation/figures/", "/moderation/figures/cases/"


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def desk(client, sign_in, other_moderator):
    return sign_in(client, other_moderator)


@pytest.fixture
def make_case(make_post):
    """make_case("hold", rule="phone", hours=5) -> Case, opened that long ago."""

    def make(outcome: str = "hold", *, rule: str = "phone", hours: float = 1, **given) -> Case:
        post = make_post(ADVERT, outcome=outcome, words="Acme Regen", **given)
        case = Case.objects.open_about(post).get()
        sent = timezone.now() - timedelta(hours=hours)
        Case.objects.filter(pk=case.pk).update(detected_by=rule, opened_at=sent)
        Version.objects.filter(object_id=post.pk).update(created_at=sent)
        return Case.objects.get(pk=case.pk)

    return make


@pytest.fixture
def judge(make_case, moderator):
    """judge("release", "remove"): a case each, decided that way."""

    def judged(*acts: str, outcome: str = "hold", **given) -> list[Decision]:
        because = {"rule": "contact", "message": "m"}
        return [
            decided(
                make_case(outcome, **given), act=act, moderator=moderator,
                **(because if act in ("return", "remove", "mask") else {}),
            )
            for act in acts
        ]  # fmt: skip

    return judged


def shown(key: str, days: int = 30) -> figures.Group:
    return next(group for group in figures.of(days) if group.key == key)


def cells(key: str, days: int = 30) -> dict[str, list[str]]:
    return {row.label: [cell.text for cell in row.cells] for row in shown(key, days).rows}


@pytest.mark.parametrize("who", ["member", "stranger", "newcomer", "editor"])
def test_for_others_there_are_no_figures(client, sign_in, request, who):
    sign_in(client, request.getfixturevalue(who))

    assert client.get(FIGURES).status_code == client.get(CASES, {"of": "waiting-all"}).status_code == 404


def test_what_waits_now_is_counted_by_kind(make_case, make_post, member):
    make_case("hold")
    make_case("flag")
    actions.report(make_post("Well."), reporter=member, reason="respect")
    make_post("I cannot go on.", concern="crisis")

    # As in the queue's tabs: a worry that the screen has is among what it flagged.
    assert {label: texts[0] for label, texts in cells("waiting").items()} == {
        "All open cases": "4",
        "Held": "1",
        "Flagged, visible": "2",
        "Reported": "1",
        "Appeals": "0",
        "Worries about a person": "1",
    }


def test_times_are_medians(make_case, judge, moderator):
    actions.claim(make_case(hours=3), moderator)
    judge("release", hours=2)
    judge("release", hours=4)
    judge("remove", hours=30)

    times = cells("times")
    assert times["To the first look"] == ["3 hours", "3 hours", "1"]
    assert times["To the decision"] == ["4 hours", "30 hours", "3"]
    assert times["Held, then released"] == ["3 hours", "4 hours", "2"]


def test_only_what_was_held_and_released_was_felt_as_a_hold(judge):
    judge("keep", outcome="flag", hours=5)
    taken_back = judge("release", hours=5)[0]
    assert cells("times")["Held, then released"][2] == "1"

    actions.undo(taken_back, by=taken_back.moderator, reason="A slip.")
    assert cells("times")["Held, then released"][2] == "0"


def test_a_second_decision_about_a_case_is_no_new_waiting_time(judge, moderator):
    first = judge("release", hours=2)[0]
    case = actions.undo(first, by=moderator, reason="A slip.")
    case.refresh_from_db()
    decided(case, act="remove", moderator=moderator, rule="contact", message="m")

    assert cells("times")["To the decision"][2] == "1"


def test_a_rules_precision_has_wilsons_interval(judge):
    judge("remove", "return", "release", rule="phone")
    judge("remove", rule="model", outcome="flag")
    low, high = wilson(2, 3)

    assert cells("rules") == {
        "model, flags": ["1", "1", "100%", "21% to 100%"],
        "phone, would hold": ["2", "3", "67%", f"{low:.0%} to {high:.0%}"],
    }


@pytest.mark.parametrize("act", ["remove", "release"])
def test_a_decision_that_was_taken_back_says_nothing_of_the_rule_until_there_is_another(judge, moderator, act):
    case = actions.undo(judge(act)[0], by=moderator, reason="A slip.")
    assert cells("rules") == {}

    case.refresh_from_db()
    decided(case, act="remove", moderator=moderator, rule="contact", message="m")
    assert cells("rules")["phone, would hold"][:2] == ["1", "1"]


def test_an_overturned_decision_is_replaced_by_the_one_after_it(judge, other_moderator):
    removal = judge("remove")[0]
    appeal = actions.appeal(removal, author=removal.author, text="Look again.")
    actions.answer(appeal, moderator=other_moderator, overturn=True, reply="r", reason="r")
    assert cells("rules") == {}

    decided(Case.objects.open().get(), act="release", moderator=other_moderator)
    assert cells("rules")["phone, would hold"][:2] == ["0", "1"]


def test_appeals_and_what_they_overturned_are_counted(judge, other_moderator):
    for decision, overturn in zip(judge("remove", "remove", "remove"), (True, False, None), strict=True):
        appeal = actions.appeal(decision, author=decision.author, text="Look again.")
        if overturn is not None:
            actions.answer(appeal, moderator=other_moderator, overturn=overturn, reply="r", reason="r")

    assert {label: texts[0] for label, texts in cells("overturned").items()} == {
        "Decided": "3",
        "Decision taken back": "1",
        "Appeal answered": "2",
        "Appeal overturned the decision": "1",
    }


def test_the_load_is_told_by_name_and_ranks_nobody(judge, make_case, other_moderator, site_admin):
    judge("release", "release")
    decided(make_case(), act="release", moderator=site_admin)
    for _time in range(4):
        decided(make_case(), act="release", moderator=other_moderator)

    assert cells("load") == {"Alex": ["1", "0"], "Pat": ["2", "0"], "Robin": ["4", "0"]}


def test_a_text_that_passed_and_was_reported_and_removed_was_missed(make_post, member, moderator):
    for reason, rule in (("promotion", "promotion"), ("respect", "respect"), ("other", "")):
        post = make_post(ADVERT)
        actions.report(post, reporter=member, reason=reason)
        act = {"act": "remove", "rule": rule, "message": "m"} if rule else {"act": "keep"}
        decided(Case.objects.open_about(post).get(), moderator=moderator, **act)

    assert cells("missed") == {"By any rule": ["2"], "About sellers": ["1"]}


def test_what_was_flagged_was_not_missed(judge, make_case, member, moderator):
    case = make_case("flag")
    actions.report(Post.objects.get(pk=case.object_id), reporter=member, reason="promotion")
    case.refresh_from_db()
    decided(case, act="remove", moderator=moderator, rule="contact", message="m")

    assert cells("missed")["By any rule"] == ["0"]


def test_a_period_holds_what_happened_in_it(judge):
    Decision.objects.filter(pk=judge("release")[0].pk).update(decided_at=timezone.now() - timedelta(days=40))

    assert [cells("overturned", days)["Decided"] for days in figures.PERIODS] == [["0"], ["0"], ["1"]]


@pytest.fixture
def busy(judge, make_case, moderator, other_moderator):
    """Cases that were decided, taken back, decided again and appealed, and one that waits."""
    undone = judge("remove", "release", rule="a rule & more")[0]
    case = actions.undo(undone, by=moderator, reason="A slip.")
    case.refresh_from_db()
    again = decided(case, act="remove", moderator=moderator, rule="contact", message="m")
    appeal = actions.appeal(again, author=again.author, text="Look again.")
    actions.answer(appeal, moderator=other_moderator, overturn=True, reply="r", reason="r")
    judge("remove", rule="model", outcome="flag")
    actions.claim(make_case(), moderator)


def test_each_number_on_the_page_leads_to_as_many_cases(desk, busy):
    text = desk.get(FIGURES, {"days": 7}).text

    links = re.findall(r'<td class="number"><a href="([^"]+)">(\d+)</a>', text)
    assert len(links) > 12
    for address, number in links:
        response = desk.get(unescape(address))
        assert response.status_code == 200, address
        assert response.text.count("queue__item") == int(number), address


def test_a_number_that_does_not_exist_has_no_cases(desk, db):
    assert desk.get(CASES, {"of": "waiting-parrots"}).status_code == 404
    assert desk.get(CASES, {"of": "waiting-all", "before": "x"}).status_code == 404
    assert desk.get(FIGURES, {"days": 8}).status_code == 404


def test_a_long_list_of_cases_goes_on(desk, make_case, monkeypatch):
    monkeypatch.setattr("moderation.views.figures.CASES_SHOWN", 1)
    first, second = make_case(), make_case()

    page = desk.get(CASES, {"of": "waiting-all"}).text
    assert f"/moderation/cases/{second.pk}/" in page
    page = desk.get(CASES, {"of": "waiting-all", "before": second.pk}).text
    assert f"/moderation/cases/{first.pk}/" in page
    assert f"/moderation/cases/{second.pk}/" not in page


def test_a_moderator_reads_how_many_cases_about_their_own_texts_are_left_out(client, sign_in, make_case, moderator):
    make_case(author=moderator)
    make_case()
    text = sign_in(client, moderator).get(CASES, {"of": "waiting-all"}).text

    assert text.count("queue__item") == 1
    assert "2 cases in the last 30 days" in text and "1 of them is about a text of your own" in text


def test_each_chart_has_a_title_a_description_and_a_table(desk, judge):
    judge("remove", "release")
    text = desk.get(FIGURES).text

    charts_shown = text.count('<svg class="chart"')
    assert charts_shown == text.count('<desc id="chart-') == text.count("<caption") == 6
    assert " style=" not in text


def test_a_bar_is_a_share_of_the_greatest_and_an_interval_stays_within():
    chart = charts.chart("k", "T", "D", [charts.Point("a", 2, "2"), charts.Point("b", 0.5, "x", low=0.1, high=9)])

    assert [bar.width for bar in chart.bars] == ["100.00%", "25.00%"]
    assert (chart.bars[1].low, chart.bars[1].high) == ("5.00%", "100.00%")
    assert charts.chart("k", "T", "D", [charts.Point("a", 0, "0")]).bars[0].width == "0.00%"


def test_the_page_costs_the_same_however_much_was_decided(desk, judge, max_queries):
    for _time in range(2):
        judge("release", "remove", "return")
        with max_queries(16):
            desk.get(FIGURES)


def test_a_waiting_time_is_promised_while_nine_in_ten_keep_it(judge, settings):
    settings.MODERATION_PROMISED_HOURS = 24
    judge(*["release"] * 9, hours=20)
    assert figures.promised_hours() is None, "nine texts say too little"

    judge("release", hours=30)
    assert figures.promised_hours() == 24

    judge("remove", hours=30)
    assert figures.promised_hours() is None


def test_what_waits_longer_than_promised_counts_before_it_is_decided(judge, make_case):
    judge(*["release"] * 10, hours=1)
    make_case(hours=1)
    assert figures.promised_hours() == 24

    make_case(hours=30)
    make_case(hours=30)
    assert figures.promised_hours() is None


def test_what_its_author_took_back_waited_for_nobody(judge, make_case):
    judge(*["release"] * 10, hours=1)
    for _time in range(3):
        actions.withdraw(Post.objects.get(pk=make_case(hours=50).object_id))

    assert figures.promised_hours() == 24


def test_the_promise_is_kept_for_a_while_also_when_there_is_none(judge, settings, max_queries):
    settings.FIGURES_SECONDS = 60
    figures.promised_hours()
    with max_queries(0):
        assert figures.promised_hours() is None


def test_the_author_reads_the_promise_only_while_it_is_kept(judge, make_case, client, sign_in, stranger, topic):
    make_case()
    sign_in(client, stranger)
    assert "within 24 hours" not in client.get(topic.get_absolute_url()).text

    judge(*["release"] * 10, hours=1)
    assert "within 24 hours" in client.get(topic.get_absolute_url()).text
