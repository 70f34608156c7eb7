"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from moderation.access import at_desk
from moderation.models import Case
from notifications.listing import unread_count


def site(request: HttpRequest) -> dict:
    """A visitor's page asks the database for nothing here: without a session nobody is signed in."""
    context = {
        "site_name": settings.SITE_NAME,
        "contact_address": settings.CONTACT_ADDRESS,
        "is_demo": settings.DEMO,
        "user_is_member": False,
    }
    user = getattr(request, "user", None)
    if user is None or settings.SESSION_COOKIE_NAME not in request.COOKIES or not user.is_authenticated:
        return context
    context["user_is_member"] = True
    context["unread_notices"] = SimpleLazyObject(lambda: unread_count(user))
    if at_desk(user):
        context["desk_open_cases"] = SimpleLazyObject(Case.objects.to_decide(user).count)
    return context
