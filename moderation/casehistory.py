"""What a case page tells beside the case: what counts against its author, and what was decided about other texts."""

from django.db.models import Exists, OuterRef, QuerySet

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


def earlier(case: Case, moderator) -> QuerySet | list:
    """About other texts of the author, undone ones too; for a board moderator those of their places."""
    if not case.author_id:
        return []
    return _listed(Decision.objects.filter(author=case.author_id), case, moderator)


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
