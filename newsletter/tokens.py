"""Links in mails. Who holds one has read the mailbox: they may confirm, or manage what comes there."""

from django.core import signing

from .models import Subscriber

CONFIRM_FOR = 7 * 24 * 3600  # seconds
_confirm = signing.TimestampSigner(salt="newsletter.confirm")
_manage = signing.Signer(salt="newsletter.manage")


class BadLink(Exception):
    """Not a link of ours, or too old."""


def confirm_token(email: str, topics: list[str]) -> str:
    """The wish itself travels in the link, so that nothing is stored of an address whose owner never confirms."""
    return _confirm.sign_object([email, topics])


def wish_in(token: str) -> tuple[str, list[str]]:
    """Address and topics of a confirm link. Raises BadLink."""
    try:
        email, topics = _confirm.unsign_object(token, max_age=CONFIRM_FOR)
    except (signing.BadSignature, ValueError) as wrong:
        raise BadLink from wrong
    return email, topics


def manage_token(subscriber: Subscriber) -> str:
    """Never expires: mails are read late. It names the address too, which a number given anew would not fit."""
    return _manage.sign_object([subscriber.pk, subscriber.email])


def subscriber_in(token: str) -> Subscriber:
    """Raises BadLink, also when the subscriber is forgotten."""
    try:
        pk, email = _manage.unsign_object(token)
    except (signing.BadSignature, ValueError) as wrong:
        raise BadLink from wrong
    subscriber = Subscriber.objects.filter(pk=pk, email=email).first()
    if subscriber is None:
        raise BadLink
    return subscriber
