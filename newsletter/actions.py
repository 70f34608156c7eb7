"""Subscribing by double opt-in, and sending an issue once."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from moderation.models import AuditEntry

from . import letters
from .models import Issue, Subscriber


class AlreadySent(Exception):
    """Somebody sent this issue first."""


class NothingToSend(Exception):
    """None of its explainers can be read."""


def ask(email: str, topics: list[str]) -> None:
    """Mail the address a link: to confirm, or, where it gets the newsletter already, to change or stop it.

    Whoever asked learns nothing of which it was. Raises what the mail server raises.
    """
    subscriber = Subscriber.objects.active().filter(email__iexact=email).first()
    message = letters.already(subscriber) if subscriber else letters.confirm(email, topics)
    message.send()


def confirm(email: str, topics: list[str]) -> Subscriber:
    """The owner of the address wants it. Twice is once; a stopped subscription begins again."""
    try:
        with transaction.atomic():
            return Subscriber.objects.create(email=email, topics=topics)
    except IntegrityError:
        subscriber = Subscriber.objects.get(email__iexact=email)
        Subscriber.objects.filter(pk=subscriber.pk).update(topics=topics, stopped_at=None)
        return subscriber


def choose(subscriber: Subscriber, topics: list[str]) -> None:
    Subscriber.objects.filter(pk=subscriber.pk).update(topics=topics)


def send(issue: Issue, *, by) -> None:
    """Give the issue its number and hand it to the worker. Raises AlreadySent, NothingToSend.

    Of two who send it at once, one is told: the number is unique, and the row moves by a conditional UPDATE.
    """
    articles = issue.readable_articles()
    if not articles:
        raise NothingToSend
    subscribers = Subscriber.objects.active().count_who_want(articles)
    try:
        with transaction.atomic():
            number = (Issue.objects.aggregate(last=Max("number"))["last"] or 0) + 1
            waiting = Issue.objects.filter(pk=issue.pk, sent_at=None)
            if not waiting.update(number=number, sent_at=timezone.now(), sent_by=by):
                raise AlreadySent
            AuditEntry.objects.append(
                AuditEntry.Act.NEWSLETTER_SENT,
                actor=by,
                subject=issue,
                details={"number": number, "title": issue.title, "subscribers": subscribers},
            )
    except IntegrityError as error:
        raise AlreadySent from error
    issue.refresh_from_db()
