"""Fields that several forms share."""

import unicodedata

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import FormerName, Member
from ..names import name_key, validate_name

EMAIL_MAX_LENGTH = 254
EMAIL_ATTRIBUTES = {"autocomplete": "email", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}
CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "inputmode": "numeric", "enterkeyhint": "done"}


def plain_helper(form: forms.BaseForm) -> FormHelper:
    """The fields alone: the page writes the form's own tag, its token and its buttons."""
    helper = FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class EmailField(forms.EmailField):
    default_error_messages = {
        "required": _("Enter your e-mail address."),
        "invalid": _("Enter an e-mail address such as name@example.org."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Your e-mail address"))
        super().__init__(max_length=EMAIL_MAX_LENGTH, widget=forms.EmailInput(attrs=EMAIL_ATTRIBUTES), **kwargs)

    def clean(self, value: str) -> str:
        return Member.objects.normalize_email(super().clean(value))


class NameField(forms.CharField):
    """A pseudonym as it may be; whether it is free is the form's to ask, by free_name()."""

    default_error_messages = {"required": _("Choose a name.")}

    def __init__(self, **kwargs):
        attributes = {"autocomplete": "nickname", "autocapitalize": "none", "spellcheck": "false", "dir": "auto"}
        kwargs.setdefault("label", _("Your name on the site"))
        kwargs.setdefault(
            "help_text",
            _("Everybody can read it. Do not use your real name. Letters, numbers, spaces, dots and dashes."),
        )
        super().__init__(widget=forms.TextInput(attrs=attributes), **kwargs)

    def to_python(self, value: str) -> str:
        return unicodedata.normalize("NFC", super().to_python(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        validate_name(value)


class CodeField(forms.CharField):
    """Six digits, however they were pasted."""

    default_error_messages = {"required": _("Enter the code from the mail.")}

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("The six digits from the mail"))
        super().__init__(max_length=40, widget=forms.TextInput(attrs=CODE_ATTRIBUTES), **kwargs)

    def to_python(self, value: str) -> str:
        value = super().to_python(value)
        digits = "".join(str(unicodedata.digit(character)) for character in value if character.isdecimal())
        return digits or value


def free_name(name: str, *, holder: Member | None = None) -> str:
    """The name, if nobody but its holder has it, or had it, or one that looks like it."""
    others, before = Member.objects.named_like(name), FormerName.objects.filter(key=name_key(name))
    if holder is not None:
        others, before = others.exclude(pk=holder.pk), before.exclude(member=holder)
    if others.exists() or before.exists():
        raise ValidationError(taken())
    return name


def taken() -> str:
    return gettext("This name is taken, or looks like one that is. Choose another.")
