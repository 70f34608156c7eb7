"""What everyone may read about moderation: whole months, and no number that could point at somebody."""

import csv
import io
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.core.cache import cache
from django.utils import timezone

from moderation import actions, transparency
from moderation.models import Appeal, AuditEntry, Case, Decision, Version
from moderation.triggers import guard_audit_log, unguard_audit_log
from tests.texts import ADVERT, decided

PAGE, SHEET = "/transparency/", "/transparency/months.csv"
FEW, OUT = "fewer than 5", "left out"


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def last_month() -> datetime:
    first = timezone.now().astimezone(UTC).replace(day=1, hour=12, minute=0, second=0, microsecond=0)
    return (first - timedelta(days=10)).replace(day=15)


@pytest.fixture
def judge(make_post, moderator, last_month):
    """judge(6, act="remove", rule="contact"): so many held texts decided last month, after four hours."""

    def judged(times: int, *, act: str = "remove", rule: str = "contact", at: datetime = last_month) -> list[Decision]:
        made = []
        for _time in range(times):
            post = make_post(ADVERT, outcome="hold")
            case = Case.objects.open_about(post).get()
            sent = at - timedelta(hours=4)
            Case.objects.filter(pk=case.pk).update(opened_at=sent)
            Version.objects.filter(object_id=post.pk).update(created_at=sent)
            made.append(decided(case, act=act, moderator=moderator, rule=rule, message="m"))
        Decision.objects.filter(pk__in=[decision.pk for decision in made]).update(decided_at=at)
        unguard_audit_log()  # only a test may turn back the clock of the log
        AuditEntry.objects.update(at=at)
        guard_audit_log()
        return made

    return judged


def told(client, month: datetime | None = None) -> dict[str, str]:
    rows = list(csv.DictReader(io.StringIO(client.get(SHEET).text)))
    return {row["figure"]: row["value"] for row in rows if month is None or row["month"] == f"{month:%Y-%m}"}


def test_everyone_reads_the_months_by_rule(client, judge, last_month):
    judge(7, rule="contact")
    judge(6, rule="promotion", act="return")
    judge(9, rule="", act="release")

    numbers = told(client, last_month)
    assert numbers["held automatically"] == numbers["decided by moderators"] == "22"
    assert numbers["median time to decision"] == numbers["median time held before release"] == "4 hours"
    assert numbers["decided by rule: harm"] == FEW
    text = client.get(PAGE).text
    assert f"{last_month:%B %Y}" in text
    assert "Steering people to a seller" in text


def test_the_month_that_is_not_over_is_not_told(client, judge):
    judge(6, at=timezone.now())

    assert told(client) == {}
    assert "No month is over yet" in client.get(PAGE).text


def test_few_decisions_tell_no_times(client, judge):
    judge(4, rule="", act="release")

    numbers = told(client)
    assert numbers["decided by moderators"] == numbers["held automatically"] == FEW
    assert numbers["median time to decision"] == numbers["median time held before release"] == OUT
    assert not [value for value in numbers.values() if value not in (FEW, OUT)]


def test_appeals_do_not_give_away_how_few_were_upheld(client, judge, last_month, other_moderator):
    for number, decision in enumerate(judge(7)):
        appeal = actions.appeal(decision, author=decision.author, text="Look again.")
        actions.answer(appeal, moderator=other_moderator, overturn=number > 0, reply="r", reason="r")
    Appeal.objects.update(decided_at=last_month)

    numbers = told(client)
    assert (numbers["appeals answered"], numbers["decisions overturned"]) == (OUT, "6")


def test_many_appeals_are_told(client, judge, last_month, other_moderator):
    for number, decision in enumerate(judge(10)):
        appeal = actions.appeal(decision, author=decision.author, text="Look again.")
        actions.answer(appeal, moderator=other_moderator, overturn=number < 5, reply="r", reason="r")
    Appeal.objects.update(decided_at=last_month)

    assert (told(client)["appeals answered"], told(client)["decisions overturned"]) == ("10", "5")


def possible(parts: dict[str, str], whole: str, hidden: str) -> set[int]:
    """Every value that a reader who knows how numbers are left out can still believe of a part said to be small."""
    unknown = [key for key, words in parts.items() if words in (FEW, OUT)]
    known = sum(int(words) for words in parts.values() if words not in (FEW, OUT))
    ranges = [range(5) if parts[key] == FEW else range(5, 60) for key in unknown]
    found = set()
    for values in product(*ranges):
        total = known + sum(values)
        fits = whole == OUT and total >= 5 or whole == FEW and total < 5 or whole == str(total)
        if fits:
            found.add(values[unknown.index(hidden)])
    return found


@pytest.mark.parametrize(
    "counts",
    [(0, 20), (4, 5), (3, 5, 5), (0, 0, 0), (4, 4, 4), (0, 0, 5, 30), (1, 7, 8), (4, 4, 9), (0, 5, 5), (0, 0, 6)],
)
def test_a_small_number_cannot_be_worked_out_from_the_others(counts):
    parts = {f"part {number}": count for number, count in enumerate(counts)}
    words, whole = transparency.published(parts, sum(counts))

    for key, count in parts.items():
        if count < transparency.FEWEST:
            assert words[key] == FEW
            assert possible(words, whole, key) == set(range(transparency.FEWEST))
        else:
            assert words[key] in (str(count), OUT)


def test_without_small_numbers_everything_is_told():
    assert transparency.published({"a": 5, "b": 12}, 17) == ({"a": "5", "b": "12"}, "17")


def test_the_newest_month_stands_open_and_those_before_it_behind_their_names(client, judge, last_month):
    judge(6)
    judge(7, at=(last_month.replace(day=1) - timedelta(days=10)).replace(day=15))
    html = client.get(PAGE).text

    assert html.count("<table>") == 2
    newest, older = html.index(f"{last_month:%B %Y}"), html.index("<details")
    assert newest < html.index("<table>") < older
    assert html.count("<details") == 1


def test_a_visitors_page_is_the_same_for_all_and_kept(client, judge, settings, max_queries):
    settings.FIGURES_SECONDS = 60
    judge(6)
    first = client.get(PAGE)
    with max_queries(0):
        assert client.get(PAGE).content == first.content
        assert client.get(SHEET).status_code == 200
    assert not first.cookies
    assert first["ETag"]


def test_it_is_linked_from_every_page_and_asks_little(client, judge, max_queries):
    judge(6)
    with max_queries(5):
        text = client.get(PAGE).text
    assert f'href="{PAGE}"' in client.get("/rules/").text
    assert "Pat" not in text
