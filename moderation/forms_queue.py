"""Forms of the queue: which cases are shown, and a name for that view."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .models import Provider, SavedFilter

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
