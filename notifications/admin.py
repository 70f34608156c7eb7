"""What waits to be told and mailed, for admins to see. Whose it is, and what it says, is for nobody here."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .models import OutgoingMail, Telling

STATES = [
    ("waiting", _("Waiting")),
    ("given-up", _("Given up")),
    ("sent", _("Sent")),
    ("taken-back", _("Taken back")),
]


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [(name, label) for name, label in STATES if name in model_admin.model.STATES]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.in_state(self.value()) if self.value() in dict(STATES) else queryset


class QueueAdmin(admin.ModelAdmin):
    """To be read only, but for what was given up: that can be tried again."""

    list_filter = [StateFilter]
    list_per_page = 50
    show_full_result_count = False
    actions = ["try_again"]
    ordering = ["-pk"]

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return list(self.fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    @admin.display(description=_("state"))
    def state(self, row) -> str:
        return dict(STATES)[row.state]

    @admin.action(description=_("Try again"))
    def try_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        tried = queryset.try_again()
        said = ngettext("%(count)d is tried again.", "%(count)d are tried again.", tried) % {"count": tried}
        if not tried:
            said = _g("None of them was given up.")
        self.message_user(request, said, messages.SUCCESS if tried else messages.WARNING)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(QueueAdmin):
    fields = ["kind", "state", "created_at", "due_at", "attempts", "sent_at"]
    list_display = ["pk", *fields]


@admin.register(Telling)
class TellingAdmin(QueueAdmin):
    fields = ["subject_type", "subject_id", "state", "created_at", "due_at", "position", "attempts", "last_error"]
    list_display = ["pk", *fields]
