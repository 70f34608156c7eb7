"""What a decision would do to a case, told before it is done; and why it cannot be done."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import actions
from .actions import Order
from .models import Case, Decision, Sanction

Act = Decision.Act
REFUSALS = (actions.AlreadyDecided, actions.Claimed, actions.NotYours, actions.NotAllowed)


@dataclass(frozen=True)
class Foreseen:
    """will: what happens, in a sentence; cannot: why nothing does. One of them is empty.

    beside: what else happens. masked: the text that would stay. message: what its author reads.
    """

    case: Case
    version: int
    will: str = ""
    cannot: str = ""
    beside: tuple[str, ...] = ()
    masked: str = ""
    message: str = ""


def foresee(case: Case, order: Order, *, moderator) -> Foreseen:
    try:
        masked = actions.check(case, order, moderator=moderator)
    except REFUSALS as refusal:
        return Foreseen(case, order.version, cannot=why_not(case, order, refusal))
    return done(case, order, masked=masked["body"] if masked else "")


def done(case: Case, order: Order, *, masked: str = "") -> Foreseen:
    will, also = consequence(case, order.act), beside(order)
    return Foreseen(case, order.version, will=will, beside=also, masked=masked, message=order.message)


def beside(order: Order) -> tuple[str, ...]:
    """What happens to the author and to the thread."""
    said = []
    if wish := order.sanction:
        said.append(
            {
                Sanction.Kind.WARN: _("Its author is warned."),
                Sanction.Kind.STRIKE: _("Its author gets a strike of weight %(weight)d."),
                Sanction.Kind.SUSPEND: _("Its author cannot write for %(days)d days."),
            }[wish.kind]
            % {"weight": wish.weight, "days": wish.days}
        )
    if order.thread_act:
        said.append(
            {
                Decision.ThreadAct.LOCK: _("Its thread takes no new replies."),
                Decision.ThreadAct.SLOW: _("Its thread is slowed down: for a while members may write once an hour."),
            }[order.thread_act]
        )
    return tuple(said)


def consequence(case: Case, act: str) -> str:
    if case.is_proposal:
        return {
            Act.RELEASE: _("The edit replaces the visible text."),
            Act.RETURN: _("The edit goes back to its author. The old text stays visible."),
            Act.REMOVE: _("The edit is dropped. The old text stays visible."),
        }[act]
    return {
        Act.RELEASE: _("Everybody can read it."),
        Act.CARD: (
            _("Everybody can read it, and the thread shows what is approved.")
            if case.is_hidden
            else _("It stays as it is, and the thread shows what is approved.")
        ),
        Act.KEEP: _("It stays as it is."),
        Act.MASK: _("Only its author sees it, until they agree to the text without the seller."),
        Act.RETURN: _("Only its author sees it, until they have changed it."),
        Act.REMOVE: (
            _("Everybody sees a line that it was removed, and the rule.")
            if case.subject is not None and case.subject.leaves_a_line
            else _("Nobody sees that it was ever there. Its author reads what was decided.")
        ),
    }[act]


def why_not(case: Case, order: Order, refusal: Exception) -> str:
    """The refusal in words for the moderator."""
    if isinstance(refusal, actions.Claimed):
        return why_claimed(refusal)
    if isinstance(refusal, (actions.NotAllowed, actions.NotYours)):
        return str(refusal)
    if not case.is_open:
        return _("It was decided meanwhile.")
    if order.version != case.version:
        return _("Its author changed the text after you chose it. Read it again.")
    if actions.only_worries(case):
        return _("Nothing is said against this text: somebody is worried about its author.")
    if case.is_proposal:
        return _("An edit waits here. It can be released, returned or removed.")
    if case.is_hidden:
        return _("The text is hidden. Release it instead of leaving it as it is.")
    return _("The text is visible already. Leave it as it is instead of releasing it.")


def why_claimed(refusal: actions.Claimed) -> str:
    since = date_format(timezone.localtime(refusal.since), "H:i")
    return _("%(name)s has worked on it since %(time)s.") % {"name": refusal.holder, "time": since}
