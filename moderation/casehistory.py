"""What a case page tells beside the case: what counts against its author, and what was decided about other texts."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from .actions.desk import AGAINST_THE_TEXT
from .models import Case, Decision, ProviderMention, Sanction

EARLIER_SHOWN = 10


def in_force(case: Case) -> dict:
    """Strikes, warnings and suspension of the author that count today."""
    if not case.author_id:
        return {}
    rows = list(Sanction.objects.in_force().filter(member=case.author_id))
    strikes = [row for row in rows if row.kind == Sanction.Kind.STRIKE]
    return {
        "strikes": len(strikes),
        "weight": sum(row.weight for row in strikes),
        "warnings": sum(row.kind == Sanction.Kind.WARN for row in rows),
    }


def earlier(case: Case, moderator, *, under_every_name: bool = False) -> QuerySet | list:
    """About other texts of the author, undone ones too; for a board moderator those of their places.

    Those under the same name as this one: a list of all would join the names that somebody writes under.
    """
    if not case.author_id:
        return []
    decisions = Decision.objects.filter(author=case.author_id)
    return _listed(decisions if under_every_name else decisions.filter(case__voice=case.voice), case, moderator)


def counted(case: Case) -> dict[str, int]:
    """How many decisions about other texts of the author stand, whatever name they were under: all, and against."""
    others = Decision.objects.standing().about_texts().filter(author=case.author_id).exclude(case=case)
    return others.aggregate(all=Count("pk"), against=Count("pk", filter=Q(act__in=AGAINST_THE_TEXT)))


def mentions(case: Case) -> QuerySet:
    return ProviderMention.objects.filter(content_type=case.content_type, object_id=case.object_id)


def about_same_provider(case: Case, moderator) -> QuerySet:
    """What was decided about other texts that speak of a provider this one speaks of."""
    mention = ProviderMention.objects.filter(
        provider__in=mentions(case).values("provider"),
        content_type=OuterRef("content_type"),
        object_id=OuterRef("object_id"),
    )
    return _listed(Decision.objects.filter(Exists(mention)), case, moderator)


def _listed(decisions: QuerySet, case: Case, moderator) -> QuerySet:
    if not moderator.is_moderator:
        decisions = decisions.filter(case__in=Case.objects.in_places_of(moderator))
    return decisions.exclude(case=case).select_related("case").order_by("-pk")[:EARLIER_SHOWN]
