"""What a member's request carries, made without signing in by mail."""

from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from members.models import Member


def sign_in(member: Member) -> tuple[str, str]:
    """The cookies of a new session, and the token of its forms."""
    client, csrf = Client(), _get_new_csrf_string()
    client.force_login(member, settings.AUTHENTICATION_BACKENDS[-1])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={csrf}", csrf
