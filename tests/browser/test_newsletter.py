"""Updates by mail, from the wish to the stop."""

import re

import pytest
from django.core import mail
from django.test import Client

from newsletter import actions, sending
from newsletter.models import Issue, Subscriber
from tests.site.library import make_explainer

from . import both_ways

pytestmark = pytest.mark.browser


@both_ways
def test_somebody_without_an_account_gets_updates_and_stops_them_by_one_click(come, editor):
    make_explainer()
    reader = come()
    reader.opens("/articles/")
    reader.follows("Get updates in your inbox")
    reader.writes("Your e-mail address", "iris@mail.example")
    reader.chooses("Research")
    reader.presses("Send me the link")
    reader.sees_title("Look into your inbox")
    assert not Subscriber.objects.exists()

    reader.opens(re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body).group(1))
    reader.presses("Yes, send me updates")
    reader.sees_title("You are on the list")

    issue = Issue.objects.create(title="Tiny packets", introduction="One new text.")
    issue.articles.add(make_explainer("On packets", slug="packets"))
    actions.send(issue, by=editor)
    for _round in range(2):
        sending.go_on()
    received = mail.outbox[-1]
    assert "On packets" in received.body

    address = "/" + received.extra_headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.active().exists()
