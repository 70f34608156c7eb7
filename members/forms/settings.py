"""The account page."""

from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..models import Member
from .fields import NameField, free_name, plain_helper

# The countries whose help lines we list.
COUNTRIES = [
    ("", _("Another country, or I do not want to say")),
    ("AU", _("Australia")),
    ("CA", _("Canada")),
    ("IE", _("Ireland")),
    ("GB", _("United Kingdom")),
    ("US", _("United States")),
]


NO_PLACES = ("Etc/", "SystemV/")


def time_zones() -> list[tuple[str, str]]:
    """Places of the world; not the zones kept for old programs."""
    places = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(NO_PLACES))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ").replace("/", ": ", 1)) for zone in places)]


class SettingsForm(forms.ModelForm):
    username = NameField()
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("For the times in mails we send you."), choices=time_zones
    )
    country = forms.ChoiceField(
        label=_("Country (optional)"),
        help_text=_("Only to show you the help lines there."),
        choices=COUNTRIES,
        required=False,
    )

    class Meta:
        model = Member
        fields = ["username", "time_zone", "country", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) > 1:
            self.fields["language"] = forms.ChoiceField(
                label=_("Language"), help_text=_("For mails we send you."), choices=settings.LANGUAGES
            )
        else:
            del self.fields["language"]
        self.helper = plain_helper(self)

    def clean_username(self) -> str:
        return free_name(self.cleaned_data["username"], holder=self.instance)
