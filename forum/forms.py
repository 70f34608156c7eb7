"""The form of a new question."""

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from discussion.forms import TitledForm
from discussion.models import Audience

from .models import Board
from .tag_field import TagsField, TagsShown


class QuestionForm(TitledForm):
    suggests_tags = True  # while it is being filled

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
    tags = TagsField()
    audience = forms.ChoiceField(
        label=_("Who can read it?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Members only: no visitor and no search engine finds it, and replies are as private as the question."),
    )
    field_order = ["title", "body", "board", "tags", "audience", "anonymous"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Tell us more")
        self.fields["body"].help_text = _("Ask, tell, warn. Texts that steer readers to a seller wait for a moderator.")
        self.initial.setdefault("audience", Audience.EVERYONE)
        shown = self.helper.layout.fields
        shown[shown.index("tags")] = Field("tags", template="forum/_tags.html")

    @property
    def tags_shown(self) -> TagsShown:
        """Suggested from what was typed so far."""
        title, body = (self[name].value() or "" for name in ("title", "body"))
        return TagsShown.of(self["tags"], title, body)

    def to_keep(self) -> dict[str, str]:
        fields = self.cleaned_data
        tags = ",".join(str(tag.pk) for tag in fields["tags"])
        return super().to_keep() | {"board": str(fields["board"].pk), "tags": tags}

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or Audience.EVERYONE
