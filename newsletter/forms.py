"""Asking for the newsletter, and choosing what is in it."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from members.models import Member


class TopicsForm(forms.Form):
    topics = forms.MultipleChoiceField(
        label=_("What would you like to read about? (optional)"),
        choices=Article.Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("If you choose none, you get all of them."),
        error_messages={"invalid_choice": _("This topic does not exist any more. Choose again.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class AskForm(TopicsForm):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"required": _("Enter your e-mail address."), "invalid": _("Enter an address like name@example.com.")},
    )
    field_order = ["email", "topics"]

    def clean_email(self) -> str:
        return Member.objects.normalize_email(self.cleaned_data["email"])
