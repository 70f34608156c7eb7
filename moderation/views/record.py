"""The log of what was done at the desk."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import record, sheets
from ..access import desk_required
from ..forms_record import LogForm

SHOWN = 50


@require_safe
@desk_required
def log(request: HttpRequest) -> HttpResponse:
    """Newest first, filtered as the address says; `before` is the last entry of the page before."""
    form = LogForm(request.GET)
    context = {"form": form, "section": "moderation"}
    if not form.is_valid():
        return _kept_by_nobody(render(request, "moderation/log.html", context, status=422))
    found = record.entries(request.user, form.wanted())
    if before := form.cleaned_data["before"]:
        found = found.filter(pk__lt=before)
    rows = list(found[: SHOWN + 1])
    context |= {
        "lines": record.lines(rows[:SHOWN]),
        "next": rows[SHOWN - 1].pk if len(rows) > SHOWN else None,
        "is_first": not before,
    }
    return _kept_by_nobody(render(request, "moderation/log.html", context))


@require_safe
@desk_required
def log_csv(request: HttpRequest) -> HttpResponse:
    """The filtered entries, all of them, as a table."""
    form = LogForm(request.GET)
    if not form.is_valid():
        context = {"form": form, "section": "moderation"}
        return _kept_by_nobody(render(request, "moderation/log.html", context, status=422))
    rows = record.sheet(record.entries(request.user, form.wanted()))
    response = StreamingHttpResponse(sheets.lines(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="moderation-log.csv"'
    return _kept_by_nobody(response)


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
