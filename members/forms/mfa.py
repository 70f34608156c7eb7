"""Passkeys, and codes of an app."""

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _

from .fields import CodeField, plain_helper


class _ProofForm:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField(
            label=_("The code in the app, or a recovery code"), error_messages={"required": _("Enter a code.")}
        )


class SecondFactorForm(_ProofForm, AuthenticateForm):
    pass


class SecondFactorAgainForm(_ProofForm, ReauthenticateForm):
    pass


class SetUpAppForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField(
            label=_("The six digits in the app"), error_messages={"required": _("Enter the code that the app shows.")}
        )


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What do you call this device or key? (optional)")
        self.fields["name"].max_length = 60
        signs_in = self.fields["passwordless"]
        signs_in.label = _("Let me sign in with this passkey alone")
        signs_in.help_text = _(
            "It then asks for your finger, face or PIN. Old keys cannot do that: untick the box for them."
        )
        signs_in.initial = True
        self.helper = plain_helper(self)
