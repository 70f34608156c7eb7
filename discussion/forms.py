"""Forms of texts. They check what was typed; whether it may be posted is settled elsewhere."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from moderation.models import Report
from rendering.characters import in_one_direction
from rendering.posts import unacceptable

from .models import Audience
from .names import Names

TEMPLATES = {"body": "mypsoriasis/composer.html", "anonymous": "mypsoriasis/anonymous.html"}
MAX_TITLE = 150
MIN_TITLE = 8


def new_key() -> str:
    return str(uuid.uuid4())


WHAT_WAITS = _("Ask, tell, warn. Texts that steer readers to a seller wait for a moderator.")
WHO_READS = {
    Audience.EVERYONE: format_lazy("{} {}", _("Everyone can read this."), WHAT_WAITS),
    Audience.MEMBERS: format_lazy("{} {}", _("Only members can read this."), WHAT_WAITS),
}


class PostForm(forms.Form):
    """A reply or a comment. `key` makes sending twice store once; `hint_for` says which text was hinted.

    readers: who will read the text; `written_for` says it to whoever stores it. `shown`: what its page showed of the
    thread, for visits.wrote().
    """

    body = forms.CharField(
        label=_("Your text"),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
    )
    anonymous = forms.BooleanField(label=_("Post this one without my name"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    hint_for = forms.CharField(widget=forms.HiddenInput, required=False)
    written_for = forms.CharField(widget=forms.HiddenInput, required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    readers = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was_kept = "key" in self.initial  # filled from a draft, ticks and all
        if not self.is_bound:
            self.initial.setdefault("key", new_key())
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.lay_out()

    def lay_out(self) -> None:
        # Hidden fields first: a hint that comes while typing brings a newer hint_for, and the last one counts.
        hidden = [name for name, field in self.fields.items() if field.widget.is_hidden]
        shown = [name for name in self.fields if name not in hidden]
        shown = [Field(name, template=TEMPLATES[name]) if name in TEMPLATES else name for name in shown]
        self.helper.layout = Layout(*hidden, *shown)

    def tell_readers(self, audience: str) -> None:
        """Say who can read what is written here. The form keeps what it said: it may have changed when it is sent."""
        if audience:
            self.readers = self.initial["written_for"] = audience
            self.fields["body"].help_text = WHO_READS[audience]

    def tell(self, names: Names) -> None:
        """Say under which names the member wrote here. Whoever did so only without theirs goes on, unless they choose."""
        if "anonymous" in self.fields:
            self.fields["anonymous"].help_text = names.words
            if names.only_alias and not self.was_kept:
                self.initial["anonymous"] = True

    def to_keep(self) -> dict[str, str]:
        """What it holds, as texts from which the same form can be filled again. A box without a tick leaves nothing."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value is not False}

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].replace("\r\n", "\n").strip()
        if problem := unacceptable(body):
            raise forms.ValidationError(problem)
        return body

    def clean_key(self) -> str:
        try:
            return str(uuid.UUID(self.cleaned_data["key"]))
        except ValueError:
            # A form without its key is still a text somebody typed: it gets a key of its own.
            return new_key()


class TitledForm(PostForm):
    written_for = shown = None  # a question asks who may read it, and an edit stays where it is
    title = forms.CharField(
        label=_("Your question, in one sentence"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    field_order = ["title", "body", "anonymous"]

    def clean_title(self) -> str:
        title = " ".join(in_one_direction(self.cleaned_data["title"]).split())
        if not title:
            raise forms.ValidationError(_g("Enter your question."))
        if problem := unacceptable(title):
            raise forms.ValidationError(problem)
        if len(title) < MIN_TITLE:
            raise forms.ValidationError(_g("Say a little more, so that people know what you ask."))
        if len(title) > MAX_TITLE:
            too_long = _g("The title must be at most %(most)d characters. Yours has %(length)d.")
            raise forms.ValidationError(too_long % {"most": MAX_TITLE, "length": len(title)})
        return title


class EditForm(TitledForm):
    """Title for questions only; `based_on` is the version the author saw."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, asks_title: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        # Whose name stands under a text is settled when it is written.
        for name in ["anonymous"] if asks_title else ["anonymous", "title"]:
            del self.fields[name]
        self.lay_out()


class BookmarkForm(forms.Form):
    note = forms.CharField(
        label=_("A note for yourself (optional)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("Only you can read it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong."), "invalid_choice": _("Choose what is wrong.")},
    )
    note = forms.CharField(
        label=_("Anything a moderator should know (optional)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True


