"""Members' mails can be stopped by the link in them: one kind, or all that come as one digest."""

from django.contrib.auth import get_user_model

from . import choices, words
from .models import DIGESTS, MAILED, When
from .unsubscribe import BadToken, Stoppable


class ChosenMail(Stoppable):
    """what: `mail:answer`, or `mail:daily` for all that is mailed once a day. whom: the member's number."""

    def name(self, what: str, whom: str) -> str:
        try:
            return str(words.MAILS[_of(what)])
        except KeyError:
            raise BadToken from None

    def is_stopped(self, what: str, whom: str) -> bool:
        return not self._running(what, whom)

    def stop(self, what: str, whom: str) -> str:
        stopped = self._running(what, whom)
        for one in stopped:
            choices.choose(int(whom), one.partition("=")[0], mail=When.NEVER)
        return ",".join(stopped)

    def _running(self, what: str, whom: str) -> list[str]:
        """The kinds that are mailed, each as `answer=daily`."""
        chosen = choices.all_of(int(whom)).items() if _is_member(whom) else ()
        return [f"{kind}={choice.mail}" for kind, choice in chosen if _meant(what, kind, choice.mail)]

    def resume(self, what: str, whom: str, before: str) -> None:
        if not _is_member(whom):
            return
        for one in before.split(",")[: len(MAILED)]:
            kind, _sign, when = one.partition("=")
            if kind in MAILED and when in When.values and _meant(what, kind, when):
                choices.choose(int(whom), kind, mail=when)
        choices.reschedule(get_user_model().objects.get(pk=whom))


def _of(what: str) -> str:
    return what.partition(":")[2]


def _meant(what: str, kind: str, when: str) -> bool:
    """Does a token for `what` speak of this kind, when it is mailed like that?"""
    if when == When.NEVER:
        return False
    return when == _of(what) if _of(what) in DIGESTS else kind == _of(what)


def _is_member(whom: str) -> bool:
    return get_user_model().objects.filter(pk=whom).exists()
