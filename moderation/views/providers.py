"""A provider of the list: all that speaks of it, and the alert that its voices may belong together."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from .. import mentions, searching, timeline
from ..access import desk_required, moderator_required
from ..models import Provider, ProviderAlert

TEXTS_SHOWN = 50


@require_safe
@never_cache
@desk_required
def provider(request: HttpRequest, pk: int) -> HttpResponse:
    """Texts, accounts and cases of one provider; the chosen cases are decided together on the page of groups."""
    found = get_object_or_404(Provider, pk=pk)
    last = None
    if "after" in request.GET:
        last = get_object_or_404(found.mentions, pk=_number(request.GET["after"]))
    heard = timeline.voices(timeline.before(found.mentions.all(), last)[: TEXTS_SHOWN + 1], request.user)
    shown = heard[:TEXTS_SHOWN]
    timeline.look(shown, provider=found, moderator=request.user)
    context = {
        "provider": found,
        "alert": next((alert for alert in mentions.open_alerts(request.user) if alert.provider_id == found.pk), None),
        "voices": shown,
        "searching": searching.goes_on(found),
        "accounts": timeline.accounts(shown),
        "can_choose": any(voice.can_choose for voice in shown),
        "more_after": shown[-1].mention.pk if len(heard) > TEXTS_SHOWN else None,
        "is_first": last is None,
        "section": "moderation",
    }
    return render(request, "moderation/provider.html", context)


@require_POST
@moderator_required
def close_alert(request: HttpRequest, pk: int) -> HttpResponse:
    """A moderator has looked at the voices. Somebody else may have done so first."""
    alert = get_object_or_404(ProviderAlert.objects.select_related("provider"), pk=pk)
    if mentions.close(alert, by=request.user):
        messages.success(request, _("The alert is closed. Only what is written from now on can raise another one."))
    else:
        messages.info(request, _("The alert was closed before."))
    return redirect("moderation:provider", alert.provider_id)


def _number(text: str) -> int | None:
    """Nothing where it is no number that a row could have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
