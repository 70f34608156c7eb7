"""Passkeys."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _

from .fields import plain_helper


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What do you call this device or key? (optional)")
        self.fields["name"].max_length = 60
        signs_in = self.fields["passwordless"]
        signs_in.label = _("Let me sign in with this passkey alone")
        signs_in.help_text = _("It then asks for your finger, face or PIN. Old keys cannot do that: untick the box for them.")
        signs_in.initial = True
        self.helper = plain_helper(self)
