"""Who may enter the desk, and the only way in which staff read hidden texts."""

from collections.abc import Callable
from functools import wraps

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from members.access import member_required

from .models import AuditEntry, Case, Version


def moderator_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For others the desk does not exist: 404, not 403, says nothing about what is in it."""

    @wraps(view)
    @member_required
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_moderator:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def for_desk(case: Case, moderator) -> list[Version]:
    """All versions of the text in question, newest first. Each look at a hidden one is an audit entry."""
    versions = list(
        Version.objects.filter(content_type=case.content_type, object_id=case.object_id).order_by("-number")
    )
    if case.is_hidden or case.reports_count or len(versions) > 1:
        with transaction.atomic():
            AuditEntry.objects.append(
                AuditEntry.Act.LOOKED, actor=moderator, case=case, subject=case.subject, details={"version": case.version}
            )
    return versions
