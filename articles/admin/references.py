"""References and contributors in the admin."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from .. import actions
from ..forms import RegisterKeysField
from ..models import Contributor, Reference
from .history import HistoryWithChanges


class ReferenceForm(forms.ModelForm):
    treatments = RegisterKeysField(
        label=_("Treatments it tested"),
        help_text=_("Only in explainers about these treatments does it count as evidence."),
    )

    class Meta:
        model = Reference
        fields = [
            "key", "authors", "title", "source", "year", "doi", "pmid", "pmcid", "kind", "people", "controls",
            "about_psoriasis", "treatments", "sells", "checked",
        ]  # fmt: skip


@admin.register(Reference)
class ReferenceAdmin(HistoryWithChanges, SimpleHistoryAdmin):
    form = ReferenceForm
    list_display = ["key", "title", "year", "kind", "people", "controls", "about_psoriasis", "has_interest"]
    list_filter = ["kind", "about_psoriasis", "controls"]
    search_fields = ["key", "authors", "title", "source", "doi", "pmid"]
    fieldsets = [
        (None, {"fields": ["key", "authors", "title", "source", "year", "doi", "pmid", "pmcid"]}),
        (
            _("What it can show"),
            {
                "description": _("The evidence label of explainers is computed from these."),
                "fields": ["kind", "people", "controls", "about_psoriasis", "treatments", "sells"],
            },
        ),
        (_("Checking"), {"fields": ["checked"]}),
    ]

    @admin.display(description=_("sells it"), boolean=True)
    def has_interest(self, reference: Reference) -> bool:
        return bool(reference.sells)

    def get_readonly_fields(self, request: HttpRequest, obj: Reference | None = None) -> list[str]:
        # Texts name it by its key.
        return ["key"] if obj and obj.citations.exists() else []

    def save_model(self, request: HttpRequest, obj: Reference, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        actions.rerender(actions.using_reference(obj))


@admin.register(Contributor)
class ContributorAdmin(admin.ModelAdmin):
    list_display = ["name", "profession"]
    search_fields = ["name", "profession"]
    fieldsets = [
        (
            None,
            {
                "description": _("Only people who agreed to be named, with the profession they really have."),
                "fields": ["name", "profession", "about", "interests"],
            },
        )
    ]
