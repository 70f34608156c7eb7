"""The bench: what it measures answers, what it compares is compared the right way round. No test here is timed."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.test import override_settings

from detector import screen
from discussion.models import Post
from moderation.models import Status
from mypsoriasis.bench import bare, cases, community, detector_times, report, runner, servers
from mypsoriasis.bench.cases import BARE, BARS, EMPTY, FIRST, KEPT, LAST, MEMBER, REPLY, TOPIC
from mypsoriasis.bench.load import Order, text_of
from mypsoriasis.bench.runner import Figure
from mypsoriasis.population import Wish
from mypsoriasis.population.texts import Writer

ROOT = Path(__file__).parents[2]
SMALL = Wish(members=20, topics=5, posts=80, seed=1, long_threads=(20, 41, 1))


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "mypsoriasis.bench", *arguments],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.fixture
def places(db, monkeypatch):
    """The addresses of a small site; its database is the tests' own."""
    monkeypatch.setattr(community, "WISH", SMALL)
    monkeypatch.setattr(community, "call_command", _unless_done_already)
    return community.prepare(lambda line: None)


def _unless_done_already(name: str, **options) -> None:
    if name not in ("migrate", "collectstatic"):
        call_command(name, **options)


@pytest.fixture
def measured(places):
    started = {name: SimpleNamespace(port=port) for port, name in enumerate(servers.KINDS, start=1)}
    return cases.cases(places, started, seconds=1.0)


def figures(**changes: tuple[float, float]) -> dict[str, list[Figure]]:
    """Three equal rounds: each case's rate and processor milliseconds, 100 and 10 unless said."""
    names = {"empty": EMPTY, "bare": BARE, "topic": TOPIC, "kept": KEPT, "member": MEMBER, "first": FIRST, "last": LAST}
    given = {names[name]: values for name, values in changes.items()}
    return {name: [Figure(*given.get(name, (100.0, 10.0)), bytes=1)] * 3 for name in cases.MEANINGS}


def test_every_page_it_measures_answers_as_expected(client, measured):
    for name, case in measured.items():
        if case.server != "site" or name == REPLY:
            continue
        client.cookies.load(case.order.cookie)
        response = client.get(case.order.path)
        assert response.status_code == case.order.status, name
        assert bool(response.context["user_is_member"]) == (name == MEMBER)
        client.cookies.clear()


def test_a_visitors_topic_page_shows_the_twenty_replies(client, measured):
    assert client.get(measured[TOPIC].order.path).text.count('class="post"') == 21


def test_first_and_last_page_are_full(client, places, measured):
    assert places.last_page == 3  # 41 replies of the small site
    assert client.get(measured[FIRST].order.path).text.count('class="post"') == 21
    assert client.get(measured[LAST].order.path).text.count('class="post"') == 2


def test_the_long_thread_of_the_bench_ends_with_a_full_page():
    assert community.LONG % community.PAGE_OF_REPLIES == 0


def test_a_reply_is_stored_and_public(client, measured):
    order = measured[REPLY].order
    before = Post.objects.published().count()
    client.cookies.load(order.cookie)
    body = order.form.replace("__BODY__", "It was calm in spring.").replace("__KEY__", "")

    response = client.post(order.path, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == order.status
    assert Post.objects.published().count() == before + 1
    assert Post.objects.latest("pk").status == Status.PUBLISHED


def test_the_replies_it_sends_are_published_by_the_screen():
    assert screen("A thread", text_of(7), where="reply").outcome == "publish"


def test_the_empty_view_asks_the_database_nothing_and_the_bare_view_one_question(rf, places, max_queries):
    folder = Path(bare.__file__).with_name("templates")
    templates = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [folder]}]
    with max_queries(0):
        assert bare.empty(rf.get("/")).content == b""

    with override_settings(TEMPLATES=templates), max_queries(1):
        text = bare.twenty_posts(rf.get("/"), thread=places.thread).text
    assert text.count("<article") == 20


@pytest.mark.parametrize("module", sorted({kind.settings for kind in servers.KINDS.values()}))
def test_its_settings_are_production_settings_that_start(tmp_path, module):
    kind = next(kind for kind in servers.KINDS.values() if kind.settings == module)
    told = subprocess.run(
        [sys.executable, "-c", "import django; django.setup(); from django.conf import settings as s; "
         "print(s.DEBUG, s.DEMO, s.VISITOR_PAGE_SECONDS, s.DATABASES['default']['NAME'])"],
        cwd=ROOT, env=servers.environment(tmp_path, kind), capture_output=True, text=True,
    )  # fmt: skip
    kept = "0" if "site" in module else "1"
    assert told.stdout.split() == ["False", "False", kept, f"{tmp_path}/site.sqlite3"], told.stderr


def test_nothing_of_the_callers_own_site_is_used(tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "CACHE_URL", "SITE_URL", "DEMO", "TRUSTED_PROXIES"):
        monkeypatch.setenv(name, "mine")
    monkeypatch.setenv("SECRET_KEY", "mine")

    made = servers.environment(tmp_path, servers.KINDS["site"])
    assert "mine" not in made.values()
    assert made["SECRET_KEY"] == servers.environment(tmp_path, servers.KINDS["bare"])["SECRET_KEY"]


