"""The form of an appeal."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from .models.appeal import LONGEST


class AppealForm(forms.Form):
    """In the member's own words. `body` is the name under which a page that must refuse keeps what was typed."""

    body = forms.CharField(
        label=_("Why should somebody look again?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_("In your own words. What did you want to say? What did we get wrong?"),
        error_messages={
            "required": _("Write why somebody should look again. A sentence is enough."),
            "max_length": _("Write at most %(limit_value)d characters. You have %(show_value)d."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
