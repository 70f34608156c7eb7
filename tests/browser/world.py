"""The demo community with one of everything that a page can show, served to tests and to screenshots.py."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from discussion import actions as discussion
from discussion import drafts, indexing
from discussion.actions import Sent
from discussion.models import AliasMute, Bookmark, Post, Thread
from forum.models import Board, Tag, Topic
from members import blocks
from members.models import Member
from moderation import actions as moderation
from moderation.models import Case, Decision, Provider, ProviderAlert, ProviderMention
from mypsoriasis.demo.community import DemoCommunity
from newsletter import actions as newsletter
from newsletter import tokens
from newsletter.models import Issue
from notifications import follows
from notifications.models import Notice
from notifications.telling import tell_waiting
from notifications.unsubscribe import token_for
from search.vocabulary import count_words
from tests.texts import ADVERT, decided, new_key, verdict

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0"
MARKED = "Call +1 202 555 0143"
LONG_WORD = "Hydroxymethylglutaryl" * 8
WIDE = "| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n- one\n- two"


@dataclass(frozen=True)
class World:
    """Where the site is served, and the addresses of what is to be seen in it, by name."""

    address: str
    places: dict[str, object]

    def path(self, template: str) -> str:
        return template.format(**self.places)

    def session_of(self, name: str) -> str:
        """A session of somebody who signed in a moment ago, with their second factor."""
        member = Member.objects.get(username=name)
        client = Client()
        client.force_login(member)
        session = client.session
        proof = {"method": "mfa", "type": "totp", "id": 0, "at": timezone.now().timestamp(), "reauthenticated": True}
        session["account_authentication_methods"] = [proof]
        session["account_authentication_methods_user"] = str(member.pk)
        session.save()
        UserSession.objects.create(user=member, session_key=session.session_key, ip="192.0.2.7", user_agent=FIREFOX)
        return session.session_key


@contextmanager
def served(folder: Path, *, demo_only: bool = False) -> Iterator[World]:
    """folder: for what the site writes outside the database. demo_only: the community as bin/serve shows it."""
    with override_settings(ROOT_URLCONF="tests.browser.urls", EMAIL_FILE_PATH=folder / "mail"):
        call_command("load_library", verbosity=0)
        DemoCommunity().build()
        places = {} if demo_only else _one_of_everything()
        indexing.write_due()
        count_words()
        _write_mail()
        server = LiveServer("localhost")
        try:
            yield World(server.url, places)
        finally:
            server.stop()


def _one_of_everything() -> dict[str, object]:
    found = Topic.objects.select_related("thread", "board")
    topics = {key: found.get(title__startswith=words) for key, words in TOPICS.items()}
    places: dict[str, object] = {key: topic.get_absolute_url() for key, topic in topics.items()}
    places |= {f"{key}_thread": topic.thread_id for key, topic in topics.items()}
    places |= {f"{key}_topic": topic.pk for key, topic in topics.items()}
    places |= _hidden_texts(topics["msc"], topics["light"])
    places |= _long_thread(topics["gloves"])
    Thread.objects.filter(pk=topics["light"].thread_id).update(locked=True)
    places |= _members_with_more()
    places |= _somebody_avoided(topics["registered"], topics["children"])
    places |= _kept_and_mailed()
    question = Post.objects.get(thread=topics["children"].thread, answer_no=0)
    _edit(question, "# What happened\n\n" + question.body)
    edited = Post.objects.get(thread=topics["children"].thread, answer_no=1)
    _edit(edited, edited.body + "\n\nAnd sometimes about cars.")
    answer = Post.objects.get(thread=topics["msc"].thread_id, answer_no=2, reply_no=0)
    places |= _everybody_told(topics["gloves"])
    return places | {"edited": edited.pk, "answer": answer.pk, "provider": _provider_with_voices(topics["msc"])}


def _everybody_told(muted: Topic) -> dict[str, object]:
    """Notices of all that was written, as a worker leaves them; one topic is muted, and some rows are read."""
    kim = Member.objects.get(username="kimberley_k")
    while tell_waiting():
        pass
    follows.mute(kim, f"thread:{muted.thread_id}")
    Notice.objects.filter(member=kim, place=f"thread:{muted.thread_id}").mark_read()
    return {"unsubscribe": token_for("mail:answer", kim.pk)}


def _provider_with_voices(topic: Topic) -> int:
    """A provider of the list that a few texts of a thread speak of."""
    provider = Provider.objects.first()
    for at, post in enumerate(Post.objects.filter(thread=topic.thread_id, answer_no__gt=0)[:4]):
        ProviderMention.objects.create(provider=provider, subject=post, author=post.author, praises=at % 2 == 0)
    ProviderAlert.objects.create(provider=provider, accounts=3)
    return provider.pk


TOPICS = {
    "msc": "Has anyone tried MSC",
    "registered": "A clinic near me",
    "gloves": "Gloves for gardening",
    "light": "Light therapy three times",
    "children": "How do you answer children",
    "fresh": "My mother hides",
}


def _hidden_texts(topic: Topic, closed: Topic) -> dict[str, object]:
    """Held, returned, removed and withdrawn texts, and an edit that waits."""
    nils, kim, gardener = (Member.objects.get(username=name) for name in ("Nils", "kimberley_k", "OldGardener"))
    held = _answer(topic, nils, ADVERT, "hold")
    returned = _answer(topic, nils, ADVERT.replace("Acme", "Ajax"), "hold")
    removed = _answer(topic, kim, ADVERT.replace("Acme", "Apex"), "publish")
    _reply(removed, gardener, "Please do not post adverts here.")
    moderation.report(removed, reporter=gardener, reason="promotion")
    withdrawn = _answer(topic, kim, "I would rather not have said this.", "publish")
    _reply(withdrawn, gardener, "It is all right.")
    moderation.withdraw(withdrawn)
    released = _answer(topic, kim, "A clinic called me, and I said no.", "hold")
    waits = Post.objects.filter(thread=closed.thread_id, author=gardener).first()
    _edit(waits, ADVERT, "hold")
    anonymous = _answer(topic, kim, ADVERT.replace("Acme", "Aldo"), "hold", anonymous=True)
    sunna = Member.objects.get(username="Sunna")
    _answer(topic, sunna, "Some days I do not want to live any more.", "publish", concern="crisis")
    decisions = {
        "returned": _decide(returned, "return"),
        "removed": _decide(removed, "remove"),
        "released": _decide(released, "release"),
    }
    appealed = _answer(topic, kim, ADVERT.replace("Acme", "Amber"), "hold")
    decisions["appealed"] = _decide(appealed, "remove")
    appeal = moderation.appeal(decisions["appealed"], author=kim, text="I only told what happened to me.")
    taken = Case.objects.open_about(_answer(topic, kim, ADVERT.replace("Acme", "Arden"), "hold")).get()
    moderation.claim(taken, Member.objects.get(username="Alex"))
    return {
        "case_appeal": appeal.case_id,
        "case_taken": taken.pk,
        "held": held.pk,
        "waits": waits.pk,
        "withdrawn": withdrawn.pk,
        "returned_post": returned.pk,
        "case_held": Case.objects.open_about(held).get().pk,
        "case_anonymous": Case.objects.open_about(anonymous).get().pk,
        "case_edit": Case.objects.open_about(waits).get().pk,
        "case_reported": Case.objects.open().exclude(reports_count=0).latest("pk").pk,
        "case_crisis": Case.objects.open().filter(concern="crisis").latest("pk").pk,
        "case_closed": decisions["removed"].case_id,
    } | {f"decision_{name}": decision.pk for name, decision in decisions.items()}


def _long_thread(topic: Topic) -> dict[str, object]:
    """More answers than a page holds, and more replies than stand under an answer."""
    authors = list(Member.objects.exclude(username="Nils").order_by("pk"))
    for number in range(45):
        author = authors[number % len(authors)]
        answer = _answer(topic, author, f"Pair number {number + 1}: cotton under leather.", "publish")
    for number in range(24):
        _reply(answer, authors[number % len(authors)], f"Reply number {number + 1}.")
    widest = _answer(topic, authors[0], f"{LONG_WORD}\n\n{WIDE}", "publish")
    return {"last_page": f"{topic.get_absolute_url()}?page={widest.page}", "many_replies": answer.answer_no}


def _members_with_more() -> dict[str, object]:
    """Somebody with every second factor, somebody suspended, somebody with drafts."""
    teresa, marie, sunna = (Member.objects.get(username=name) for name in ("Teresa", "Marie", "Sunna"))
    TOTP.activate(teresa, SECRET)
    RecoveryCodes.activate(teresa)
    # Only its name is looked at: Sunna cannot sign in with it.
    key = {"name": "My phone", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}
    passkey = Authenticator.objects.create(user=sunna, type=Authenticator.Type.WEBAUTHN, data=key)
    suspended = Member.objects.create_user(
        "Paused", "paused@demo.example", suspended_until=timezone.now() + timezone.timedelta(days=3)
    )
    EmailAddress.objects.create(user=suspended, email=suspended.email, verified=True, primary=True)
    drafts.keep(marie, place="ask", fields={"title": "Does cold weather make it worse?", "body": "Every November it"})
    drafts.keep(marie, place="thread:999999", fields={"body": "Half a thought about a page that is gone."})
    return {"passkey": passkey.pk}


def _kept_and_mailed() -> dict[str, object]:
    """Marie's bookmarks and follows; a newsletter that was sent, and links from its mails."""
    marie, edith = Member.objects.get(username="Marie"), Member.objects.get(username="Edith")
    for number, post in enumerate(Post.objects.published().filter(reply_no=0).order_by("pk")[:3]):
        Bookmark.objects.create(member=marie, post=post, note="For my next visit to the doctor." if number else "")
    for what in ("articles", f"board:{Board.objects.first().pk}", f"tag:{Tag.objects.first().pk}"):
        follows.follow(marie, what)
    issue = Issue.objects.create(title="News", introduction="Two texts for dark evenings.\n\nStay warm.")
    issue.articles.set(Article.objects.readable()[:2])
    newsletter.send(issue, by=edith)
    reader = newsletter.confirm("iris@demo.example", ["research"])
    wish = tokens.confirm_token("new@demo.example", [])
    return {"newsletter_wish": wish, "newsletter_manage": tokens.manage_token(reader)}


