"""Joining by a code. One way for all: whether the address has an account shows only in its mailbox.

What the visitor typed waits in their session. The account is made when the code came back, so that
nobody can take a name, or agree to anything, with an address that is not theirs.
"""

import secrets
import time
from datetime import UTC, datetime

from allauth.account.adapter import get_adapter
from allauth.account.utils import complete_signup, get_next_redirect_url, perform_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import actions, limits
from .models import Member

SESSION_KEY = "members.joining"


class Joining:
    """What one visitor gave, and the code on its way to them."""

    def __init__(self, request: HttpRequest, state: dict):
        self.request = request
        self.state = state

    @classmethod
    def current(cls, request: HttpRequest) -> "Joining | None":
        state = request.session.get(SESSION_KEY)
        return cls(request, state) if state else None

    @classmethod
    def begin(cls, request: HttpRequest, *, email: str, username: str) -> "Joining":
        """Keep what was typed, then mail the code. An address proven a moment ago need not prove itself again."""
        before = cls.current(request)
        joining = cls(request, {"email": email, "username": username, "agreed_at": time.time()})
        joining.state["next"] = get_next_redirect_url(request) or ""
        if before and before.is_proven and before.email == email:
            joining.state["proven_at"] = before.state["proven_at"]
        joining._keep()
        if not joining.is_proven:
            joining.send_code()
        return joining

    @property
    def email(self) -> str:
        return self.state["email"]

    @property
    def username(self) -> str:
        return self.state["username"]

    @property
    def is_proven(self) -> bool:
        return time.time() - self.state.get("proven_at", 0) < settings.CODE_VALID_FOR

    def send_code(self) -> None:
        """Mail a new code; the one before is void from then on. Raises Limited or MailFailed."""
        adapter = get_adapter(self.request)
        code = adapter.generate_login_code()
        member = Member.objects.with_email(self.email)
        adapter.send_mail("members/email/join_code", self.email, {"code": code, "member": member})
        self.state |= {"proof": self._proof(code), "sent_at": time.time(), "tries": 0}
        self._keep()

    def problem_with(self, code: str) -> str:
        """Why this code does not do, in words for beside the field; nothing when it proves the address."""
        if time.time() - self.state.get("sent_at", 0) > settings.CODE_VALID_FOR:
            return _("This code is too old. Ask for a new one.")
        if self.state["tries"] >= settings.CODE_TRIES:
            return _("Too many wrong codes. Ask for a new one.")
        limits.spend(self.request, "guess", key=self.state["proof"])
        if secrets.compare_digest(self.state["proof"], self._proof(code)):
            self.state["proven_at"] = time.time()
            self._keep()
            return ""
        self.state["tries"] += 1
        self._keep()
        if self.state["tries"] >= settings.CODE_TRIES:
            return _("Too many wrong codes. Ask for a new one.")
        return str(get_adapter(self.request).error_messages["incorrect_code"])

    def finish(self) -> HttpResponse:
        """Sign in to the account of this address, which is made if there is none. Raises NameTaken."""
        member = Member.objects.with_email(self.email)
        is_new = member is None
        if is_new:
            member = actions.join(
                username=self.username,
                email=self.email,
                agreed_at=datetime.fromtimestamp(self.state["agreed_at"], UTC),
                language=get_language() or settings.LANGUAGE_CODE,
            )
        else:
            actions.confirm_address(member, self.email)
        next_url = self.state["next"] or None
        self.request.session.pop(SESSION_KEY)
        if is_new:
            return complete_signup(self.request, member, settings.ACCOUNT_EMAIL_VERIFICATION, next_url)
        return perform_login(self.request, member, redirect_url=next_url, email=self.email)

    def _proof(self, code: str) -> str:
        """What the session keeps instead of the code."""
        return salted_hmac(SESSION_KEY, f"{self.email}:{code}", algorithm="sha256").hexdigest()

    def _keep(self) -> None:
        self.request.session[SESSION_KEY] = self.state
