"""The audit log, which nobody changes."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .. import record
from ..models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """To be read only; verify_audit says whether it is whole."""

    list_display = ["at", "act", "actor", "subject_type", "subject_id", "case_id"]
    list_filter = ["act", "at"]
    search_fields = ["=subject_id", "=case_id"]
    search_help_text = _("Number of a text, a member who is meant, or a case")
    ordering = ["-pk"]
    show_full_result_count = False
    fields = ["at", "act", "actor", "subject_type", "subject_id", "case_id", "detail", "digest", "previous_digest"]
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # As at the desk: nothing about the reader's own texts, no word of a hidden one, and nobody's name who reported.
        return record.entries(request.user)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # By ?actor_id= the list would tell who reported.
        return lookup.partition("__")[0] in self.list_filter

    @admin.display(description=_("who"))
    def actor(self, entry: AuditEntry) -> str:
        return record.actor_name(entry)

    @admin.display(description=_("details"))
    def detail(self, entry: AuditEntry) -> str:
        (line,) = record.lines([entry])
        return _g("erased") if line.details is None else "\n".join(f"{name}: {words}" for name, words in line.details)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False
