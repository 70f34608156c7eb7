"""Unsubscribing by one click (RFC 8058): a signed token in each mail names what may stop, and for whom.

A room that sends mail of its own registers a `Stoppable` with `add()`, writes the headers of `headers_for()` into its
mails, and the address of `url_for()` at their end. A token needs no sign-in and never expires: mails are read late.
"""

from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.urls import reverse

# Neither character of a token is broken by a mail program that finds the address in plain text.
_signer = signing.Signer(salt="notifications.unsubscribe", sep=".")
_stoppables: dict[str, "Stoppable"] = {}


class BadToken(Exception):
    """Not a token of ours, or of something that is not sent any more."""


class Stoppable:
    """A kind of mail that can be stopped. what: as `mail:answer`; whom: as the sender of the mail names them.

    Each must hold when it is done twice, and for somebody who is no longer there.
    """

    def name(self, what: str, whom: str) -> str:
        """The mails in words that go on a sentence: "We will no longer send you …". Raises BadToken."""
        raise NotImplementedError(f"{type(self).__name__}.name")

    def is_stopped(self, what: str, whom: str) -> bool:
        raise NotImplementedError(f"{type(self).__name__}.is_stopped")

    def stop(self, what: str, whom: str) -> str:
        """Stop it at once. Returns what resume() needs to put back what was; nothing when it had stopped before."""
        raise NotImplementedError(f"{type(self).__name__}.stop")

    def resume(self, what: str, whom: str, before: str) -> None:
        """Undo. before: what stop() returned, as a browser sent it back: it may hold anything."""
        raise NotImplementedError(f"{type(self).__name__}.resume")


def add(kind: str, stoppable: Stoppable) -> None:
    """kind: the first word of its `what`, as `mail` or `newsletter`."""
    _stoppables[kind] = stoppable


def token_for(what: str, whom: object) -> str:
    """The right to stop this, for one person or address."""
    return _signer.sign_object([what, str(whom)])


def url_for(what: str, whom: object) -> str:
    return urljoin(settings.SITE_URL, reverse("notifications:unsubscribe", args=[token_for(what, whom)]))


def headers_for(what: str, whom: object) -> dict[str, str]:
    """By them mail programs offer a button of their own, which sends a POST."""
    return {"List-Unsubscribe": f"<{url_for(what, whom)}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def read(token: str) -> tuple[Stoppable, str, str]:
    """What the token may stop, and its `what` and `whom`. Raises BadToken."""
    try:
        what, whom = _signer.unsign_object(token)
        return _stoppables[what.partition(":")[0]], what, whom
    except (signing.BadSignature, ValueError, KeyError) as wrong:
        raise BadToken from wrong
