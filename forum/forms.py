"""The form of a new question, and of what of it can be changed later."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from discussion.forms import WHAT_WAITS, TitledForm
from discussion.models import Audience, Post

from .models import Board, Topic
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
        help_text=_(
            "Members only: no visitor and no search engine finds it, and replies are as private as the question."
        ),
    )
    field_order = ["title", "body", "board", "tags", "audience", "anonymous"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Tell us more")
        self.fields["body"].help_text = WHAT_WAITS
        self.initial.setdefault("audience", Audience.EVERYONE)
        shown = self.helper.layout.fields
        shown[shown.index("tags")] = _tags()
        shown.insert(shown.index("title") + 1, HTML('{% include "forum/ask/_field.html" %}'))

    @property
    def tags_shown(self) -> TagsShown:
        """Suggested from what was typed so far."""
        title, body = (self[name].value() or "" for name in ("title", "body"))
        return TagsShown.of(self["tags"], title, body)

    @property
    def readers(self) -> str:
        """As it is chosen now: the preview says who will read the text."""
        return self["audience"].value() or Audience.EVERYONE

    def to_keep(self) -> dict[str, str]:
        fields = self.cleaned_data
        tags = ",".join(str(tag.pk) for tag in fields["tags"])
        return super().to_keep() | {"board": str(fields["board"].pk), "tags": tags}

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or Audience.EVERYONE


class TopicTagsForm(forms.Form):
    tags = TagsField()

    def __init__(self, *args, topic: Topic, question: Post | None, **kwargs):
        now = list(topic.tags.all())
        super().__init__(*args, initial={"tags": now}, **kwargs)
        # Those it has can stay, though nobody else may choose them any more.
        field = self.fields["tags"]
        field.choices = field.choices + [tag for tag in now if not tag.offered]
        self.question = question
        self.helper = _inner_helper(_tags())

    @property
    def tags_shown(self) -> TagsShown:
        question = self.question
        return TagsShown.of(self["tags"], question.title if question else "", question.body if question else "")


class AudienceForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("Who can read it?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who can read it."), "invalid_choice": _("Choose who can read it.")},
    )
    reason = forms.CharField(
        label=_("Why, for the log"),
        max_length=200,
        error_messages={"required": _("Say why: others look after this board too.")},
    )

    def __init__(self, *args, topic: Topic, by_asker: bool, **kwargs):
        super().__init__(*args, initial={"audience": topic.audience}, **kwargs)
        if by_asker:
            del self.fields["reason"]
        self.helper = _inner_helper(*self.fields)


def _tags() -> Field:
    return Field("tags", template="forum/_tags.html")


def _inner_helper(*fields) -> FormHelper:
    """For a form that stands in a <form> of its page, beside a token and a button."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf, helper.layout = False, True, Layout(*fields)
    return helper
