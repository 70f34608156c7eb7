"""Whether the worker works, for admins to see."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from .models import JobRun


@admin.register(JobRun)
class JobRunAdmin(admin.ModelAdmin):
    """The worker writes it. A job that failed comes round again by itself."""

    list_display = ["name", "state", "last_started_at", "last_ended_at", "last_result", "failures", "next_due_at"]
    fields = [
        "name", "state", "every", "last_started_at", "last_ended_at", "last_result",
        "failures", "last_failed_at", "last_error", "next_due_at",
    ]  # fmt: skip
    readonly_fields = fields
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: JobRun | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: JobRun | None = None) -> bool:
        return False

    @admin.display(description=_("state"))
    def state(self, run: JobRun) -> str:
        if run.is_late:
            return _g("Late: is a worker running?")
        return _g("Fails") if run.failures else _g("Well")
