"""Forms of the queue: which cases are shown, a name for that view, and one decision about several cases."""

from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .actions import Order
from .actions.desk import AGAINST_THE_TEXT, acts_for
from .models import Case, Decision, Provider, Rule, SavedFilter

TABS = {
    "all": _("All"),
    "held": _("Held"),
    "flagged": _("Flagged"),
    "reported": _("Reported"),
    "appeals": _("Appeals"),
    "mine": _("Mine"),
    "skipped": _("Skipped"),
}


class QueueForm(forms.Form):
    """What the address says about the view of the queue."""

    show = forms.ChoiceField(choices=list(TABS.items()), required=False)
    place = forms.CharField(max_length=100, required=False)
    provider = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    after = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)

    @property
    def tab(self) -> str:
        return self.cleaned_data["show"] or "all"

    def query(self, **changes) -> str:
        """The view as a query string. What is not named stays, but the page always starts anew."""
        wanted = self.cleaned_data | {"after": None} | changes
        return urlencode({name: value for name, value in wanted.items() if value and (name, value) != ("show", "all")})

    @property
    def here(self) -> str:
        return self.query(after=self.cleaned_data["after"])


class FilterForm(forms.Form):
    """Narrows the view: a plain GET form, whose choices are what open cases are about."""

    place = forms.ChoiceField(label=_("Place"), required=False)
    provider = forms.ChoiceField(label=_("Provider named"), required=False)
    show = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, places: list[tuple[str, str]], providers: list[Provider], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("All places")), *places]
        named = [(str(provider.pk), provider.name) for provider in providers]
        self.fields["provider"].choices = [("", _("Any, or none")), *named]


class SaveFilterForm(forms.ModelForm):
    class Meta:
        model = SavedFilter
        fields = ["name"]
        labels = {"name": _("Name for this view")}
        error_messages = {"name": {"required": _("Give the view a name.")}}

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if SavedFilter.objects.filter(member=self.instance.member_id, name=name).exists():
            raise forms.ValidationError(_g("You have a view with this name. Choose another, or delete that one first."))
        return name


class GroupForm(forms.Form):
    """One decision for several cases; the rule and the message as for a single one."""

    act = forms.ChoiceField(
        label=_("Decision for all of them"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision."), "invalid_choice": _("Choose a decision.")},
    )
    rule = forms.ChoiceField(label=_("Rule"), required=False, choices=[("", _("No rule")), *Rule.choices])
    reason = forms.CharField(
        label=_("Reason, for the log"), max_length=500, error_messages={"required": _("Say in a few words why.")}
    )
    message = forms.CharField(
        label=_("Message to the authors"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Each author reads it beside the rule. Say what would make the text fine."),
    )
    group_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, cases: list[Case], **kwargs):
        super().__init__(*args, **kwargs)
        fitting = {act for case in cases for act in acts_for(case)}
        self.fields["act"].choices = [(act, label) for act, label in Decision.Act.choices if act in fitting]
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("act") in AGAINST_THE_TEXT:
            if not cleaned.get("rule"):
                self.add_error("rule", _g("Name the rule. The authors will read it."))
            if not cleaned.get("message", "").strip():
                self.add_error("message", _g("Tell the authors what to change, or why it cannot stay."))
        return cleaned

    def order(self, version: int) -> Order:
        return Order(version=version, **self.cleaned_data | {"group_key": str(self.cleaned_data["group_key"])})
