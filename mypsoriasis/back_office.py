"""What of other packages' admin pages stays: nobody needs to read members' secrets and addresses there."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest


class AuthenticatorAdmin(admin.ModelAdmin):
    """Somebody who lost their phone and their codes needs it deleted. Its secret is for no one's eyes."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    list_filter = ["type"]
    search_fields = ["user__username"]
    fields = readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return False


def narrow() -> None:
    """Run after every room and package has registered its models."""
    # Roles are made by the site (members/roles.py); sessions show where members were. A member's address is changed on
    # the member's own page, where each look leaves an audit entry.
    for model in (Group, UserSession, EmailAddress, Authenticator):
        if admin.site.is_registered(model):
            admin.site.unregister(model)
    admin.site.register(Authenticator, AuthenticatorAdmin)