def _somebody_avoided(open_topic: Topic, other: Topic) -> dict[str, object]:
    """An anonymous answer, and what Marie blocks and mutes: two members and an anonymous voice."""
    marie, kim = (Member.objects.get(username=name) for name in ("Marie", "kimberley_k"))
    for name, kind in (("Blocked one", "block"), ("Muted one", "mute")):
        blocks.avoid(marie, Member.objects.create_user(name, f"{kind}@demo.example"), kind)
    anonymous, muted = (
        _answer(topic, kim, "I would rather not say who I am.", "publish", anonymous=True)
        for topic in (open_topic, other)
    )
    AliasMute.objects.create(member=marie, alias=muted.alias)
    return {"anonymous": anonymous.pk}


def _answer(
    topic: Topic, author: Member, body: str, outcome: str, *, concern: str = "", anonymous: bool = False
) -> Post:
    words = MARKED if MARKED in body else ""
    assessment = verdict(outcome, body, words=words if outcome == "hold" else "", concern=concern)
    topic.thread.owner = topic
    sent = Sent(author=author, body=body, key=new_key(), assessment=assessment, anonymous=anonymous)
    return discussion.submit_answer(topic.thread, sent)


def _reply(answer: Post, author: Member, body: str) -> Post:
    sent = Sent(author=author, body=body, key=new_key(), assessment=verdict("publish", body))
    return discussion.submit_reply(answer, sent)


def _edit(post: Post, body: str, outcome: str = "publish") -> None:
    words = MARKED if outcome == "hold" else ""
    assessment = verdict(outcome, body, words=words)
    discussion.edit(post, title=post.title, body=body, assessment=assessment, based_on=post.latest_version)


def _decide(post: Post, act: str) -> Decision:
    case = Case.objects.open_about(post).get()
    return decided(
        case,
        act=act,
        moderator=Member.objects.get(username="Pat"),
        version=case.version,
        rule="" if act == "release" else "contact",
        reason="As the rule says.",
        message="" if act == "release" else "You may tell what happened. Please leave out how to reach the clinic.",
    )


def _write_mail() -> None:
    files = "django.core.mail.backends.filebased.EmailBackend"
    backend = mail.get_connection(files, file_path=settings.EMAIL_FILE_PATH)
    code = "Your code is:\n\n123456\n\nIt works for 15 minutes.\n\nhttp://localhost:8000/join/code/"
    mail.EmailMessage("Your code for MyPsoriasis", code, to=["ada@mail.example"], connection=backend).send()
