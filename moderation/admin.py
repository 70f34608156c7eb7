"""The list of providers, which admins keep, and the audit log, which nobody changes."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from detector.watchlist import domain_of
from members.models import Member
from register.forms import LinesField

from . import providers
from .models import AuditDetail, AuditEntry, Provider


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
    actions = ["approve"]
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

    def save_model(self, request: HttpRequest, obj: Provider, form: ProviderForm, change: bool) -> None:
        providers.save(obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Provider) -> None:
        providers.remove(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for provider in queryset:
            providers.remove(provider, by=request.user)


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
