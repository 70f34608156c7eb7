"""Staff pages open only to a session that proved a second factor: an authenticator app, a passkey, a recovery code."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from .access import place_of, whole_page

STAFF_PAGES = ("/admin/", "/moderation/")
# Where the page after enrolling leads on to; kept in the session meanwhile.
AFTER_ENROLLING = "after_enrolling"


def is_proven(request: HttpRequest) -> bool:
    """Whether this session was opened, or confirmed later, with a second factor."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def way_to_prove(user, next_url: str) -> str:
    """The page where this member uses the second factor they have, then goes on; empty when they have none."""
    if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
        page = "mfa_reauthenticate"
    elif is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]):
        page = "mfa_reauthenticate_webauthn"
    else:
        return ""
    return _with_next(page, next_url)


def _with_next(page: str, next_url: str) -> str:
    return f"{reverse(page)}?{urlencode({'next': next_url})}"


def ask_for_proof(request: HttpRequest) -> HttpResponse | None:
    """Where staff are led whose session has shown no second factor; None for everybody else."""
    user = request.user
    if not settings.STAFF_NEEDS_SECOND_FACTOR or not user.is_authenticated or not user.is_staff or is_proven(request):
        return None
    place = place_of(request)
    return whole_page(request, way_to_prove(user, place) or _with_next("members:second_factor", place))


def count_as_proven(sender, request: HttpRequest, user, authenticator: Authenticator, **_signal) -> None:
    """Somebody added a passkey or an app, and used it in doing so: do not ask for it again a moment later."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)


class SecondFactorMiddleware:
    """Others than staff pass: the pages themselves turn them away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        way = ask_for_proof(request) if request.path.startswith(STAFF_PAGES) else None
        return way or self.get_response(request)
