"""The form of a new question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from discussion.forms import TitledForm
from discussion.models import Audience

from .models import Board


class QuestionForm(TitledForm):
    board = forms.ModelChoiceField(
        label=_("Where does it belong?"),
        queryset=Board.objects.all(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a board."),
            "invalid_choice": _("This board does not exist any more. Choose another."),
        },
    )
    audience = forms.ChoiceField(
        label=_("Who can read it?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Members only: no visitor and no search engine finds it, and replies are as private as the question."),
    )
    field_order = ["title", "body", "board", "audience", "anonymous"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Tell us more")
        self.fields["body"].help_text = _("Ask, tell, warn. Texts that steer readers to a seller wait for a moderator.")
        self.initial.setdefault("audience", Audience.EVERYONE)

    def to_keep(self) -> dict[str, str]:
        return super().to_keep() | {"board": str(self.cleaned_data["board"].pk)}

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or Audience.EVERYONE
