"""What the log is filtered by."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from . import record
from .models import AuditEntry

GREATEST = 2**63 - 1  # what the databases take as a number
WRONG_NUMBER = {"invalid": _("Type a number."), "max_value": _("Type a number."), "min_value": _("Type a number.")}
WRONG_DATE = {"invalid": _("Type a date as 2026-05-03.")}


def _number(label: str, **given) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=GREATEST, error_messages=WRONG_NUMBER, **given
    )


def _date(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages=WRONG_DATE,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class LogForm(forms.Form):
    act = forms.ChoiceField(
        label=_("What was done (optional)"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    actor = forms.CharField(
        label=_("Who (optional)"),
        required=False,
        max_length=60,
        help_text=_("A name, or the number of a former member. Who reported is never named."),
    )
    case = _number(_("Number of the case (optional)"))
    subject = _number(_("Number of the text or thing (optional)"))
    first = _date(_("From (optional)"))
    last = _date(_("Until, that day included (optional)"))
    before = _number("", widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [("", _g("Everything"))] + [
            (act, record.act_label(act)) for act in AuditEntry.Act.values
        ]

    def clean_actor(self) -> int | None:
        name = self.cleaned_data["actor"].strip()
        if not name:
            return None
        number = record.number_of(name)
        if number is None or number > GREATEST:
            raise ValidationError(_g("Nobody has this name. Type the whole name."))
        return number

    def wanted(self) -> record.Wanted:
        return record.Wanted(**{name: value for name, value in self.cleaned_data.items() if name != "before"})
