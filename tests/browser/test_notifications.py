"""Somebody follows a topic, chooses a mail a day, gets it in the morning, and stops it by the link in it."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from discussion.models import Post
from notifications.delivery import deliver_due_mail
from notifications.digests import write_due
from notifications.models import Digest, When
from notifications.telling import tell_waiting

from . import both_ways

pytestmark = pytest.mark.browser


def the_worker_comes(*, in_the_morning: bool = False) -> None:
    while tell_waiting():
        pass
    if in_the_morning:
        Digest.objects.update(due_at=timezone.now())
        write_due()
    deliver_due_mail()


def mails_to(member) -> list:
    return [message for message in mail.outbox if message.to == [member.email]]


def link_in(message, kind: str) -> str:
    return re.search(rf"https?://[^/\s]+(/{kind}/\S+)", message.body)[1]


@both_ways
def test_a_digest_arrives_with_what_is_new_and_a_click_stops_it(come, topic, make_post, member, stranger):
    asker = come(member)
    asker.opens("/settings/")
    asker.follows("Choose what you are told")
    group = asker.page.get_by_role("group", name="Somebody replies to your question")
    group.get_by_label("E-mail").select_option("Once a day, all in one")
    asker.presses("Save changes")
    asker.sees("Your changes are saved.")

    first = make_post("Twelve weeks helped me.", author=stranger)
    make_post("And what of the comb?", author=stranger)
    the_worker_comes()
    assert mails_to(member) == []
    the_worker_comes(in_the_morning=True)
    (message,) = mails_to(member)
    assert "2 replies to your question" in message.body
    asker.opens(link_in(message, "posts"))
    asker.is_at(f"{topic.get_absolute_url()}#post-{first.pk}")

    # The link opens in a browser that knows nothing of the member.
    elsewhere = come()
    elsewhere.opens(link_in(message, "unsubscribe"))
    elsewhere.sees("You get the mail with the news of the day.")
    elsewhere.presses("Stop these mails")
    elsewhere.sees("We will no longer send you the mail with the news of the day.")
    make_post("One more.", author=stranger)
    the_worker_comes(in_the_morning=True)
    assert len(mails_to(member)) == 1

    elsewhere.presses("Undo: send them again")
    elsewhere.sees("We will send you the mail with the news of the day, as before.")
    asker.opens("/settings/notifications/")
    assert group.get_by_label("E-mail").input_value() == When.DAILY


def test_a_mail_program_stops_mails_by_a_post_without_cookies(come, make_post, member):
    make_post("Twelve weeks helped me.")
    the_worker_comes()
    (message,) = mails_to(member)
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    program = Client(enforce_csrf_checks=True)
    assert program.post(link_in(message, "unsubscribe"), {"List-Unsubscribe": "One-Click"}).status_code == 200
    make_post("And one more.")
    the_worker_comes()
    assert len(mails_to(member)) == 1
    asker = come(member)
    asker.opens("/notifications/")
    asker.sees("2 new replies in “Light therapy on the scalp?”")


@both_ways
def test_replies_stand_in_one_row_are_read_and_muted(come, topic, make_post, member):
    for number in range(3):
        make_post(f"Reply number {number}.")
    the_worker_comes()
    asker = come(member)
    asker.opens("/notifications/")
    asker.sees("3 new replies in “Light therapy on the scalp?”")
    asker.presses("Read it")
    asker.is_at(f"{topic.get_absolute_url()}#post-{Post.objects.get(answer_no=1).pk}")

    asker.opens("/notifications/")
    asker.presses("Mute this")
    asker.sees("Muted. You will hear no more of it.")
    make_post("Nobody tells Marie.")
    the_worker_comes()
    asker.opens("/notifications/")
    asker.does_not_see("Mark all as read")
    asker.presses("Hear of it again")
    asker.sees("You will hear of it again.")
