"""Every address of ours, asked by everybody: a table that fails when an address is missing from it.

Visitors, a member who joined today, the member who asked, the author of the answer, a suspended member, and staff who
have shown their second factor; by GET, and by POST with nothing in it. The board moderator looks after the topic's
board. What a request changes is undone before the next.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from articles.models import Article
from discussion import drafts
from members.models import Role
from moderation.models import Case, Decision, ModeratorScope, Provider
from notifications.models import Notice
from notifications.telling import tell_waiting
from notifications.unsubscribe import token_for
from tests.texts import ADVERT, decided

ROLES = ("visitor", "newcomer", "asker", "author", "suspended", "board moderator", "moderator", "editor", "admin")
# Route: an example of it (nothing where the route is one), and what each role gets, by GET and by POST.
TABLE = {
    "": ("", "200", "405"),
    "articles/": ("", "200", "405"),
    "articles/number/<int:pk>/": ("/articles/number/{article}/", "302", "405"),
    "articles/<slug:slug>/": ("/articles/what-are-stem-cells/", "200", "405"),
    "unanswered/": ("", "200", "405"),
    "topics/<int:pk>/tags/": (
        "/topics/{topic_id}/tags/",
        "302 404 200 404 404 200 200 404 200",
        "302 404 302 404 404 302 302 404 302",
    ),
    "topics/<int:pk>/audience/": (
        "/topics/{topic_id}/audience/",
        "302 404 200 404 404 200 200 404 200",
        "302 404 422 404 404 422 422 404 422",
    ),
    "topics/<int:pk>/as-visitor/": ("/topics/{topic_id}/as-visitor/", "302 200 200 200 200 200 200 200 200", "405"),
    "tags/": ("", "200", "405"),
    "tags/<slug:slug>/": ("/tags/scalp/", "200", "405"),
    "forum/": ("", "200", "405"),
    "forum/ask/tags/": ("", "405", "204"),
    "forum/ask/similar/": ("", "405", "204"),
    "forum/ask/answered/": ("", "405", "404"),
    "forum/ask/": ("", "200", "422 422 422 422 403 422 422 422 422"),
    "forum/<slug:slug>/": ("/forum/treatments/", "200", "405"),
    "forum/<slug:board>/<int:pk>-<slug:slug>/": ("{topic}", "200", "405"),
    "threads/<int:pk>/answer/": ("/threads/{thread}/answer/", "200", "422 422 422 422 403 422 422 422 422"),
    "posts/<int:pk>/": ("/posts/{answer}/", "302", "405"),
    "posts/<int:pk>/reply/": ("/posts/{answer}/reply/", "200", "422 422 422 422 403 422 422 422 422"),
    "posts/<int:pk>/edit/": (
        "/posts/{answer}/edit/",
        "302 404 404 200 404 404 404 404 404",
        "302 404 404 422 404 404 404 404 404",
    ),
    "posts/<int:pk>/history/": ("/posts/{answer}/history/", "302 404 404 200 404 404 404 404 404", "405"),
    "posts/<int:pk>/version-<int:number>.txt": (
        "/posts/{answer}/version-1.txt",
        "302 404 404 200 404 404 404 404 404",
        "405",
    ),
    "posts/<int:pk>/withdraw/": (
        "/posts/{answer}/withdraw/",
        "302 404 404 200 404 404 404 404 404",
        "302 404 404 302 404 404 404 404 404",
    ),
    "posts/<int:pk>/without-details/": (
        "/posts/{answer}/without-details/",
        "405",
        "302 404 404 302 404 404 404 404 404",
    ),
    "posts/<int:pk>/react/": ("/posts/{answer}/react/", "405", "302 403 403 403 403 403 403 403 403"),
    "posts/<int:pk>/helpful/": ("/posts/{answer}/helpful/", "405", "302 403 302 403 403 403 403 403 403"),
    "posts/<int:pk>/report/": (
        "/posts/{answer}/report/",
        "302 200 200 302 200 200 200 200 200",
        "302 422 422 302 403 422 422 422 422",
    ),
    "posts/<int:pk>/mute/": (
        "/posts/{answer}/mute/",
        "302 200 200 404 200 200 200 200 200",
        "302 404 404 404 404 404 404 404 404",
    ),
    "settings/blocks/": ("", "302 200 200 200 200 200 200 200 200", "405"),
    "settings/blocks/<int:pk>/unmute/": ("/settings/blocks/1/unmute/", "405", "302"),
    "preview/": ("", "405", "302 422 422 422 422 422 422 422 422"),
    "hint/": ("", "405", "302 200 200 200 200 200 200 200 200"),
    "newsletter/": ("", "200", "422"),
    "newsletter/mine/": ("", "302", "405"),
    "newsletter/archive/": ("", "200", "405"),
    "newsletter/confirm/<str:token>/": ("/newsletter/confirm/bad/", "404", "404"),
    "newsletter/manage/<str:token>/": ("/newsletter/manage/bad/", "404", "404"),
    "newsletter/<int:number>-<slug:slug>/": ("/newsletter/1-none/", "404", "405"),
    "activity/": ("", "302 200 200 200 200 200 200 200 200", "405"),
    "following/": ("", "302 200 200 200 200 200 200 200 200", "405"),
    "follow/": ("", "405", "302 404 404 404 404 404 404 404 404"),
    "visit/": ("", "405", "302 204 204 204 204 204 204 204 204"),
    "threads/<int:pk>/read/": ("/threads/{thread}/read/", "405", "302"),
    "threads/<int:pk>/new/": ("/threads/{thread}/new/", "302", "405"),
    "bookmarks/": ("", "302 200 200 200 200 200 200 200 200", "405"),
    "posts/<int:pk>/bookmark/": ("/posts/{answer}/bookmark/", "302 200 200 200 200 200 200 200 200", "302"),
    "posts/<int:pk>/bookmark/drop/": (
        "/posts/{answer}/bookmark/drop/",
        "405",
        "302 404 404 404 404 404 404 404 404",
    ),
    "drafts/": ("", "302 200 200 200 200 200 200 200 200", "405"),
    "drafts/swap/": ("", "405", "302"),
    "drafts/restore/": ("", "405", "302"),
    "names/": ("", "302 200 200 200 200 200 200 200 200", "405"),
    "drafts/save/": ("", "405", "302 422 422 422 422 422 422 422 422"),
    "drafts/<int:pk>/delete/": ("/drafts/{draft}/delete/", "405", "302 404 404 200 404 404 404 404 404"),
    "pending/": ("", "302", "302"),
    "moderation/": ("", "302 404 404 404 404 200 200 404 200", "405"),
    "moderation/queue/<int:pk>/<slug:act>/": (
        "/moderation/queue/{case}/skip/",
        "405",
        "302 404 404 404 404 302 302 404 302",
    ),
    "moderation/group/": (
        "/moderation/group/?case={case}",
        "302 404 404 404 404 200 200 404 200",
        "302 404 404 404 404 302 302 404 302",
    ),
    "moderation/filters/": ("", "405", "302 404 404 404 404 422 422 404 422"),
    "moderation/filters/<int:pk>/delete/": (
        "/moderation/filters/1/delete/",
        "405",
        "302 404 404 404 404 404 404 404 404",
    ),
    "moderation/cases/<int:pk>/": (
        "/moderation/cases/{case}/",
        "302 404 404 404 404 200 200 404 200",
        "302 404 404 404 404 422 422 404 422",
    ),
    "moderation/cases/<int:pk>/claim/": (
        "/moderation/cases/{case}/claim/",
        "405",
        "302 404 404 404 404 302 302 404 302",
    ),
    "moderation/cases/<int:pk>/take-over/": (
        "/moderation/cases/{case}/take-over/",
        "405",
        "302 404 404 404 404 422 422 404 422",
    ),
    "moderation/cases/<int:pk>/skip/": ("/moderation/cases/{case}/skip/", "405", "302 404 404 404 404 302 302 404 302"),
    "moderation/cases/<int:pk>/escalate/": (
        "/moderation/cases/{case}/escalate/",
        "405",
        "302 404 404 404 404 422 422 404 422",
    ),
    "moderation/cases/<int:pk>/author/": (
        "/moderation/cases/{case}/author/",
        "405",
        "302 404 404 404 404 404 404 404 404",
    ),
    "moderation/cases/<int:pk>/notes/": (
        "/moderation/cases/{case}/notes/",
        "405",
        "302 404 404 404 404 422 422 404 422",
    ),
    "moderation/decisions/<int:pk>/undo/": (
        "/moderation/decisions/{decision}/undo/",
        "405",
        "302 404 404 404 404 422 422 404 422",
    ),
    "moderation/appeals/<int:pk>/answer/": (
        "/moderation/appeals/1/answer/",
        "405",
        "302 404 404 404 404 404 404 404 404",
    ),
    "moderation/providers/<int:pk>/": (
        "/moderation/providers/{provider}/",
        "302 404 404 404 404 200 200 404 200",
        "405",
    ),
    "moderation/log/": ("", "302 404 404 404 404 200 200 404 200", "405"),
    "moderation/log/entries.csv": ("", "302 404 404 404 404 200 200 404 200", "405"),
    "moderation/figures/": ("", "302 404 404 404 404 404 200 404 200", "405"),
    "moderation/figures/cases/": (
        "/moderation/figures/cases/?of=waiting-all",
        "302 404 404 404 404 404 200 404 200",
        "405",
    ),
    "moderation/figures/rules/<int:pk>/lift/": (
        "/moderation/figures/rules/1/lift/",
        "405",
        "302 404 404 404 404 404 404 404 404",
    ),
    "transparency/": ("", "200", "405"),
    "transparency/months.csv": ("", "200", "405"),
    "moderation/alerts/<int:pk>/close/": ("/moderation/alerts/1/close/", "405", "302 404 404 404 404 404 404 404 404"),
    "decisions/": ("", "302 200 200 200 200 200 200 200 200", "405"),
    "decisions/<int:pk>/": ("/decisions/{decision}/", "302 404 404 200 404 404 404 404 404", "405"),
    "decisions/<int:pk>/agree/": ("/decisions/{decision}/agree/", "405", "302 404 404 302 404 404 404 404 404"),
    "decisions/<int:pk>/appeal/": (
        "/decisions/{decision}/appeal/",
        "302 404 404 200 404 404 404 404 404",
        "302 404 404 422 404 404 404 404 404",
    ),
    "decisions/<int:pk>/appeal/withdraw/": (
        "/decisions/{decision}/appeal/withdraw/",
        "405",
        "302 404 404 404 404 404 404 404 404",
    ),
    "decisions/<int:pk>/reasons.json": (
        "/decisions/{decision}/reasons.json",
        "302 404 404 200 404 404 404 404 404",
        "405",
    ),
    "decisions/<int:pk>/reasons.txt": (
        "/decisions/{decision}/reasons.txt",
        "302 404 404 200 404 404 404 404 404",
        "405",
    ),
    "notifications/": ("", "302 200 200 200 200 200 200 200 200", "302 405 405 405 405 405 405 405 405"),
    "notifications/read/": ("", "302 405 405 405 405 405 405 405 405", "302"),
    "notifications/<int:pk>/": (
        "/notifications/{notice}/",
        "302 405 405 405 405 405 405 405 405",
        "302 404 404 302 404 404 404 404 404",
    ),
    "notifications/<int:pk>/mute/": (
        "/notifications/{told}/mute/",
        "302 405 405 405 405 405 405 405 405",
        "302 404 302 404 404 404 404 404 404",
    ),
    "settings/notifications/": (
        "",
        "302 200 200 200 200 200 200 200 200",
        "302 422 422 422 422 422 422 422 422",
    ),
    "unsubscribe/<str:token>/": ("/unsubscribe/{token}/", "200", "200"),
    "search/": ("", "200", "405"),
    "glossary/": ("", "200", "405"),
    "status/": ("", "200", "405"),
    "check/": ("", "200", "422"),
    "join/": ("", "200 302 302 302 302 302 302 302 302", "422 302 302 302 302 302 302 302 302"),
    "join/code/": ("", "302", "302"),
    "settings/": ("", "302 200 200 200 200 200 200 200 200", "302 200 200 200 200 200 200 200 200"),
    "settings/second-factor/": ("", "302 200 200 200 200 200 200 200 200", "302 200 200 200 200 200 200 200 200"),
    "members/<str:username>/": ("/members/Jon/", "200", "405"),
    "members/<str:username>/block/": ("/members/Jon/block/", "405", "302 404 404 404 404 404 404 404 404"),
    "accounts/signup/": ("", "302", "302"),
    "accounts/login/code/": ("", "302", "302"),
    "accounts/password/<path:page>": ("/accounts/password/change/", "302", "302"),
    "rules/": ("", "200", "405"),
    "privacy/": ("", "200", "405"),
    "about/": ("", "200", "405"),
    "accessibility/": ("", "200", "405"),
    "help/": ("", "200", "405"),
    "help/urgent/": ("", "200", "405"),
    "rules/moderation/": ("", "200", "405"),
    "sitemap.xml": ("", "200", "405"),
    "sitemap-pages.xml": ("", "200", "405"),
    "sitemap-topics-<int:part>.xml": ("/sitemap-topics-1.xml", "200", "405"),
    "robots.txt": ("", "200", "405"),
    "feeds/articles/": ("", "200", "200"),
    "feeds/questions/": ("", "200", "200"),
    "feeds/boards/<slug:slug>/": ("/feeds/boards/treatments/", "200", "200"),
    "feeds/tags/<slug:slug>/": ("/feeds/tags/scalp/", "200", "200"),
    "feeds/topics/<int:pk>/": ("/feeds/topics/{topic_id}/", "200", "200"),
    "accounts/login/": ("", "200 302 302 302 302 302 302 302 302", "422 302 302 302 302 302 302 302 302"),
    "accounts/logout/": ("", "302 200 200 200 200 200 200 200 200", "302"),
    "accounts/inactive/": ("", "200", "405"),
    "accounts/reauthenticate/": ("", "302 403 403 403 403 403 403 403 403", "302 403 403 403 403 403 403 403 403"),
    "accounts/email/": ("", "302 200 200 200 200 200 200 200 200", "302"),
    "accounts/confirm-email/": ("", "302", "302"),
    "accounts/password/change/": ("", "302", "302"),
    "accounts/password/set/": ("", "302", "302"),
    "accounts/password/reset/": ("", "302", "302"),
    "accounts/login/code/confirm/": ("", "302", "302"),
    "accounts/password/reset/key/done/": ("", "302", "302"),
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
        "/accounts/password/reset/key/a-b/",
        "302",
        "302",
    ),
    "accounts/password/reset/done/": ("", "302", "302"),
    "accounts/2fa/": ("", "302 200 200 200 200 200 200 200 200", "302 405 405 405 405 405 405 405 405"),
    "accounts/2fa/authenticate/": ("", "302", "302"),
    "accounts/2fa/reauthenticate/": ("", "302 403 403 403 403 403 403 403 403", "302 403 403 403 403 403 403 403 403"),
    "accounts/2fa/totp/activate/": ("", "302 200 200 200 200 200 200 200 200", "302 422 422 422 422 422 422 422 422"),
    "accounts/2fa/totp/deactivate/": ("", "302 404 404 404 404 404 404 404 404", "302 404 404 404 404 404 404 404 404"),
    "accounts/2fa/recovery-codes/": ("", "302 404 404 404 404 404 404 404 404", "302 405 405 405 405 405 405 405 405"),
    "accounts/2fa/recovery-codes/generate/": (
        "",
        "302 200 200 200 200 200 200 200 200",
        "302 422 422 422 422 422 422 422 422",
    ),
    "accounts/2fa/recovery-codes/download/": (
        "",
        "302 404 404 404 404 404 404 404 404",
        "302 404 404 404 404 404 404 404 404",
    ),
    "accounts/2fa/webauthn/": ("", "302 200 200 200 200 200 200 200 200", "302 405 405 405 405 405 405 405 405"),
    "accounts/2fa/webauthn/add/": ("", "302 200 200 200 200 200 200 200 200", "302 422 422 422 422 422 422 422 422"),
    "accounts/2fa/webauthn/reauthenticate/": (
        "",
        "302 403 403 403 403 403 403 403 403",
        "302 403 403 403 403 403 403 403 403",
    ),
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": (
        "/accounts/2fa/webauthn/keys/1/remove/",
        "302 404 404 404 404 404 404 404 404",
        "302 404 404 404 404 404 404 404 404",
    ),
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": (
        "/accounts/2fa/webauthn/keys/1/edit/",
        "302 404 404 404 404 404 404 404 404",
        "302 404 404 404 404 404 404 404 404",
    ),
    "accounts/2fa/webauthn/login/": ("", "302", "302"),
    "accounts/sessions/": ("", "302 200 200 200 200 200 200 200 200", "302"),
    "healthz": ("", "200", "200"),
    "readyz": ("", "200", "200"),
}


def test_the_table_knows_every_address():
    assert sorted(set(routes(get_resolver()))) == sorted(TABLE)


def test_every_address_answers_everybody_as_the_table_says_in_well_formed_pages(places, answers):
    for route, (example, *expected) in TABLE.items():
        path = (example or f"/{route}").format(**places)
        for method, wanted in zip(("get", "post"), expected, strict=True):
            responses = answers(method, path)
            found = [str(response.status_code) for response in responses]
            assert found == (wanted.split() if " " in wanted else [wanted] * len(ROLES)), f"{method} {path}: {ROLES}"
            for role, response in zip(ROLES, responses, strict=True):
                assert problems_of(response) == "", f"{method} {path} for the {role}"


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """The site's own; the admin is Django's, and tested in tests/admin."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        elif route != "admin/":
            yield from routes(pattern, route)


