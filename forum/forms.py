"""The form of a new question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from discussion.forms import TitledForm

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
    field_order = ["title", "body", "board"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Tell us more")
