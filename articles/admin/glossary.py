"""The glossary, whose terms are part of explainers' pages: these follow every change."""

from django.contrib import admin
from django.http import HttpRequest

from register.admin import TermAdmin
from register.models import Term

from .. import actions, indexing


@admin.register(Term)
class GlossaryAdmin(TermAdmin):
    def save_model(self, request: HttpRequest, obj: Term, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        indexing.write_terms(obj)
        actions.rerender(actions.using_term(obj))

    def delete_model(self, request: HttpRequest, obj: Term) -> None:
        users = actions.using_term(obj)
        indexing.forget_term(obj)
        super().delete_model(request, obj)
        actions.rerender(users)

    def delete_queryset(self, request: HttpRequest, queryset) -> None:
        for term in queryset:
            self.delete_model(request, term)
