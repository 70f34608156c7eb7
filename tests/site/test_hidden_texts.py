"""No held, returned, removed, withdrawn or waiting text shows on any outlet, to anybody but its author and the desk.

What has outlets is listed here: addresses (by the table of tests/site/test_every_page.py), mail templates, writers of
the index, commands. A new one that is not listed fails, so that somebody thinks of it.
"""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from discussion import drafts
from discussion.models import Post
from members.models import Member, Role
from moderation import actions
from moderation.models import Case, Decision
from notifications import listing
from notifications.choices import choose
from notifications.delivery import deliver_due_mail
from notifications.digests import write_due
from notifications.models import Digest, Follow, Notice, OutgoingMail, Preferences, When
from notifications.telling import tell_waiting
from search.models import Document
from tests.texts import decided, verdict

from .outlets import addresses_of, kept_by_everybody, pages

# A word that stands in nothing else, and the state of the text it stands in.
SECRETS = {
    "heldxanthe": "held", "returnedyarrow": "returned", "removedzinnia": "removed", "withdrawnviola": "withdrawn",
    "heldquestionthyme": "held question", "goneaskedsorrel": "removed question", "waitingedittansy": "an edit that waits",
    "formertextmyrtle": "the version before a public edit", "maskedlupin": "masked and not yet agreed to",
    "undonehyssop": "released, and the release undone",
}  # fmt: skip
MAIL_TEMPLATES = {
    "account/email/base_message.txt", "account/email/base_notification.txt",
    "account/email/email_changed_message.txt", "account/email/email_changed_subject.txt",
    "account/email/email_confirmation_message.txt", "account/email/email_confirmation_subject.txt",
    "account/email/login_code_message.txt", "account/email/login_code_subject.txt",
    "account/email/unknown_account_message.txt", "account/email/unknown_account_subject.txt",
    "members/email/closed_account_message.txt", "members/email/closed_account_subject.txt",
    "members/email/join_code_message.txt", "members/email/join_code_subject.txt",
    "mfa/email/recovery_codes_generated_message.txt", "mfa/email/recovery_codes_generated_subject.txt",
    "mfa/email/totp_activated_message.txt", "mfa/email/totp_activated_subject.txt",
    "mfa/email/totp_deactivated_message.txt", "mfa/email/totp_deactivated_subject.txt",
    "mfa/email/webauthn_added_message.txt", "mfa/email/webauthn_added_subject.txt",
    "mfa/email/webauthn_removed_message.txt", "mfa/email/webauthn_removed_subject.txt", "notifications/mail.txt",
    "newsletter/mail/already.txt", "newsletter/mail/confirm.txt", "newsletter/mail/issue.txt",
}  # fmt: skip
INDEX_WRITERS = {
    "articles/indexing.py", "discussion/indexing.py", "forum/indexing.py",
    "mypsoriasis/reindexing.py",
}  # fmt: skip
# Of each command: does it print or write texts of members? Those that do are for staff on the server.
COMMANDS = {
    "check_library": False, "evaluate_detector": False, "export_decisions": True, "index_texts": False,
    "load_demo": False, "load_library": False, "populate": False, "render_post": False, "rescan": True, "screen_file": False,
    "serve": False, "verify_audit": False, "worker": False,
}  # fmt: skip


@pytest.fixture
def secrets(make_topic, make_post, make_member, topic, stranger, moderator, other_moderator) -> dict[str, Post]:
    """One text of each state, all by one author, in one topic that others write in too."""
    call_command("load_library", verbosity=0)

    def text(word: str) -> str:
        return f"My {word} story about stem cells, and how they went for me over a long winter."

    def decide(post: Post, act: str):
        return decided(
            Case.objects.open_about(post).get(), act=act, moderator=moderator, rule="contact", message="Kind words."
        )

    found = {word: make_post(text(word), outcome="hold", words=word) for word in list(SECRETS)[:3]}
    decide(found["returnedyarrow"], "return")
    decide(found["removedzinnia"], "remove")
    found["withdrawnviola"] = make_post(text("withdrawnviola"))
    make_post("An answer below it.", under=found["withdrawnviola"], author=moderator)
    found["withdrawnviola"].refresh_from_db()
    actions.withdraw(found["withdrawnviola"])
    for word, outcome in (("heldquestionthyme", "hold"), ("goneaskedsorrel", "flag")):
        made = make_topic(author=stranger, title=f"About {word}", body=text(word), outcome=outcome)
        found[word] = made.thread.posts.get(answer_no=0)
        if outcome == "flag":
            make_post("An answer to it.", thread=made.thread, author=moderator)
            decide(found[word], "remove")
    found["waitingedittansy"] = make_post("It helped me.")
    _edit(found["waitingedittansy"], text("waitingedittansy"), "hold")
    found["formertextmyrtle"] = make_post(text("formertextmyrtle"))
    _edit(found["formertextmyrtle"], "It helped me more.", "publish")
    found["maskedlupin"] = make_post(
        "My skin has been bad for years and I sleep little.\n\nGo to Maskedlupin, stem cells, call maskedlupin.example.",
        outcome="flag", words="maskedlupin.example",
    )  # fmt: skip
    decide(found["maskedlupin"], "mask")
    found["undonehyssop"] = make_post(text("undonehyssop"), outcome="hold", words="undonehyssop")
    actions.undo(decide(found["undonehyssop"], "release"), by=other_moderator, reason="wrong")
    return found


