"""Who may enter the desk, and the only way in which staff read hidden texts."""

from collections.abc import Callable, Iterable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from members.access import member_required
from members.models import Member, Role

from .models import Appeal, AuditEntry, Case, Moderated, ModeratorScope, Report, Version

View = Callable[..., HttpResponse]


def _only(allowed: Callable[[Member], bool]) -> Callable[[View], View]:
    """For others the page does not exist: 404, not 403, says nothing about what is in it."""

    def decorator(view: View) -> View:
        @wraps(view)
        @member_required
        def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not allowed(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return wrapped

    return decorator


def at_desk(member: Member) -> bool:
    """A moderator of the site, or of some boards."""
    return member.is_moderator or member.is_board_moderator


def looks_after(member: Member, place_key: str) -> bool:
    """A moderator of the site, or of this place."""
    here = ModeratorScope.objects.filter(member=member, place_key=place_key)
    return member.is_moderator or (member.is_board_moderator and here.exists())


# Pages about cases, which the view reads through in_places_of(): a board moderator sees those of their places.
desk_required = _only(at_desk)
# Pages about the whole site.
moderator_required = _only(lambda member: member.is_moderator)


def moderators() -> QuerySet[Member]:
    """Those who look after all places; the same as Member.is_moderator, of many rows."""
    has_role = Q(is_superuser=True) | Q(groups__name__in=[Role.MODERATOR, Role.ADMIN])
    return Member.objects.filter(has_role, is_active=True, is_staff=True).distinct()


def on_duty(case: Case) -> QuerySet[Member]:
    """Those who may decide about the case."""
    here = Q(
        groups__name=Role.BOARD_MODERATOR, moderated_places__place_key=case.place_key, is_active=True, is_staff=True
    )
    desk = Member.objects.filter(here | Q(pk__in=moderators().values("pk"))).exclude(pk=case.author_id)
    text = case.content_type_id, case.object_id
    reporters = Report.objects.of_text(*text).exclude(reporter=None).values("reporter")
    losers = Appeal.objects.lost_about(*text).exclude(decision__moderator=None).values("decision__moderator")
    return desk.exclude(pk__in=reporters).exclude(pk__in=losers).distinct()


def admins_on_duty(case: Case) -> QuerySet[Member]:
    return on_duty(case).filter(Q(is_superuser=True) | Q(groups__name=Role.ADMIN))


def public_ones(subjects: Iterable[Moderated]) -> set[Moderated]:
    """Those whose public version everybody can read now: one question to the database for each kind of text."""
    every = set(subjects)
    found: set[Moderated] = set()
    for kind in {type(subject) for subject in every}:
        mine = {subject.pk: subject for subject in every if type(subject) is kind}
        readable = kind.objects.readable_by(AnonymousUser()).filter(pk__in=mine)
        found |= {mine[pk] for pk in readable.values_list("pk", flat=True)}
    return found


def for_desk(case: Case, moderator) -> list[Version]:
    """All versions of the text in question, newest first. Each look at one that is not public is an audit entry."""
    of_text = Version.objects.filter(content_type=case.content_type, object_id=case.object_id)
    versions, subject = list(of_text.order_by("-number")), case.subject
    public = subject.version if versions and subject is not None and public_ones([subject]) else None
    if any(version.number != public for version in versions):
        details = {"version": case.version}
        with transaction.atomic():
            AuditEntry.objects.append(
                AuditEntry.Act.LOOKED, actor=moderator, case=case, subject=subject, details=details
            )
    return versions
