"""allauth's forms around a code, in our words and within our limits."""

from allauth.account import forms as allauth
from allauth.core import context
from django import forms
from django.utils.translation import gettext_lazy as _

from .. import limits
from ..actions import know_address
from ..models import Member
from .fields import EMAIL_MAX_LENGTH, CodeField, EmailField, plain_helper

# What was typed into the sign-in form, for the page after it: of a name it must not show the address.
TYPED = "signing_in_as"


class SignInForm(allauth.LoginForm):
    """An e-mail address or a name; the code goes to the address of the account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Your e-mail address, or your name on the site"),
            max_length=EMAIL_MAX_LENGTH,
            widget=forms.TextInput(
                attrs={"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
            ),
            error_messages={"required": _("Enter your e-mail address or your name on the site.")},
        )
        self.helper = plain_helper(self)

    def user_credentials(self) -> dict:
        """allauth asks this twice: to find the account, and to know where the code goes."""
        typed = self.cleaned_data["login"]
        if "@" in typed:
            return {"email": Member.objects.normalize_email(typed)}
        # Names are public, so to say that nobody has this one gives nothing away.
        member = Member.objects.named_like(typed).filter(is_active=True).exclude(email="").first()
        return {"email": member.email} if member else {}

    def clean(self) -> dict:
        cleaned_data = super().clean()
        if self.user:
            know_address(self.user)
        return cleaned_data

    def login(self, request, redirect_url=None):
        request.session[TYPED] = self.cleaned_data["login"]
        return super().login(request, redirect_url)


class _CodeForm:
    """Guesses are counted for each code, so that many windows at once give no more tries than one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField()
        self.helper = plain_helper(self)

    def clean_code(self) -> str:
        session = context.request.session.session_key
        limits.spend(context.request, "guess", key=f"{session}:{self.expected_code}")
        return super().clean_code()


class SignInCodeForm(_CodeForm, allauth.ConfirmLoginCodeForm):
    pass


class EmailCodeForm(_CodeForm, allauth.ConfirmEmailVerificationCodeForm):
    pass


class NewEmailForm(allauth.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField(
            label=_("Your new e-mail address"), help_text=_("We send a code there. Until you type it nothing changes.")
        )
        self.helper = plain_helper(self)
