"""The list of providers, which admins keep: two of them for each entry."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from detector.watchlist import domain_of
from register.forms import LinesField

from .. import providers, rescanning
from ..models import Provider

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
        if everybodys := [domain for domain in domains if domain in providers.EVERYBODYS_DOMAINS]:
            words = _g("Anybody may have an address there: %(domains)s. Name domains of the provider's own.")
            raise ValidationError(words % {"domains": ", ".join(everybodys)})
        return list(dict.fromkeys(domains))

    def clean(self) -> dict:
        """A mark of two entries would say of a text that it names both."""
        cleaned = super().clean()
        for field in ("domains", "phones", "handles"):
            for mark, other in providers.held_by_others(field, cleaned.get(field, ()), self.instance.pk):
                words = _g("%(mark)s stands in the entry “%(name)s” already.") % {"mark": mark, "name": other.name}
                self.add_error(field, words)
        return cleaned


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
