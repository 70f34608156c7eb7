"""The glossary, whose terms are part of explainers' pages: these follow every change."""

from django.contrib import admin
from django.http import HttpRequest

from register.admin import TermAdmin
from register.models import Term

from .. import actions


@admin.register(Term)
class GlossaryAdmin(TermAdmin):
    def save_model(self, request: HttpRequest, obj: Term, form, change: bool) -> None:
        # A form that was taken away stands on the pages that used it, and only the old row knows it.
        before = actions.using_term(Term.objects.get(pk=obj.pk)) if change else []
        super().save_model(request, obj, form, change)
        actions.rerender({article.pk: article for article in [*before, *actions.using_term(obj)]}.values())

    def delete_model(self, request: HttpRequest, obj: Term) -> None:
        users = actions.using_term(obj)
        super().delete_model(request, obj)
        actions.rerender(users)

    def delete_queryset(self, request: HttpRequest, queryset) -> None:
        for term in queryset:
            self.delete_model(request, term)
