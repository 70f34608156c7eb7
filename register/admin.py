"""Register and glossary in the admin. The glossary's terms are registered by articles, whose pages hold them."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .forms import LinesField
from .models import Entry, Term


class OverdueFilter(admin.SimpleListFilter):
    title = _("checking")
    parameter_name = "checking"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [("overdue", _("due to be checked again"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(review_by__lt=timezone.localdate()) if self.value() else queryset


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    """Pages read these rows when they are shown, so a change is everywhere at once."""

    list_display = ["product", "indication", "jurisdiction", "status", "verified", "as_of", "review_by", "overdue"]
    list_filter = [OverdueFilter, "jurisdiction", "status", "verified"]
    search_fields = ["key", "product", "indication", "statement"]
    fieldsets = [
        (None, {"fields": ["key", "product", "indication", "jurisdiction"]}),
        (
            _("What the source says"),
            {
                "description": _(
                    "Say no more than the source carries. Tick “verified” only when it makes the statement itself."
                ),
                "fields": ["status", "statement", "source", "source_reference", "as_of", "verified"],
            },
        ),
        (_("Checking"), {"fields": ["checked_on", "review_by"]}),
    ]

    @admin.display(description=_("overdue"), boolean=True)
    def overdue(self, entry: Entry) -> bool:
        return entry.is_overdue


class TermForm(forms.ModelForm):
    aliases = LinesField(
        label=_("Word forms"),
        required=False,
        help_text=_("One on each line, as texts have them: plural, short form. The first of them in a text is linked."),
    )
    see = LinesField(
        label=_("Explainers to read"),
        required=False,
        help_text=_("Their slugs, one on each line. Others are not shown."),
    )

    class Meta:
        model = Term
        fields = ["term", "slug", "aliases", "definition", "more", "see"]

    def clean_aliases(self) -> list[str]:
        mine = {form.casefold() for form in self.cleaned_data["aliases"]}
        for other in Term.objects.exclude(pk=self.instance.pk):
            taken = [form for form in other.aliases if form.casefold() in mine]
            if taken:
                told = {"forms": ", ".join(taken), "term": other.term}
                raise ValidationError(_g("%(forms)s belongs to “%(term)s” already.") % told)
        return self.cleaned_data["aliases"]


class TermAdmin(admin.ModelAdmin):
    form = TermForm
    list_display = ["term", "definition"]
    search_fields = ["term", "definition", "aliases"]
    prepopulated_fields = {"slug": ["term"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> list[str]:
        # Pages link to the term by it.
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Term | None = None) -> dict:
        return {} if obj else self.prepopulated_fields