def test_the_server_is_started_as_the_papers_say():
    line = next(
        line for line in (ROOT / "docs/operations.md").read_text().splitlines() if "gunicorn mypsoriasis" in line
    )

    assert [option for option in line.split() if option in servers.GUNICORN] == servers.GUNICORN


def test_the_site_and_the_cached_site_differ_in_the_page_cache_alone():
    assert replace(servers.KINDS["cached"], page_seconds=0) == servers.KINDS["site"]


def test_ratios_are_the_right_way_round():
    found = runner.ratios(
        figures(
            bare=(100, 2),
            topic=(80, 3),
            empty=(1000, 0.1),
            kept=(900, 0.2),
            member=(30, 6),
            first=(50, 4),
            last=(40, 5),
        )
    )

    assert [round(found[bar.what], 3) for bar in BARS] == [0.8, 0.9, 3.0, 1.25]


def test_ratios_are_medians_of_what_was_measured_in_the_same_round():
    rounds = figures()
    rounds[BARE] = [Figure(100, 1, 1), Figure(10, 10, 1), Figure(100, 1, 1)]  # a busy moment in the second round
    rounds[TOPIC] = [Figure(50, 2, 1), Figure(5, 20, 1), Figure(50, 2, 1)]

    assert runner.ratios(rounds)[BARS[0].what] == 0.5


@pytest.mark.parametrize(
    ("ratio", "rate", "said"),
    [
        (0.7, True, "aim reached"),
        (0.69, True, "floor kept"),
        (0.3, True, "floor kept"),
        (0.29, True, "BELOW THE FLOOR"),
        (0.2, False, "aim reached"),
        (0.7, False, "floor kept"),
        (0.9, False, "BELOW THE FLOOR"),
    ],
)
def test_verdicts(ratio, rate, said):
    aim, floor = (0.7, 0.3) if rate else (0.3, 0.7)

    assert cases.Bar("", "", "", rate=rate, aim=aim, floor=floor).verdict(ratio) == said


def test_the_bars_are_those_of_the_issue():
    assert [(bar.aim, bar.floor) for bar in BARS] == [(0.7, 0.3), (0.8, 0.5), (4.0, 8.0), (1.05, 1.2)]


@pytest.fixture
def result():
    rounds = figures(bare=(100, 2), topic=(20, 9))
    times = detector_times.DetectorTimes(8.0, 1.5, 4.0, 90.0, 60.0, {"dots": (180.0, 2.1)})
    return report.Result(rounds, runner.ratios(rounds), times)


def test_the_report_names_every_case_and_every_bar(result):
    text = report.as_text(result)

    times = ("calibration loop: 8.0 ms", "p99 4.0 ms", "90 ms to start, 60 MB", "180   2.10  dots")
    for name in (*cases.MEANINGS, *(bar.what for bar in BARS), *times):
        assert name in text
    assert text.count("BELOW THE FLOOR") == 1


def test_the_report_for_programs_has_every_round(result):
    told = json.loads(json.dumps(report.as_json(result)))

    assert len(told["figures"][TOPIC]) == 3
    assert told["figures"][TOPIC][0] == {"rate": 20, "cpu_ms": 9, "bytes": 1}
    assert told["detector"]["usual_p99"] == 4.0
    assert set(told["ratios"]) == {bar.what for bar in BARS}


def test_a_figure_is_requests_by_the_second_and_processor_time_by_the_request():
    used = iter([2.0, 2.5])
    server = SimpleNamespace(cpu_seconds=lambda: next(used))
    load = SimpleNamespace(carry_out=lambda order: {"requests": 100, "seconds": 4.0, "bytes": 7})

    assert runner._figure(load, cases.Case("site", Order(1, "/")), server) == Figure(rate=25.0, cpu_ms=5.0, bytes=7)


def test_wrong_answers_stop_it():
    answers = iter(['{"error": "", "requests": 0}', '{"requests": 9, "wrong": 2}', ""])
    process = SimpleNamespace(
        stdin=SimpleNamespace(write=lambda line: None, flush=lambda: None),
        stdout=SimpleNamespace(readline=lambda: next(answers)),
    )
    sent = Order(1, "/page/")
    for words in ("/page/", "2 of 9 answers were not 200", "load process ended"):
        with pytest.raises(runner.Wrong, match=words):
            runner.Load(process).carry_out(sent)


def test_usual_texts_have_a_hundred_words():
    writer = Writer(Random(1))
    assert {len(detector_times._usual_text(writer, at).split()) for at in range(6)} == {100}


def test_help_says_what_it_does_and_how_long_it_takes():
    told = run("--help")

    assert told.returncode == 0
    assert told.stdout.startswith("usage: bin/bench")
    assert "two minutes" in " ".join(told.stdout.split())


@pytest.mark.parametrize("seconds", ["0", "-1", "6", "many"])
def test_odd_seconds_are_refused_with_the_reason(seconds):
    told = run("--seconds", seconds)

    assert told.returncode == 2
    assert "--seconds" in told.stderr
