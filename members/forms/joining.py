"""Joining: the same few questions for everybody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import CodeField, EmailField, NameField, free_name, plain_helper


class JoinForm(forms.Form):
    email = EmailField(help_text=_("We send a code there. Nobody on the site can see it."))
    username = NameField()
    consent = forms.BooleanField(
        label=_("MyPsoriasis may keep and show what I write here about my health"),
        help_text=_("We ask because what people write here often says something about their health."),
        error_messages={"required": _("Without your yes we cannot keep what you write. Tick the box to go on.")},
    )
    sixteen = forms.BooleanField(
        label=_("I am 16 or older"),
        error_messages={"required": _("You must be 16 or older to join. Reading is open to everybody.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = plain_helper(self)

    def clean_username(self) -> str:
        return free_name(self.cleaned_data["username"])


class CodeForm(forms.Form):
    code = CodeField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = plain_helper(self)
