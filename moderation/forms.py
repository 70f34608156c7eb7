"""The form of a decision."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .actions.desk import Order, acts_for
from .models import Case, Decision, Rule


class DecisionForm(forms.Form):
    act = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision."), "invalid_choice": _("Choose a decision.")},
    )
    rule = forms.ChoiceField(label=_("Rule"), required=False)
    reason = forms.CharField(
        label=_("Reason, for the log"),
        max_length=500,
        error_messages={"required": _("Say in a few words why.")},
    )
    message = forms.CharField(
        label=_("Message to the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("The author reads this beside the rule. Say what would make the text fine."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        labels = dict(Decision.Act.choices)
        self.fields["act"].choices = [(act, labels[act]) for act in acts_for(case)]
        self.fields["rule"].choices = [("", _("No rule"))] + list(Rule.choices)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def order(self) -> Order:
        return Order(**self.cleaned_data)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("act") in (Decision.Act.REMOVE, Decision.Act.RETURN, Decision.Act.MASK):
            if not cleaned.get("rule"):
                self.add_error("rule", _g("Name the rule. The author will read it."))
            if not cleaned.get("message", "").strip():
                self.add_error("message", _g("Tell the author what to change, or why it cannot stay."))
        return cleaned