@pytest.fixture
def answers(
    newcomer, member, stranger, make_member, moderator, editor, site_admin, board, sign_in
) -> Callable[[str, str], list[HttpResponse]]:
    """answers("get", "/forum/") -> what each role gets"""
    suspended = make_member("Paused", suspended_until=timezone.now() + timedelta(days=3))
    board_moderator = make_member("Bo", role=Role.BOARD_MODERATOR)
    ModeratorScope.objects.create(member=board_moderator, place_key=f"board:{board.slug}")
    signed_in = (newcomer, member, stranger, suspended, board_moderator, moderator, editor, site_admin)
    sessions = [""] + [sign_in(Client(), one).session.session_key for one in signed_in]

    def ask(method: str, path: str, session: str) -> HttpResponse:
        client = Client()
        if session:
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        with transaction.atomic():
            response = getattr(client, method)(path)
            transaction.set_rollback(True)
        return response

    return lambda method, path: [ask(method, path, session) for session in sessions]


@pytest.fixture
def places(make_topic, make_post, member, stranger, moderator) -> dict:
    """One of everything that an address names. Answer, draft, notice and decision are the author's."""
    call_command("load_library", verbosity=0)
    topic = make_topic()
    answer = make_post("Twelve weeks helped me.", thread=topic.thread)
    held = make_post(ADVERT, outcome="hold", thread=topic.thread)
    returned = Case.objects.open_about(make_post(ADVERT, outcome="hold", thread=topic.thread)).get()
    decided(returned, act="return", moderator=moderator, version=1, rule="contact", reason="x", message="x")
    tell_waiting()
    return {
        "topic": topic.get_absolute_url(),
        "topic_id": topic.pk,
        "thread": topic.thread_id,
        "answer": answer.pk,
        "case": Case.objects.open_about(held).get().pk,
        "decision": Decision.objects.get().pk,
        "told": Notice.objects.get(member=member, subject_id=answer.pk).pk,
        "token": token_for("mail:answer", stranger.pk),
        "article": Article.objects.get(slug="what-are-stem-cells").pk,
        "notice": Notice.objects.get(member=stranger).pk,
        "provider": Provider.objects.create(
            name="Acme Regen", evidence="A record.", evidence_date="2026-01-02", review_by="2099-01-02"
        ).pk,
        "draft": drafts.keep(stranger, place=f"thread:{topic.thread_id}", fields={"body": "Half."}).pk,
    }


class Outline(HTMLParser):
    """What a page must have once: its language, its title, its first heading."""

    def __init__(self, html: str):
        super().__init__()
        self.language, self.title, self.headings, self._in_title = "", "", 0, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "html":
            self.language = dict(attrs).get("lang", "")
        self.headings += tag == "h1"
        self._in_title = tag == "title" and not self.title

    def handle_data(self, data):
        if self._in_title:
            self.title += data.strip()

    def handle_endtag(self, tag):
        self._in_title = self._in_title and tag != "title"


def problems_of(response: HttpResponse) -> str:
    """Nothing for a whole page with all it needs, for a piece of one, and for what is no HTML."""
    if response.streaming or "<!doctype html>" not in response.text[:200].lower():
        return ""
    outline = Outline(response.text)
    problems = {
        "no language": outline.language != "en",
        "no title": not outline.title.endswith(settings.SITE_NAME) or outline.title.startswith("·"),
        f"{outline.headings} first headings": outline.headings != 1,
    }
    return ", ".join(problem for problem, is_so in problems.items() if is_so)
