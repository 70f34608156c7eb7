"""Updates by mail for anyone: asked for twice, sent once, stopped by one click."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from articles.models import Article
from moderation.models import AuditEntry
from newsletter import actions, sending, tokens
from newsletter.models import Delivery, Issue, Subscriber
from tests.site.library import make_explainer

ADDRESS = "iris@mail.example"
PREVIEW = 160  # characters that lists of mails show, at most


def ask(client, email=ADDRESS, **fields):
    return client.post("/newsletter/", {"email": email} | fields)


def link_in(message) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.body).group(1)


@pytest.fixture
def subscriber(db):
    return actions.confirm(ADDRESS, [])


@pytest.fixture
def make_issue(editor):
    def make(*articles, title="Light and cells", introduction="Two new texts.") -> Issue:
        issue = Issue.objects.create(title=title, introduction=introduction)
        issue.articles.set(articles or [make_explainer()])
        return issue

    return make


def deliver() -> int:
    sent = 0
    for _round in range(5):
        sent += sending.go_on()
    return sent


def test_an_address_is_on_the_list_only_when_its_owner_pressed_the_button(client, db):
    page = ask(client, topics=["research"])
    assert "Look into your inbox" in page.text
    assert not Subscriber.objects.exists()

    link = link_in(mail.outbox[0])
    assert "press the button" in mail.outbox[0].body
    client.get(link)
    assert not Subscriber.objects.exists(), "a program that follows links confirmed it"
    client.post(link)
    client.post(link)
    assert [(one.email, one.topics) for one in Subscriber.objects.all()] == [(ADDRESS, ["research"])]


def test_who_asks_learns_nothing_of_who_is_on_the_list(client, subscriber):
    known, unknown = ask(client), ask(client, "new@mail.example")

    assert known.text.replace(ADDRESS, "") == unknown.text.replace("new@mail.example", "")
    assert mail.outbox[0].subject == mail.outbox[1].subject
    assert "/newsletter/manage/" in mail.outbox[0].body


def test_a_stranger_cannot_change_the_topics_of_somebody_on_the_list(client, subscriber):
    ask(client, topics=["safety"])

    subscriber.refresh_from_db()
    assert subscriber.topics == []


def test_one_mailbox_gets_two_links_a_day_whoever_asks(client, db, settings):
    settings.LIMITS = {"page": {}, "newsletter": {"address": "1000/d"}, "newsletter_mail": {"key": "2/d"}}
    for _attempt in range(100):
        assert ask(client).status_code == 200

    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    "email, words", [("", "Enter your e-mail address."), ("iris", "like name@example.com"), ("a@b\r\nBcc: c@d.example", "like name@example.com")]
)
def test_a_wrong_address_is_told_where_it_was_typed(client, db, email, words):
    page = ask(client, email)

    assert page.status_code == 422
    assert words in page.text
    assert not mail.outbox


def test_a_mail_server_that_is_away_is_said_and_nothing_typed_is_lost(client, db, monkeypatch):
    def away(self, *args, **kwargs):
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    page = ask(client)

    assert page.status_code == 503
    assert ADDRESS in page.text


@pytest.mark.parametrize("page", ["confirm", "manage"])
def test_a_link_that_is_not_ours_opens_nothing(client, db, page):
    for token in ("bad", "a.b.c", tokens.confirm_token(ADDRESS, [])[:-1] + "x"):
        assert client.post(f"/newsletter/{page}/{token}/").status_code == 404
    assert not Subscriber.objects.exists()


def test_a_confirm_link_is_too_old_after_seven_days(client, db, monkeypatch):
    token = tokens.confirm_token(ADDRESS, [])
    monkeypatch.setattr(tokens, "CONFIRM_FOR", -1)

    assert client.post(f"/newsletter/confirm/{token}/").status_code == 404


def test_an_issue_goes_to_each_subscriber_once_with_what_they_chose(make_issue, editor, subscriber):
    research, safety = make_explainer("On packets"), make_explainer("Clean needles", slug="needles", theme="safety")
    actions.confirm("sam@mail.example", ["safety"])
    actions.confirm("lea@mail.example", ["arthritis"])
    issue = make_issue(research, safety)
    actions.send(issue, by=editor)

    assert deliver() == 2
    assert deliver() == 0
    by_address = {message.to[0]: message for message in mail.outbox}
    assert by_address.keys() == {ADDRESS, "sam@mail.example"}
    assert "On packets" in by_address[ADDRESS].body
    assert "On packets" not in by_address["sam@mail.example"].body
    assert "Clean needles" in by_address["sam@mail.example"].body


def test_an_issue_is_sent_once_and_its_sending_is_in_the_log(make_issue, editor, site_admin):
    issue = make_issue()
    same = Issue.objects.get(pk=issue.pk)
    actions.send(issue, by=editor)

    with pytest.raises(actions.AlreadySent):
        actions.send(same, by=site_admin)
    assert issue.number == 1
    assert AuditEntry.objects.filter(act="newsletter-sent").count() == 1


def test_an_issue_without_readable_articles_is_not_sent(make_issue, editor):
    with pytest.raises(actions.NothingToSend):
        actions.send(make_issue(make_explainer(status="draft")), by=editor)


def test_an_article_withdrawn_meanwhile_is_in_no_mail_and_on_no_page(client, make_issue, editor, subscriber):
    kept, gone = make_explainer("Kept"), make_explainer("Withdrawn", slug="withdrawn")
    issue = make_issue(kept, gone)
    actions.send(issue, by=editor)
    Article.objects.filter(pk=gone.pk).update(status="draft")
    deliver()

    assert "Withdrawn" not in mail.outbox[0].body
    assert "Withdrawn" not in mail.outbox[0].alternatives[0][0]
    assert "Withdrawn" not in client.get(issue.get_absolute_url()).text


def test_a_worker_that_died_with_a_mail_leaves_it_due_again(make_issue, editor, subscriber):
    actions.send(make_issue(), by=editor)
    sending._list_next(Issue.objects.get())
    assert Delivery.objects.get().claim()
    assert sending._send_due() == 0
    Delivery.objects.update(due_at=timezone.now())

    assert sending._send_due() == 1
    assert len(mail.outbox) == 1


def test_of_two_workers_one_takes_the_mail(make_issue, editor, subscriber):
    actions.send(make_issue(), by=editor)
    sending._list_next(Issue.objects.get())
    first, second = Delivery.objects.get(), Delivery.objects.get()

    assert (first.claim(), second.claim()) == (True, False)


def test_no_subject_and_no_preview_tells_what_the_site_is_about(client, make_issue, editor, subscriber):
    ask(client, "other@mail.example")
    actions.send(make_issue(title="Psoriasis and stem cells", introduction="News of stem cells."), by=editor)
    deliver()

    for message in mail.outbox:
        shown, parts = [message.subject, message.body[:PREVIEW]], getattr(message, "alternatives", [])
        shown += [strip_tags(html.partition("<body>")[2]).strip()[:PREVIEW] for html, _type in parts]
        for word in ("psoriasis", "cell", "skin", "clinic", "health", "treatment"):
            assert word not in " ".join(shown).lower()


def test_a_mail_fetches_nothing_and_its_links_are_the_site_s_own(make_issue, editor, subscriber, settings):
    actions.send(make_issue(), by=editor)
    deliver()

    html = mail.outbox[0].alternatives[0][0]
    assert "<img" not in html
    assert "style" not in html
    assert all(link.startswith(settings.SITE_URL) for link in re.findall(r'href="([^"]+)"', html))


def test_one_click_stops_it_without_cookie_or_token_and_a_look_does_not(make_issue, editor, subscriber):
    actions.send(make_issue(), by=editor)
    deliver()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = "/" + headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    strict = Client(enforce_csrf_checks=True)
    strict.get(address)
    assert Subscriber.objects.active().exists()

    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.active().exists()
    assert "These mails have stopped" in strict.get(address).text


def test_who_stopped_gets_no_mail_that_was_listed_before_and_is_forgotten_later(make_issue, editor, subscriber):
    actions.send(make_issue(), by=editor)
    sending._list_next(Issue.objects.get())
    Subscriber.objects.update(stopped_at=timezone.now())
    assert deliver() == 0
    sending.forget_stopped()
    assert Subscriber.objects.exists()

    Subscriber.objects.update(stopped_at=timezone.now() - timedelta(days=31))
    sending.forget_stopped()
    assert not Subscriber.objects.exists()


def test_topics_are_chosen_and_all_is_stopped_by_the_link_of_a_mail(client, subscriber):
    address = f"/newsletter/manage/{tokens.manage_token(subscriber)}/"
    client.post(address, {"topics": ["safety"], "act": "save"})
    subscriber.refresh_from_db()
    assert subscriber.topics == ["safety"]

    assert "You get no more updates" in client.post(address, {"act": "stop"}).text
    assert not Subscriber.objects.active().exists()
    client.post(address, {"act": "save"})
    assert Subscriber.objects.active().exists()


def test_a_member_finds_what_comes_to_their_own_address_and_no_other(client, member, stranger, subscriber):
    Subscriber.objects.update(email=member.email)
    client.force_login(member)
    assert "/newsletter/manage/" in client.get("/newsletter/mine/").url

    client.force_login(stranger)
    assert client.get("/newsletter/mine/").url == "/newsletter/"


def test_an_issue_can_be_read_by_everyone_once_it_is_sent(client, make_issue, editor):
    issue = make_issue()
    assert issue.title not in client.get("/newsletter/archive/").text
    actions.send(issue, by=editor)

    assert issue.title in client.get("/newsletter/archive/").text
    assert "What exosomes are" in client.get(issue.get_absolute_url()).text
    assert client.get(f"/newsletter/{issue.number}-other/").status_code == 301


def test_an_editor_looks_through_an_issue_and_sends_it(client, sign_in, make_issue, editor, subscriber):
    issue = make_issue()
    desk = sign_in(client, editor)
    page = desk.get(f"/admin/newsletter/issue/{issue.pk}/send/")
    assert "What exosomes are" in page.text
    assert "Look through and send" in desk.get(f"/admin/newsletter/issue/{issue.pk}/change/").text

    desk.post(f"/admin/newsletter/issue/{issue.pk}/send/")
    desk.post(f"/admin/newsletter/issue/{issue.pk}/send/")
    assert deliver() == 1


def test_before_sending_it_says_how_many_want_one_of_its_articles(client, sign_in, make_issue, editor, subscriber):
    address = f"/admin/newsletter/issue/{make_issue().pk}/send/"
    desk = sign_in(client, editor)
    assert "It goes to 1 subscriber," in desk.get(address).text

    Subscriber.objects.update(topics=["no such theme"])
    assert "It goes to nobody by mail" in desk.get(address).text


def test_staff_see_no_whole_address(client, sign_in, site_admin, subscriber):
    page = sign_in(client, site_admin).get("/admin/newsletter/subscriber/")

    assert "i…@m….example" in page.text
    assert ADDRESS not in page.text