def _edit(post: Post, body: str, outcome: str) -> None:
    actions.revise(post, title="", body=body, html=f"<p>{body}</p>", assessment=verdict(outcome, body), based_on=1)


@pytest.fixture
def readers(make_member, newcomer, member, editor, site_admin, moderator, sign_in) -> dict[str, Client]:
    """Everybody but the author. Staff read public pages like all others."""
    board_moderator = make_member("Bo", role=Role.BOARD_MODERATOR)
    signed_in = {"newcomer": newcomer, "member": member, "editor": editor, "admin": site_admin, "moderator": moderator,
                 "board moderator": board_moderator}  # fmt: skip
    return {"visitor": Client()} | {name: sign_in(Client(), one) for name, one in signed_in.items()}


def addresses(secrets: dict[str, Post], stranger, topic) -> list[str]:
    """Each address of the table, filled in with the hidden texts where it names one. The desk has its own tests."""
    kept_by_everybody(secrets.values(), author=stranger)
    draft = drafts.keep(stranger, place=f"thread:{topic.thread_id}", fields={"body": "Half heldxanthe."})
    common = {"case": Case.objects.open().first().pk, "draft": draft.pk, "notice": Notice.objects.first().pk,
              "decision": Decision.objects.first().pk}  # fmt: skip
    return addresses_of(secrets.values(), leave_out=("moderation/", "demo/"), **common)


def test_no_page_shows_a_hidden_text_to_anybody_but_its_author(secrets, readers, stranger, topic):
    asked = addresses(secrets, stranger, topic)
    for name, client in readers.items():
        for path, page in pages(client, asked):
            for word, state in SECRETS.items():
                assert word not in page, f"{path} shows the {name} a text that is {state}"


def test_no_fragment_shows_a_hidden_text(secrets, readers, stranger, topic):
    for name, client in readers.items():
        for path in (topic.get_absolute_url(), "/", "/forum/", "/search/?q=story"):
            page = client.get(path, headers={"HX-Request": "true"}).content.decode().lower()
            assert not [word for word in SECRETS if word in page], f"{path} for the {name}"


def test_no_waiting_mail_and_no_notice_of_another_holds_a_hidden_text(secrets, stranger):
    for mail in OutgoingMail.objects.filter(sent_at=None):
        assert not [word for word in SECRETS if word in f"{mail.subject} {mail.body} {mail.path}".lower()]
    for notice in Notice.objects.told().exclude(member=stranger):
        assert not [word for word in SECRETS if word in f"{notice.text} {notice.url}".lower()]


def test_nothing_that_is_told_or_mailed_holds_a_hidden_text(secrets, readers, stranger):
    """To readers who follow everything and want titles in their mails, once a day or at once."""
    others = Member.objects.exclude(pk=stranger.pk)
    keys = {f"member:{stranger.pk}", *(f"thread:{post.thread_id}" for post in secrets.values())}
    for at, reader in enumerate(others):
        Preferences.objects.create(member=reader, titles_in_mail=True)
        Follow.objects.bulk_create([Follow(member=reader, what=what) for what in keys], ignore_conflicts=True)
        choose(reader.pk, Notice.Kind.THREAD, mail=When.AT_ONCE if at % 2 else When.DAILY)
    Follow.objects.update(created_at=timezone.now() - timedelta(days=900))  # before the texts were written
    while tell_waiting():
        pass
    Digest.objects.update(due_at=timezone.now())
    write_due()
    deliver_due_mail()

    told = [row.text for reader in others for row in listing.page(reader)[0]]
    mailed = [f"{message.subject} {message.body}" for message in mail.outbox if message.to != [stranger.email]]
    assert told and mailed
    assert not [word for word in SECRETS if word in " ".join(told + mailed).lower()]


def test_the_index_holds_no_hidden_text(secrets):
    written = " ".join(f"{row.title} {row.text} {row.url} {row.note}" for row in Document.objects.all()).lower()

    assert not [word for word in SECRETS if word in written]


def test_the_author_alone_reads_them(secrets, stranger, topic):
    client = Client()
    client.force_login(stranger)
    page = client.get(topic.get_absolute_url()).content.decode().lower()

    assert "heldxanthe" in page and "returnedyarrow" in page


def test_every_mail_template_is_listed():
    folder = Path(settings.BASE_DIR, "templates")
    texts = [path for path in folder.rglob("*.txt") if path.parent.name != "messages" and path.name != "robots.txt"]
    named = {str(path.relative_to(folder)) for path in texts}

    assert named == MAIL_TEMPLATES


def test_every_writer_of_the_index_is_listed():
    found = set()
    for path in Path(settings.BASE_DIR).rglob("*.py"):
        name = str(path.relative_to(settings.BASE_DIR))
        if name.startswith((".venv", "tests", "search", "var")):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in ("write", "write_all"):
                if isinstance(node.value, ast.Name) and node.value.id == "index":
                    found.add(name)

    assert found == INDEX_WRITERS


def test_every_command_is_listed():
    found = {
        path.stem for path in Path(settings.BASE_DIR).glob("*/management/commands/*.py") if path.stem != "__init__"
    }

    assert found == set(COMMANDS)
