"""How allauth makes and reads our accounts."""

from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import limits
from .models import Member

UNKNOWN = "account/email/unknown_account"
CLOSED = "members/email/closed_account"
# Mails that anybody can have sent to any address. One limit for all of them: two would tell whether
# an address has an account.
ASKED_FOR = (
    "account/email/login_code",
    UNKNOWN,
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "members/email/join_code",
)
# allauth's ids of the ways in which a member shows that it is still them.
WAYS_TO_PROVE = {
    "reauthenticate": _("Use the password"),
    "mfa_reauthenticate": _("Use a code of the app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
# allauth stops wrong second factors for five minutes.
WRONG_CODES_WAIT = 5 * 60


class MailFailed(Exception):
    """The mail server did not take a mail that the visitor waits for."""


class AccountAdapter(DefaultAccountAdapter):
    """Where a sign-in leads, what its mails cost, and our words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code we sent. Look at the newest mail and type its six digits."),
        "invalid_login": _("No member has this name. Check the spelling, or type your e-mail address."),
        "too_many_login_attempts": _("Too many wrong codes. Ask for a new one."),
        "rate_limited": _("A code was sent a moment ago. Wait a little before you ask for another."),
        "email_taken": _("This address belongs to another account. Type another."),
        "same_as_current": _("This is your address already. Type the new one."),
        "duplicate_email": _("This is your address already. Type the new one."),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return _pending_text(request) or super().get_login_redirect_url(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return _pending_text(request) or super().get_signup_redirect_url(request)

    def get_reauthentication_methods(self, user) -> list[dict]:
        """The first is what a member is asked for: a passkey, unless they set up an authenticator app."""
        methods = super().get_reauthentication_methods(user)
        methods = [method | {"description": WAYS_TO_PROVE[method["id"]]} for method in methods]
        if not is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            methods.sort(key=lambda method: method["id"] != "mfa_reauthenticate:webauthn")
        return methods

    def validation_error(self, code: str, *args) -> ValidationError:
        """An error of allauth's forms; where its limits end, our page about limits instead."""
        if code == "too_many_login_attempts":
            raise limits.Limited(WRONG_CODES_WAIT)
        return super().validation_error(code, *args)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Raises Limited, or MailFailed: without the mail the next page would wait for a code that never comes."""
        if template_prefix in ASKED_FOR:
            limits.spend(self.request, "code", key=email)
        if template_prefix == UNKNOWN and Member.objects.filter(is_active=False).with_email(email):
            # allauth looks among open accounts only.
            template_prefix = CLOSED
        context = {
            "site_name": settings.SITE_NAME,
            "contact_address": settings.CONTACT_ADDRESS,
            "minutes": settings.CODE_VALID_FOR // 60,
        } | context
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            raise MailFailed(template_prefix) from error


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator apps and passkeys show the name on the site, not the e-mail address."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the right code. Type the one that is shown now."),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def get_totp_label(self, user) -> str:
        return user.username

    def get_public_key_credential_user_entity(self, user) -> dict:
        return super().get_public_key_credential_user_entity(user) | {"name": user.username}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}

    def generate_authenticator_name(self, user, type) -> str:  # noqa: A002 - allauth's own name for it
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}


def _pending_text(request: HttpRequest) -> str:
    """Where a text goes that was written before signing in. The room that keeps it checks the cookie."""
    return resolve_url(settings.PENDING_URL) if settings.PENDING_COOKIE in request.COOKIES else ""
