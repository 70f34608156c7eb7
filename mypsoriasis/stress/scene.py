"""Who and what the races are about: members, a board, and texts that the screen lets through."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.utils import timezone

from detector import Assessment
from discussion.actions import Sent
from forum.models import Board
from members.models import TERMS_VERSION, Member

PASSED = Assessment(outcome="publish", score=0.0, act="", version="stress")


@dataclass(frozen=True)
class SignedIn:
    """What a member's request carries."""

    member: Member
    cookie: str
    csrf: str


def board() -> Board:
    return Board.objects.get_or_create(slug="stress", defaults={"name": "Stress", "description": "Races and kills."})[0]


def members(name: str, number: int) -> list[Member]:
    """Members who joined long ago and have written nothing: their counts are true from the start."""
    joined = timezone.now() - timedelta(days=200)
    made = [
        Member(
            username=f"{name} {at}",
            email=f"{name.lower()}.{at}@stress.example",
            date_joined=joined,
            agreed_at=joined,
            agreed_terms=TERMS_VERSION,
        )
        for at in range(number)
    ]
    return Member.objects.bulk_create(made)


def sign_in(member: Member) -> SignedIn:
    client, csrf = Client(), _get_new_csrf_string()
    client.force_login(member, settings.AUTHENTICATION_BACKENDS[-1])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={csrf}"
    return SignedIn(member, cookie, csrf)


def sent(author: Member, body: str, *, key: str = "", title: str = "") -> Sent:
    return Sent(author=author, title=title, body=body, key=key or str(uuid.uuid4()), assessment=PASSED)
