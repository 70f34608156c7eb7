"""The field in which tags are chosen: boxes, those first that the text suggests."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .models import Tag
from .suggesting import suggest

MOST_TAGS = 5  # of a topic


class TagsWidget(forms.CheckboxSelectMultiple):
    """Its values may also stand in one text with commas between, as drafts keep them."""

    def value_from_datadict(self, data, files, name) -> list[str]:
        texts = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return [value for text in texts for value in _split(text)]


class TagsField(forms.Field):
    """Gives the chosen tags. One that is not offered any more is left out: nobody is kept from asking by it."""

    widget = TagsWidget

    def __init__(self):
        words = {
            "label": _("Tags (optional)"),
            "help_text": _("What it is about, up to five. Others find your question by them."),
        }
        super().__init__(required=False, **words)

    @cached_property
    def choices(self) -> list[Tag]:
        return list(Tag.objects.offered())

    def prepare_value(self, value: Iterable | str | None) -> list[str]:
        values = _split(value) if isinstance(value, str) else value or ()
        return [str(getattr(one, "pk", one)) for one in values]

    def clean(self, value: list[str]) -> list[Tag]:
        wanted = set(self.prepare_value(value))
        chosen = [tag for tag in self.choices if str(tag.pk) in wanted]
        if len(chosen) > MOST_TAGS:
            too_many = _g("Choose at most %(most)d tags. You have chosen %(chosen)d.")
            raise forms.ValidationError(too_many % {"most": MOST_TAGS, "chosen": len(chosen)})
        return chosen


@dataclass(frozen=True)
class Choice:
    tag: Tag
    is_chosen: bool


@dataclass(frozen=True)
class TagsShown:
    """first: those the text suggests, and those chosen already. groups: all others, under the names of their themes.

    suggested: the numbers of the suggested ones, which the form sends along when it asks for newer ones.
    """

    first: list[Choice]
    groups: list[tuple[str, list[Choice]]]
    suggested: str

    @classmethod
    def of(cls, field: forms.BoundField, title: str, body: str) -> "TagsShown":
        chosen, every = set(field.field.prepare_value(field.value())), field.field.choices
        suggested = suggest(title, body, every)
        first = suggested + [tag for tag in every if str(tag.pk) in chosen and tag not in suggested]

        def shown(tags: Iterable[Tag]) -> list[Choice]:
            return [Choice(tag, str(tag.pk) in chosen) for tag in tags]

        others = [tag for tag in every if tag not in first]
        groups = [(theme.label, shown(tag for tag in others if tag.theme == theme)) for theme in Tag.Theme]
        return cls(shown(first), [group for group in groups if group[1]], ",".join(str(tag.pk) for tag in suggested))


def _split(text: str) -> list[str]:
    return [value for value in text.split(",") if value]
