"""Who may decide about a case: of their places, and with no side taken in it."""

from django.utils.translation import gettext as _

from ..models import Appeal, Case, Report


class NotYours(Exception):
    """Nobody decides about their own text, one they reported or one about which they lost an appeal, nor elsewhere.

    The message says which, in words for the moderator.
    """


def may_decide(case: Case, moderator) -> bool:
    return Case.objects.filter(pk=case.pk).in_places_of(moderator).impartial(moderator).exists()


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
    return _("It is in a place that you do not look after.")
