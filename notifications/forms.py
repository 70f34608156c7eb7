"""What members choose to be told."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from . import choices
from .models import MAILED, Notice, Preferences, When

Kind = Notice.Kind
# The question of each pair of fields.
KINDS = {
    Kind.MENTION: _("Somebody mentions you"),
    Kind.REPLY: _("Somebody replies to you"),
    Kind.ANSWER: _("Somebody replies to your question"),
    Kind.THREAD: _("Something new in a topic you follow"),
    Kind.MEMBER: _("A member you follow has written"),
    Kind.TOPIC: _("A new question on a board or tag you follow"),
    Kind.ARTICLE: _("A new article, when you follow articles"),
    Kind.REPORT: _("What became of something you reported"),
}
HOURS = [("", _("No quiet hours")), *((hour, f"{hour}:00") for hour in range(24))]


class ChoicesForm(forms.Form):
    """Two fields for each kind: shown in the app, and how it is mailed. Saves what was changed, and nothing else."""

    follow_own = forms.BooleanField(
        label=_("Follow topics I write in"),
        help_text=_("You then hear what others write there. You can mute each topic."),
        required=False,
    )
    titles_in_mail = forms.BooleanField(
        label=_("Show titles in my mails"),
        help_text=_(
            "Titles can tell about your health. They never stand in the subject, and titles of topics for members only "
            "are never mailed."
        ),
        required=False,
    )
    quiet_from = forms.TypedChoiceField(
        label=_("No mails from"), choices=HOURS, coerce=int, empty_value=None, required=False
    )
    quiet_until = forms.TypedChoiceField(label=_("until"), choices=HOURS, coerce=int, empty_value=None, required=False)

    def __init__(self, *args, member, **kwargs):
        self.member, self.chosen = member, choices.all_of(member.pk)
        self.preferences = choices.preferences_of(member)
        names = ("follow_own", "titles_in_mail", "quiet_from", "quiet_until")
        initial = {name: getattr(self.preferences, name) for name in names}
        for kind, choice in self.chosen.items():
            initial |= {f"{kind}_app": choice.in_app, f"{kind}_mail": choice.mail}
        super().__init__(*args, initial=initial, **kwargs)
        for kind in MAILED:
            self.fields[f"{kind}_app"] = forms.BooleanField(label=_("Show it here"), required=False)
            self.fields[f"{kind}_mail"] = forms.ChoiceField(label=_("E-mail"), choices=When.choices)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def kinds(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """The question of each kind, with its two fields."""
        return [(label, self[f"{kind}_app"], self[f"{kind}_mail"]) for kind, label in KINDS.items()]

    def clean(self) -> dict:
        cleaned = super().clean()
        start, end = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if (start is None) != (end is None):
            self.add_error("quiet_until" if end is None else "quiet_from", _g("Choose both hours, or neither."))
        elif start is not None and start == end:
            self.add_error("quiet_until", _g("Choose another hour than the first."))
        return cleaned

    def save(self) -> None:
        """One row for each kind: a link in a mail that stops another kind at this moment is not undone."""
        for kind in MAILED:
            changes = {
                column: self.cleaned_data[field]
                for column, field in (("in_app", f"{kind}_app"), ("mail", f"{kind}_mail"))
                if field in self.changed_data
            }
            if changes:
                choices.choose(self.member.pk, kind, **changes)
        names = {"follow_own", "titles_in_mail", "quiet_from", "quiet_until"}.intersection(self.changed_data)
        if names:
            changes = {name: self.cleaned_data[name] for name in names | {"quiet_from", "quiet_until"}}
            Preferences.objects.update_or_create(member=self.member, defaults=changes)
        choices.reschedule(self.member)
