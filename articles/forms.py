"""The form explainers are written in."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField

from register.models import Entry
from rendering.clean import ARTICLES, Refused, clean

from .models import Article, EarlierAddress
from .publishing import obstacles
from .tidy import tidy

# What the editor offers; rendering.clean.ARTICLES says what may stay.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False},
    "HardBreak": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
}

LINES = {"summary", "in_short", "questions"}


def register_choices() -> list[tuple[str, str]]:
    """Keys of the register with the product and the illness they are about."""
    rows = Entry.objects.order_by("key", "pk").values_list("key", "product", "indication")
    return [(key, f"{product}, {indication}") for key, product, indication in {row[0]: row for row in rows}.values()]


class RegisterKeysField(forms.MultipleChoiceField):
    """A choice among the register's products."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(required=False, choices=register_choices, **kwargs)


class ArticleForm(forms.ModelForm):
    body = ProseEditorFormField(
        label=_("Text"),
        config={"extensions": EXTENSIONS},
        widget=AdminTextareaWidget,
        help_text=_(
            "Cite a reference by its key in brackets, for example [R4] or [R4, L1], after every claim about an effect, "
            "a risk, an approval or a number. Headings come in two sizes. Glossary words are linked by themselves."
        ),
    )
    register_keys = RegisterKeysField(
        label=_("Status box"),
        help_text=_("The treatments it is about, for the box at the top. None: no box and no evidence label."),
    )
    change_reason = forms.CharField(
        label=_("What did you change, and why? (optional)"),
        required=False,
        max_length=100,
        widget=AdminTextInputWidget(attrs={"size": 80}),
        help_text=_("Kept in the history of this article."),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = [
            "title", "slug", "theme", "order", "summary", "in_short", "body", "questions", "register_keys",
            "author", "reviewer", "reviewed_on", "review_due", "status",
        ]  # fmt: skip
        widgets = {
            "title": AdminTextInputWidget(attrs={"size": 80}),
            "summary": forms.Textarea(attrs={"rows": 2, "cols": 80}),
            "in_short": forms.Textarea(attrs={"rows": 4, "cols": 80}),
            "questions": forms.Textarea(attrs={"rows": 7, "cols": 80}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if newest := self._newest():
            self.initial["based_on"] = newest.pk

    def _refuse_if_older(self) -> None:
        """Of two who edit at once the second is told. What they send once more is saved: they know by then."""
        newest = self._newest()
        if newest is None or self.cleaned_data.get("based_on") == newest.pk:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("based_on")] = str(newest.pk)
        told = {
            "who": newest.history_user or _g("the library"),
            "when": date_format(timezone.localtime(newest.history_date), "j F Y, H:i"),
        }
        words = _g(
            "This article was changed after you opened it (%(who)s, %(when)s). Nothing was saved, and what you typed is "
            "still here. The history shows what was changed. If you save again, your version replaces it."
        )
        self.add_error(None, words % told)

    def _newest(self):
        """The newest version in the history, none of an article that is being added."""
        return self.instance.history.select_related("history_user").first() if self.instance.pk else None

    def clean_body(self) -> str:
        try:
            return tidy(clean(self.cleaned_data["body"], ARTICLES))
        except Refused as refused:
            raise ValidationError(str(refused)) from refused

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        others = EarlierAddress.objects.filter(slug=slug).exclude(article=self.instance.pk).select_related("article")
        if earlier := others.first():
            told = {"title": earlier.article.title}
            raise ValidationError(_g("This was the address of “%(title)s”, and links to it still lead there.") % told)
        return slug

    def clean_register_keys(self) -> list[str]:
        """What was chosen before keeps its order: the box says first what its first product is."""
        chosen, before = self.cleaned_data["register_keys"], self.instance.register_keys
        return [key for key in before if key in chosen] + [key for key in chosen if key not in before]

    def clean(self) -> dict:
        cleaned = super().clean()
        for name in LINES & set(cleaned):
            # Browsers send \r\n, which the history would show as a change of every line.
            cleaned[name] = cleaned[name].replace("\r\n", "\n")
        reviewer, day = cleaned.get("reviewer"), cleaned.get("reviewed_on")
        if bool(reviewer) != bool(day) and not {"reviewer", "reviewed_on"} & set(self.errors):
            self.add_error("reviewed_on", _g("Say who reviewed it and on which day, or leave both empty."))
        if reviewer and reviewer == cleaned.get("author"):
            self.add_error("reviewer", _g("Somebody else than the author has to review it."))
        self._refuse_if_older()
        return cleaned

    def _post_clean(self) -> None:
        """Once the article has the form's values: is anything missing for everyone to read it?"""
        super()._post_clean()
        if not self.errors and self.instance.status == Article.Status.PUBLISHED:
            for obstacle in obstacles(self.instance):
                self.add_error(obstacle.field, obstacle.words)
