"""Who may decide about a case: of their places, and with no side taken in it."""

from django.utils.translation import gettext as _

from ..models import Appeal, Case, Report


class NotYours(Exception):
    """Nobody decides about their own text, one they reported or one about which they lost an appeal, nor elsewhere.

    The message says which, in words for the moderator.
    """


def may_decide(case: Case, moderator) -> bool:
    return Case.objects.filter(pk=case.pk).in_places_of(moderator).impartial(moderator).exists()


def may_answer(waiting: Appeal, moderator) -> bool:
    """Somebody other than who decided. An admin counts: where there is one moderator only, an admin answers."""
    return may_decide(waiting.decision.case, moderator) and waiting.decision.moderator_id != moderator.pk


def may_work_on(case: Case, moderator) -> bool:
    """Decide it, or answer one of the appeals that wait in it and come before any decision."""
    if not may_decide(case, moderator):
        return False
    waiting = case.appeals.waiting()
    return waiting.exclude(decision__moderator=moderator).exists() or not waiting.exists()


def refuse_unless_theirs(case: Case, moderator) -> None:
    """Raise NotYours where may_decide() says no."""
    if not may_decide(case, moderator):
        raise NotYours(why_not_theirs(case, moderator))


def why_not_theirs(case: Case, moderator) -> str:
    """What stands between somebody at the desk and a case that they may not decide."""
    if case.author_id == moderator.pk:
        return _("It is about your own text. Another moderator decides about it.")
    text = case.content_type_id, case.object_id
    if Report.objects.of_text(*text).filter(reporter=moderator).exists():
        return _("You reported that text. Another moderator decides about it.")
    if Appeal.objects.lost_about(*text).filter(decision__moderator=moderator).exists():
        return _("An appeal overturned your decision about that text. Another moderator decides about it now.")
    if not may_decide(case, moderator):
        return _("It is in a place that you do not look after.")
    return _("You made the decision that is appealed. Another moderator answers.")
