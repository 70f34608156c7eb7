"""Whatever a mail of the desk says on a locked screen, it tells nothing about anybody's health."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import actions
from moderation.models import Appeal, Case
from notifications.delivery import deliver_due_mail
from notifications.models import OutgoingMail
from tests.texts import ADVERT, decided

HEALTH = re.compile(
    r"psoria|skin|arthrit|cell|clinic|treat|therap|medic|doctor|dermat|disease|ill\b|pain|health|drug|cure|crisis|suicid"
    r"|harm|seller|Acme|555",
    re.IGNORECASE,
)
BODY = f"My skin has been bad for years and I sleep little.\n\n{ADVERT}"
SANCTIONS = [None, actions.Wish("warn"), actions.Wish("strike"), actions.Wish("suspend")]


@pytest.fixture
def every_kind(make_post, moderator, other_moderator, member):
    """All that the desk can tell an author: each act with each sanction, undone, appealed, answered, suspended."""
    for outcome in ("hold", "flag"):
        for act in ("release", "keep", "card", "mask", "return", "remove"):
            for wish in SANCTIONS:
                post = make_post(BODY, outcome=outcome, words="+1 202 555 0143")
                case = Case.objects.open_about(post).get()
                mild = wish is None or wish.kind == "warn"
                if act not in actions.acts_for(case) or (act in ("release", "keep", "card") and not mild):
                    continue
                made = decided(case, act=act, moderator=moderator, rule="promotion", message=BODY, sanction=wish)
                if wish is None and actions.may_appeal(made):
                    appeal = actions.appeal(made, author=post.author, text=BODY)
                    overturn = outcome == "hold"
                    actions.answer(appeal, moderator=other_moderator, overturn=overturn, reply=BODY, reason="r")
    deliver_all()
    for decision in Appeal.objects.first().decision.author.decisions_about.standing().filter(act="remove", appeal=None):
        actions.undo(decision, by=other_moderator, reason=BODY)
    reported = make_post("You are all fools.")
    actions.report(reported, reporter=member, reason="crisis", note=BODY)
    actions.withdraw(reported)
    actions.suspend(member, until=timezone.now() + timedelta(days=2), by=moderator, reason=BODY)
    actions.lift(member, by=moderator, reason=BODY)
    deliver_all()


def deliver_all() -> None:
    while deliver_due_mail():
        pass


def test_no_subject_and_no_preview_has_a_word_about_health(every_kind, mailoutbox):
    assert len(mailoutbox) > 20
    subjects = {mail.subject for mail in mailoutbox}
    for subject in subjects:
        assert not HEALTH.search(subject), subject
    # What a phone shows: the first lines, up to the link; below it stands the site's own name.
    for mail in mailoutbox:
        preview = mail.body[: mail.body.index("http")]
        assert not HEALTH.search(preview), preview
        assert "My skin" not in mail.body


def test_each_mail_leads_to_a_page_of_its_own_site(every_kind, settings):
    for mail in OutgoingMail.objects.all():
        assert mail.path.startswith("/") and not mail.path.startswith("//")
