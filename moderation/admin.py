"""The list of providers, which admins keep, and the audit log, which nobody changes."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from detector.policy_check import problems
from detector.watchlist import domain_of
from members.models import Member
from register.forms import LinesField

from . import policies, providers, rescanning
from .models import AuditDetail, AuditEntry, Policy, Provider


DRY_RUN_OVER = timedelta(days=90)
DRY_RUN_SHOWN = 10


class ProviderForm(forms.ModelForm):
    aliases = LinesField(label=_("Other names"), required=False, help_text=_("One on each line."))
    domains = LinesField(label=_("Web domains"), required=False, help_text=_("One on each line, as clinic.example."))
    phones = LinesField(label=_("Phone numbers"), required=False, help_text=_("One on each line, with country code."))
    handles = LinesField(label=_("Handles"), required=False, help_text=_("Names in chats, one on each line."))

    class Meta:
        model = Provider
        fields = ["name", "aliases", "domains", "phones", "handles", "evidence", "evidence_date", "review_by"]

    def clean_domains(self) -> list[str]:
        domains = [domain_of(line) for line in self.cleaned_data["domains"]]
        if wrong := [domain for domain in domains if "." not in domain or " " in domain]:
            raise ValidationError(_g("Not a web domain: %(domains)s.") % {"domains": ", ".join(wrong)})
        return list(dict.fromkeys(domains))


@admin.register(Provider)
class ProviderAdmin(admin.ModelAdmin):
    """Adding or changing takes one admin, letting it count takes another."""

    form = ProviderForm
    list_display = ["name", "evidence_date", "review_by", "added_by", "approved_by", "counts"]
    list_select_related = ["added_by", "approved_by"]
    search_fields = ["name", "aliases", "domains"]
    readonly_fields = ["added_by", "approved_by", "created_at"]
    actions = ["approve", "dry_run"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Staff only. List a provider only with public evidence: a court's or a regulator's record that can "
                    "be cited. An entry counts for the screen once another admin has approved it: in the list, choose it "
                    "and the act “Approve the chosen entries”. After a change it has to be approved again."
                ),
                "fields": ["name", "aliases", "domains", "phones", "handles"],
            },
        ),
        (_("Evidence"), {"fields": ["evidence", "evidence_date", "review_by"]}),
        (_("Who"), {"fields": ["added_by", "approved_by", "created_at"]}),
    ]

    @admin.display(description=_("counts now"), boolean=True)
    def counts(self, provider: Provider) -> bool:
        return provider.is_in_force

    @admin.action(description=_("Approve the chosen entries"), permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet) -> None:
        for provider in queryset.filter(approved_by=None):
            try:
                providers.approve(provider, by=request.user)
            except providers.SamePerson:
                words = _g("You wrote the entry “%(name)s”. Somebody else has to approve it.")
                messages.error(request, words % {"name": provider.name})
            else:
                messages.success(request, _g("“%(name)s” counts from now on.") % {"name": provider.name})

    @admin.action(description=_("Dry run: what would be flagged of the last 90 days"), permissions=["change"])
    def dry_run(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Wrong ones first: texts that a moderator has let stand."""
        since = timezone.localdate() - DRY_RUN_OVER
        given = {"providers": providers.entries_with(queryset)}
        changes = sorted(rescanning.would_change(since, **given), key=lambda change: not change.wrong)
        wrong = sum(change.wrong for change in changes)
        words = _g("%(hits)d texts would be flagged, %(wrong)d of them a moderator has let stand. Nothing was changed.")
        messages.info(request, words % {"hits": len(changes), "wrong": wrong})
        for change in changes[:DRY_RUN_SHOWN]:
            messages.warning(request, f"{change.subject}: {change.subject.body[:120]}")

    def save_model(self, request: HttpRequest, obj: Provider, form: ProviderForm, change: bool) -> None:
        providers.save(obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Provider) -> None:
        providers.remove(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for provider in queryset:
            providers.remove(provider, by=request.user)


class PolicyForm(forms.ModelForm):
    class Meta:
        model = Policy
        fields = ["rules", "note"]
        widgets = {"rules": forms.Textarea(attrs={"rows": 30, "cols": 100, "spellcheck": "false"})}


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    """A version is written and then never changed; putting one in force is an act of its own."""

    form = PolicyForm
    list_display = ["number", "note", "in_force", "author", "created_at"]
    list_select_related = ["author"]
    fields = ["rules", "note", "author", "in_force", "created_at", "difference"]
    actions = ["put_in_force", "back_to_standard"]

    def get_readonly_fields(self, request: HttpRequest, obj: Policy | None = None) -> list[str]:
        return self.fields if obj else ["author", "in_force", "created_at", "difference"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        return {"rules": policies.rules_in_force()}

    @admin.display(description=_("compared with what is in force"))
    def difference(self, policy: Policy) -> str:
        return "\n".join(policies.diff(policies.rules_in_force(), policy.rules)) if policy.pk else "-"

    def save_model(self, request: HttpRequest, obj: Policy, form: PolicyForm, change: bool) -> None:
        if change:
            return  # a version stays as it was written
        written = policies.write(obj.rules, note=obj.note, by=request.user)
        obj.pk, obj.number = written.pk, written.number

    @admin.action(description=_("Put the chosen version in force"), permissions=["change"])
    def put_in_force(self, request: HttpRequest, queryset: QuerySet) -> None:
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            messages.error(request, _g("Choose one version."))
            return
        if wrong := problems(chosen[0].rules):
            messages.error(request, _g("The detector cannot use this version: %(why)s") % {"why": " ".join(wrong)})
            return
        policies.put_in_force(chosen[0], by=request.user)
        messages.success(request, _g("Policy %(number)d decides from now on.") % {"number": chosen[0].number})

    @admin.action(description=_("Back to the detector's own policy"), permissions=["change"])
    def back_to_standard(self, request: HttpRequest, queryset: QuerySet) -> None:
        policies.back_to_standard(by=request.user)
        messages.success(request, _g("The detector's own policy decides from now on."))

    def has_delete_permission(self, request: HttpRequest, obj: Policy | None = None) -> bool:
        return False


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
