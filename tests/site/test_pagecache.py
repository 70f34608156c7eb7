"""Visitors' pages: kept for a moment, compressed once, known by their ETag, and never one reader's own."""

import gzip

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from mypsoriasis.pagecache import VisitorPageMiddleware
from tests.texts import ADVERT

PAGE = "<p>A page that is long enough to be compressed.</p>" * 30


@pytest.fixture(autouse=True)
def _kept_for_a_minute(settings):
    settings.VISITOR_PAGE_SECONDS = 60
    caches["pages"].clear()


@pytest.fixture
def made():
    """How many times the page was made."""
    return []


@pytest.fixture
def ask(made):
    """ask("/?q=1", HTTP_X="…", cookies={…}, answer=HttpResponse(…)) -> what the middleware answers"""

    def send(path: str = "/", *, method: str = "get", cookies=None, answer=None, **headers) -> HttpResponse:
        def view(request):
            made.append(request)
            return answer or HttpResponse(PAGE)

        request = getattr(RequestFactory(), method)(path, **headers)
        request.COOKIES.update(cookies or {})
        return VisitorPageMiddleware(view)(request)

    return send


SESSION = {django_settings.SESSION_COOKIE_NAME: "abc"}


def test_a_page_is_made_once_for_many_visitors(ask, made):
    first, second = ask(), ask()

    assert first.content == second.content == PAGE.encode()
    assert len(made) == 1


def test_without_seconds_nothing_is_kept(ask, made, settings):
    settings.VISITOR_PAGE_SECONDS = 0

    assert ask().headers["ETag"] == ask().headers["ETag"]
    assert len(made) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/?page=2"},
        {"path": "/forum/"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"HTTP_HOST": "localhost"},
        {"method": "head"},
    ],
)
def test_path_query_encoding_host_and_method_each_have_their_own(ask, made, other):
    ask()
    ask(**other)

    assert len(made) == 2


def test_each_language_has_its_own(ask, made, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    ask()
    ask(HTTP_ACCEPT_LANGUAGE="de")

    assert len(made) == 2


@pytest.mark.parametrize(
    "own", [{"cookies": SESSION}, {"HTTP_HX_REQUEST": "true"}, {"method": "post"}, {"method": "options"}]
)
def test_members_htmx_and_writing_pass_untouched(ask, made, own):
    for _ in range(2):
        response = ask(**own)

    assert len(made) == 2
    assert "ETag" not in response.headers


def test_a_members_page_is_never_shown_to_a_visitor(ask, made):
    ask(cookies=SESSION, answer=HttpResponse("Marie's own page " * 50))

    assert b"Marie" not in ask().content


def _with_cookie() -> HttpResponse:
    response = HttpResponse(PAGE)
    response.set_cookie("csrftoken", "x")
    return response


@pytest.mark.parametrize(
    "answer",
    [
        _with_cookie(),
        HttpResponse(PAGE, status=404),
        HttpResponse(PAGE, status=429),
        HttpResponse(PAGE, headers={"Cache-Control": "no-store"}),
        HttpResponse(PAGE, headers={"Cache-Control": "private, max-age=60"}),
    ],
    ids=["cookie", "404", "429", "no-store", "private"],
)
def test_what_is_for_one_visitor_only_or_no_page_is_not_kept(ask, made, answer):
    for _ in range(2):
        ask(answer=answer)

    assert len(made) == 2


def test_what_is_kept_is_compressed_already(ask):
    first, second = ask(HTTP_ACCEPT_ENCODING="br, gzip"), ask(HTTP_ACCEPT_ENCODING="br, gzip")

    for response in (first, second):
        assert response.headers["Content-Encoding"] == "gzip"
        assert int(response.headers["Content-Length"]) == len(response.content) < len(PAGE)
        assert gzip.decompress(response.content) == PAGE.encode()


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "gzip; q=0.0", "br", "xgzip"])
def test_a_browser_that_does_not_take_gzip_gets_plain_text(ask, accepted):
    assert ask(HTTP_ACCEPT_ENCODING=accepted).content == PAGE.encode()


@pytest.mark.parametrize("accepted", ["gzip", "GZIP", "deflate, gzip;q=0.5", "gzip;q=1.0"])
def test_a_browser_that_takes_gzip_gets_it(ask, accepted):
    assert "Content-Encoding" in ask(HTTP_ACCEPT_ENCODING=accepted).headers


def test_a_short_page_is_not_compressed(ask):
    assert "Content-Encoding" not in ask(answer=HttpResponse("short"), HTTP_ACCEPT_ENCODING="gzip").headers


@pytest.mark.parametrize("seconds", [0, 60])
@pytest.mark.parametrize("form", ["{0}", '"other", {0}', "*"])
def test_a_browser_that_has_the_page_is_told_so(ask, settings, seconds, form):
    settings.VISITOR_PAGE_SECONDS = seconds
    tag = ask().headers["ETag"]

    response = ask(HTTP_IF_NONE_MATCH=form.format(tag))
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == tag
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in response.headers["Vary"]


@pytest.mark.parametrize("known", ['W/"other"', "nonsense", "", '"'])
def test_a_browser_that_has_another_page_gets_the_page(ask, known):
    ask()

    assert ask(HTTP_IF_NONE_MATCH=known).content == PAGE.encode()


def test_compressed_and_plain_pages_share_their_etag(ask):
    assert ask().headers["ETag"] == ask(HTTP_ACCEPT_ENCODING="gzip").headers["ETag"]


def test_kept_pages_push_out_no_counted_limit(ask):
    caches["default"].set("limit", 1)
    for number in range(50):
        ask(f"/?page={number}")

    assert caches["default"].get("limit") == 1
    assert caches["pages"] is not caches["default"]
    assert caches["pages"]._cache is not caches["default"]._cache


# The whole site


def test_a_kept_topic_page_asks_the_database_nothing(client, topic, django_assert_num_queries):
    before = client.get(topic.get_absolute_url())

    with django_assert_num_queries(0):
        after = client.get(topic.get_absolute_url())
    assert after.content == before.content
    assert dict(after.headers) == dict(before.headers)


def test_a_kept_page_has_the_same_safety_headers(client, topic):
    url = topic.get_absolute_url()
    for response in (client.get(url), client.get(url)):
        for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Permissions-Policy"):
            assert response.headers[name], name


def test_a_member_sees_their_own_page_though_a_visitors_is_kept(client, topic, make_post, stranger):
    make_post(ADVERT, outcome="hold", author=stranger)
    url = topic.get_absolute_url()
    client.get(url)
    client.force_login(stranger)

    assert "Only you can see it" in client.get(url).text
    client.logout()
    assert "0143" not in client.get(url).text


def test_forms_of_visitors_are_not_kept(client, topic):
    for url in (reverse("forum:ask"), reverse("discussion:answer", args=[topic.thread_id])):
        assert "ETag" not in client.get(url).headers


def test_a_page_that_changed_is_new_when_its_second_is_over(client, topic, make_post, settings):
    settings.VISITOR_PAGE_SECONDS = 0
    url = topic.get_absolute_url()
    tag = client.get(url).headers["ETag"]
    make_post("A new answer.")

    response = client.get(url, HTTP_IF_NONE_MATCH=tag)
    assert response.status_code == 200
    assert "A new answer." in response.text


def test_a_members_page_goes_out_compressed_too(client, member, board):
    client.force_login(member)
    response = client.get("/forum/", headers={"accept-encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert b"Treatments" in gzip.decompress(response.content)
