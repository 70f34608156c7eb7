"""What moderation adds to a member's page in the admin: suspending with a reason, and a record of who looked."""

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from members.admin import MemberAdmin, MemberAdminForm
from members.models import Member

from .. import actions, upkeep
from ..messages import LONGEST_REASON
from ..models import AuditEntry, Rule

WITH_A_SUSPENSION = ("suspension_rule", "suspension_reason")


class ModeratedMemberForm(MemberAdminForm):
    suspension_rule = forms.ChoiceField(
        label=_("Rule that was broken"), required=False, choices=[("", _("No rule")), *Rule.choices],
        help_text=_("Needed to suspend. The member reads it, and can ask for a second look."),
    )  # fmt: skip
    suspension_reason = forms.CharField(
        label=_("Reason to suspend or to lift"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("The member reads it. Needed when you change “suspended until”; an empty time lifts a suspension."),
    )

    class Meta(MemberAdminForm.Meta):
        fields = [*MemberAdminForm.Meta.fields, "suspended_until"]

    def clean_suspended_until(self):
        until = self.cleaned_data["suspended_until"]
        if until and "suspended_until" in self.changed_data and until <= timezone.now():
            raise ValidationError(_g("Choose a time that is still to come, or empty both fields to lift a suspension."))
        return until

    def clean(self) -> dict:
        cleaned = super().clean()
        if "suspended_until" not in self.changed_data:
            return cleaned
        if not cleaned.get("suspension_reason"):
            self.add_error("suspension_reason", _g("Say in a few words why. The member reads it."))
        if cleaned.get("suspended_until"):
            if not cleaned.get("suspension_rule"):
                self.add_error("suspension_rule", _g("Name the rule. The member will read it."))
            if appeal := actions.waiting_appeal(self.instance):
                words = _g("The member asked for a second look (case %(number)d). Answer that first, or lift it.")
                self.add_error("suspended_until", words % {"number": appeal.case_id})
        return cleaned


class ModeratedMemberAdmin(MemberAdmin):
    """The room of members knows nothing of moderation, so its admin is extended from here."""

    form = ModeratedMemberForm
    fields = [
        field
        for name in MemberAdmin.fields
        for field in ([name, *WITH_A_SUSPENSION] if name == "suspended_until" else [name])
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Member | None = None) -> list[str]:
        readonly = [name for name in super().get_readonly_fields(request, obj) if name != "suspended_until"]
        # Nobody lifts their own suspension.
        return [*readonly, "suspended_until"] if obj == request.user else readonly

    def get_fields(self, request: HttpRequest, obj: Member | None = None) -> list[str]:
        return [name for name in self.fields if name not in WITH_A_SUSPENSION or obj != request.user]

    def save_model(self, request: HttpRequest, obj: Member, form: ModeratedMemberForm, change: bool) -> None:
        form.before = upkeep.account(obj)
        until = obj.suspended_until
        if "suspended_until" in form.fields:
            obj.suspended_until = form.initial["suspended_until"]  # the field knows no microseconds
        super().save_model(request, obj, form, change)
        if "suspended_until" not in form.changed_data:
            return
        act = {"by": request.user, "reason": form.cleaned_data["suspension_reason"]}
        if until is None:
            actions.lift(obj, **act)
        else:
            # A new end takes the place of the old one, also when it is earlier.
            actions.suspend(obj, until=until, rule=form.cleaned_data["suspension_rule"], instead=True, **act)

    def save_related(self, request: HttpRequest, form: ModeratedMemberForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        upkeep.account_changed(form.instance, before=form.before, by=request.user)

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        response = super().change_view(request, object_id, *args, **kwargs)
        return self._looked(request, response, self.get_object(request, object_id))

    def delete_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        """It lists what goes with the account: addresses, and where the member was signed in."""
        member = self.get_object(request, object_id)
        return self._looked(request, super().delete_view(request, object_id, *args, **kwargs), member)

    def changelist_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Whoever searches for a whole address learns whose it is."""
        response = super().changelist_view(request, *args, **kwargs)
        if response.status_code != 200 or "@" not in request.GET.get(SEARCH_VAR, ""):
            return response
        return self._looked(request, response, response.context_data["cl"].result_list.first())

    def _looked(self, request: HttpRequest, response: HttpResponse, member: Member | None) -> HttpResponse:
        """The page shows, or tells, an e-mail address: each look at one is an audit entry."""
        if response.status_code == 200 and member is not None:
            details = {"page": "member in the admin"}
            with transaction.atomic():
                AuditEntry.objects.append(AuditEntry.Act.LOOKED, actor=request.user, subject=member, details=details)
        return response


admin.site.unregister(Member)
admin.site.register(Member, ModeratedMemberAdmin)
