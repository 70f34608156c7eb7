"""Boards and tags in the admin. Topics are looked after at the desk."""

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .models import AskEnded, Board, Tag
from .suggesting import owner_of


class AddressedAdmin(admin.ModelAdmin):
    """The slug is part of addresses, so it is given once."""

    prepopulated_fields = {"slug": ["name"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict:
        return {} if obj else self.prepopulated_fields


@admin.register(AskEnded)
class AskEndedAdmin(admin.ModelAdmin):
    """Counted by the ask form. Nothing of a question is in it, nor who asked."""

    list_display = ["day", "what", "times"]
    date_hierarchy = "day"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Board)
class BoardAdmin(AddressedAdmin):
    list_display = ["name", "slug", "description", "order", "topics_count"]
    fields = ["name", "slug", "description", "order"]

    def has_delete_permission(self, request: HttpRequest, obj: Board | None = None) -> bool:
        # Hidden topics count as well; they are in no counter.
        return super().has_delete_permission(request, obj) and (obj is None or not obj.topics.exists())


class TagForm(forms.ModelForm):
    def clean_name(self) -> str:
        return self._own("name")

    def clean_synonyms(self) -> str:
        return self._own("synonyms")

    def _own(self, field: str) -> str:
        """Refuse a word that suggests another tag already: it could suggest only one of them."""
        text = self.cleaned_data[field]
        others = Tag.objects.exclude(pk=self.instance.pk)
        for word in text.splitlines():
            if other := owner_of(word, others):
                taken = _("“%(word)s” belongs to the tag “%(other)s”.")
                raise forms.ValidationError(taken % {"word": word.strip(), "other": other.name})
        return text


@admin.register(Tag)
class TagAdmin(AddressedAdmin):
    """No tag is deleted: topics keep theirs. One that nobody should choose any more is no longer offered."""

    form = TagForm
    list_display = ["name", "slug", "theme", "offered"]
    list_filter = ["theme", "offered"]
    search_fields = ["name", "synonyms"]
    fields = ["name", "slug", "theme", "synonyms", "offered"]

    def has_delete_permission(self, request: HttpRequest, obj: Tag | None = None) -> bool:
        return False
