"""The audit log, which nobody changes."""

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from members.models import Member

from ..models import AuditDetail, AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """To be read only; verify_audit says whether it is whole."""

    list_display = ["at", "act", "actor", "subject_type", "subject_id", "case_id"]
    list_filter = ["act", "at"]
    search_fields = ["=subject_id", "=case_id", "=actor_id"]
    search_help_text = _("Number of a text, a case or a member")
    ordering = ["-pk"]
    show_full_result_count = False
    fields = ["at", "act", "actor", "subject_type", "subject_id", "case_id", "detail", "digest", "previous_digest"]
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # The log holds ids without foreign keys: it outlives the accounts.
        name = Member.objects.filter(pk=OuterRef("actor_id")).values("username")[:1]
        return super().get_queryset(request).annotate(actor_name=Subquery(name))

    @admin.display(description=_("who"))
    def actor(self, entry: AuditEntry) -> str:
        if entry.actor_id is None:
            return _g("the system")
        return entry.actor_name or _g("former member %(number)d") % {"number": entry.actor_id}

    @admin.display(description=_("details"))
    def detail(self, entry: AuditEntry) -> str:
        detail = AuditDetail.objects.filter(pk=entry.pk).first()
        return detail.text if detail else _g("erased")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False
