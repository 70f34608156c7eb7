"""Who and what the races are about: members, a board, and texts that the screen lets through."""

import uuid
from datetime import timedelta

from django.utils import timezone

from detector import Assessment
from discussion.actions import Sent
from forum.models import Board
from members.models import TERMS_VERSION, Member

PASSED = Assessment(outcome="publish", score=0.0, act="", version="stress")


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


def sent(author: Member, body: str, *, key: str = "", title: str = "") -> Sent:
    return Sent(author=author, title=title, body=body, key=key or str(uuid.uuid4()), assessment=PASSED)
