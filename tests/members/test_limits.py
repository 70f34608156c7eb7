"""Limits: how often, counted per member, newcomer, address and key."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory

from members import limits
from members.limits import Limited, Rate
from mypsoriasis.settings import base

ROOT = Path(site_settings.BASE_DIR)
ROOMS = ["articles", "discussion", "forum", "members", "moderation", "mypsoriasis", "notifications", "register", "search"]


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings):
    """Stands at the beginning of a day; clock.now can be moved."""

    class Clock:
        now = 1_790_000_000 // 86_400 * 86_400

        def time(self):
            return self.now

    cache.clear()
    settings.LIMITS = {
        "post": {"newcomer": "1/m", "member": "2/m,3/h", "address": "4/m"},
        "mail": {"key": "1/h"},
        "page": {"address": "3/m"},
    }
    clock = Clock()
    monkeypatch.setattr(limits, "time", clock)
    yield clock
    cache.clear()


def request_of(user=None, address="192.0.2.1"):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.user = user or AnonymousUser()
    if user:
        request.COOKIES[site_settings.SESSION_COOKIE_NAME] = "key"
    return request


def test_a_member_may_act_up_to_the_rate_and_is_told_how_long_to_wait(member, clock):
    clock.now += 20
    limits.spend(request_of(member), "post")
    limits.spend(request_of(member), "post")
    with pytest.raises(Limited) as stopped:
        limits.spend(request_of(member), "post")
    assert stopped.value.seconds == 40


def test_there_is_room_again_in_the_next_window(member, clock):
    for _window in range(2):
        limits.spend(request_of(member), "post")
        clock.now += 60
    limits.spend(request_of(member), "post")


def test_the_longer_rate_holds_when_the_shorter_has_room(member, clock):
    for _window in range(3):
        limits.spend(request_of(member), "post")
        clock.now += 60
    with pytest.raises(Limited) as stopped:
        limits.spend(request_of(member), "post")
    assert stopped.value.seconds == 3600 - 3 * 60


def test_a_refused_act_costs_nothing(member, clock):
    limits.spend(request_of(member), "post")
    limits.spend(request_of(member), "post")
    for _attempt in range(5):
        with pytest.raises(Limited):
            limits.spend(request_of(member), "post")
    clock.now += 60
    limits.spend(request_of(member), "post")


def test_newcomers_have_less(newcomer):
    limits.spend(request_of(newcomer), "post")
    with pytest.raises(Limited):
        limits.spend(request_of(newcomer), "post")


def test_members_do_not_use_up_each_others_rate(member, stranger):
    limits.spend(request_of(member), "post")
    limits.spend(request_of(member), "post")
    limits.spend(request_of(stranger), "post")


def test_one_address_is_counted_whoever_acts_from_it(member, stranger, moderator):
    for somebody in (member, member, stranger, stranger):
        limits.spend(request_of(somebody), "post")
    with pytest.raises(Limited):
        limits.spend(request_of(moderator), "post")
    with pytest.raises(Limited):
        limits.spend(request_of(), "post")
    limits.spend(request_of(moderator, address="192.0.2.2"), "post")


def test_a_key_is_counted_whoever_acts():
    limits.spend(request_of(), "mail", key="a@mail.example")
    limits.spend(request_of(), "mail", key="b@mail.example")
    with pytest.raises(Limited):
        limits.spend(request_of(address="192.0.2.2"), "mail", key="A@mail.example")


def test_of_a_key_from_one_address_only_that_address_is_stopped(settings):
    settings.LIMITS = {"mail": {"key here": "2/h", "key": "3/h"}}
    owner, stranger = request_of(address="192.0.2.1"), request_of(address="198.51.100.1")
    for _time in range(2):
        limits.spend(stranger, "mail", key="a@mail.example")
    with pytest.raises(Limited):
        limits.spend(stranger, "mail", key="A@mail.example")
    limits.spend(owner, "mail", key="a@mail.example")
    with pytest.raises(Limited):
        limits.spend(owner, "mail", key="a@mail.example")


def test_peek_says_how_long_without_counting(member, clock):
    request = request_of(member)
    assert [limits.peek(request, "post") for _time in range(5)] == [0] * 5
    limits.spend(request, "post")
    limits.spend(request, "post")
    assert limits.peek(request, "post") == 60


def test_recent_counts_the_members_own_acts_of_this_window_and_the_last(member, stranger, clock):
    request = request_of(member)
    limits.spend(request, "post")
    limits.spend(request_of(stranger), "post")
    assert limits.recent(request, "post") == 1
    clock.now += 3600
    limits.spend(request, "post")
    assert limits.recent(request, "post") == 2
    clock.now += 2 * 3600
    assert limits.recent(request, "post") == 0


def test_recent_counts_the_address_of_a_visitor():
    limits.spend(request_of(), "post")
    assert limits.recent(request_of(), "post") == 1
    assert limits.recent(request_of(address="192.0.2.2"), "post") == 0


def test_of_many_at_once_no_more_than_the_rate_get_through(member, monkeypatch):
    # All have looked before anybody counted: what the cache's own counting says then decides.
    monkeypatch.setattr(limits.Counter, "wait", lambda counter: 0)
    passed = 0
    for _attempt in range(10):
        try:
            limits.spend(request_of(member), "post")
            passed += 1
        except Limited:
            pass
    assert passed == 2


def test_switched_off_nothing_is_counted(member, settings):
    settings.LIMITS = None
    for _time in range(50):
        limits.spend(request_of(member), "post")
    assert limits.peek(request_of(member), "post") == 0
    assert limits.recent(request_of(member), "post") == 0


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", "unknown"),
    ],
)
def test_an_ipv6_address_counts_as_its_network(address, counted_as):
    assert limits.address_of(request_of(address=address)) == counted_as


def test_behind_a_proxy_the_visitors_own_address_counts(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.9"})
    assert limits.address_of(request) == "192.0.2.9"
    # The proxy's own health check comes without the header.
    assert limits.address_of(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"


def test_no_address_stands_in_the_cache_in_clear(settings):
    limits.spend(request_of(), "post")
    limits.spend(request_of(), "mail", key="a@mail.example")
    keys = " ".join(cache._cache)
    assert "192.0.2.1" not in keys
    assert "mail.example" not in keys


@pytest.mark.parametrize(
    ("text", "rate"), [("10/h", Rate(10, 3600)), ("4/10m", Rate(4, 600)), (" 1/2d", Rate(1, 172_800))]
)
def test_a_rate_is_written_as_so_many_in_so_long(text, rate):
    assert Rate.parse(text) == rate


def test_reading_too_many_pages_leads_to_the_page_that_says_how_long(client, db, clock):
    clock.now += 15
    answers = [client.get("/join/") for _page in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3]["Retry-After"] == "45"
    assert "45 seconds" in answers[3].content.decode()


def test_wherever_it_is_raised_the_answer_says_how_long_and_keeps_the_text(rf, db):
    request = rf.post("/", {"title": "My question", "body": "My long text"})
    middleware = limits.LimitsMiddleware(lambda request: HttpResponse())

    response = middleware.process_exception(request, Limited(120))
    assert response.status_code == 429
    assert response["Retry-After"] == "120"
    page = response.content.decode()
    assert "2 minutes" in page
    assert "My question" in page and "My long text" in page
    assert middleware.process_exception(request, ValueError()) is None


def test_codes_are_limited_for_each_address_they_go_to(client, member, settings):
    settings.LIMITS = {"page": {}, "guess": {}, "code": {"key": "2/h"}}
    form = {"username": "Ada", "consent": "on", "sixteen": "on"}
    for email in ("nobody@mail.example", member.email):
        client.cookies.clear()
        answers = [client.post("/join/", form | {"email": email}).status_code for _time in range(2)]
        answers.append(client.post("/accounts/login/", {"login": email}).status_code)
        assert answers == [302, 302, 429]


def test_a_strangers_requests_do_not_keep_a_member_out(client, member, settings):
    settings.LIMITS = base.LIMITS
    for _time in range(10):
        client.cookies.clear()
        stranger = client.post("/accounts/login/", {"login": member.email}, REMOTE_ADDR="198.51.100.1")
    assert stranger.status_code == 429
    client.cookies.clear()
    assert client.post("/accounts/login/", {"login": member.email}).status_code == 302


def test_many_computers_together_do_not_flood_a_mailbox(client, member, settings, mailoutbox):
    settings.LIMITS = base.LIMITS
    for computer in range(30):
        client.cookies.clear()
        client.post("/accounts/login/", {"login": member.email}, REMOTE_ADDR=f"198.51.100.{computer}")
    assert len(mailoutbox) == 20


def test_guesses_are_limited_for_each_code_even_from_many_windows_at_once(client, member, settings):
    settings.LIMITS = {"page": {}, "guess": {"key": "3/15m"}, "code": {}}
    client.post("/accounts/login/", {"login": member.email})
    session = dict(client.session)
    answers = []
    for _window in range(4):
        # Each request still sees the session as it was before the others' guesses.
        store = client.session
        store.update(session)
        store.save()
        answers.append(client.post("/accounts/login/code/confirm/", {"code": "abc"}).status_code)
    assert answers == [422, 422, 422, 429]


def test_allauths_own_limits_end_on_the_same_page(client, member, settings):
    settings.LIMITS = None
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip", "request_login_code": None}
    client.post("/accounts/login/", {"login": "Marie"})
    client.cookies.clear()
    response = client.post("/accounts/login/", {"login": "Marie"})
    assert response.status_code == 429
    assert "Please wait a little" in response.content.decode()
    assert response["Retry-After"] == "60"


def test_every_action_that_is_counted_has_a_rate():
    spent = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            spent |= set(re.findall(r'\b(?:spend|peek|recent)\(\s*\w+(?:\.request)?,\s*"(\w+)"', path.read_text()))
    assert spent <= set(base.LIMITS)
    assert {"report", "code", "guess", "page", "rename"} <= spent
    for rates in base.LIMITS.values():
        assert set(rates) <= {"member", "newcomer", "address", "key", "key here"}
        for text in rates.values():
            assert all(rate.amount > 0 and rate.seconds > 0 for rate in map(Rate.parse, text.split(",")))


def test_newcomers_never_have_more_than_members():
    for rates in base.LIMITS.values():
        if "newcomer" in rates:
            newcomer, member = ([Rate.parse(part) for part in rates[who].split(",")] for who in ("newcomer", "member"))
            assert [rate.seconds for rate in newcomer] == [rate.seconds for rate in member]
            assert all(few.amount <= many.amount for few, many in zip(newcomer, member, strict=True))
