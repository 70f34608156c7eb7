"""Versions of the screen's policy: written, tried, put in shadow, put in force, and never changed."""

from django import forms
from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from detector.policy_check import problems

from .. import dry_run, policies
from ..models import Case, Policy, ShadowResult

HITS_SHOWN = 100  # of a dry run


class PolicyForm(forms.ModelForm):
    class Meta:
        model = Policy
        fields = ["rules", "note"]
        widgets = {"rules": forms.Textarea(attrs={"rows": 30, "cols": 100, "spellcheck": "false"})}


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    """A version is written and then never changed; putting one in force is an act of its own."""

    form = PolicyForm
    list_display = ["number", "note", "in_force", "in_shadow", "author", "created_at"]
    list_select_related = ["author"]
    fields = ["rules", "note", "author", "in_force", "in_shadow", "created_at", "difference"]
    actions = ["dry_run", "put_in_shadow", "out_of_shadow", "put_in_force", "back_to_standard"]

    def get_readonly_fields(self, request: HttpRequest, obj: Policy | None = None) -> list[str]:
        return self.fields if obj else ["author", "in_force", "in_shadow", "created_at", "difference"]

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

    @admin.action(description=_("Dry run: what the chosen version makes of the last 90 days"), permissions=["change"])
    def dry_run(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        if policy := self._chosen(request, queryset):
            run = dry_run.of(policy)
            dry_run.look(run, policy=policy, by=request.user)
            context = {
                **self.admin_site.each_context(request),
                "title": _g("Dry run of policy %(number)d") % {"number": policy.number},
                "opts": self.opts,
                "policy": policy,
                "run": run,
                "hits": run.worst_first()[:HITS_SHOWN],
            }
            return TemplateResponse(request, "admin/moderation/policy/dry_run.html", context)
        return None

    @admin.action(description=_("Put the chosen version in shadow"), permissions=["change"])
    def put_in_shadow(self, request: HttpRequest, queryset: QuerySet) -> None:
        if policy := self._chosen(request, queryset):
            policies.put_in_shadow(policy, by=request.user)
            words = _g("Policy %(number)d reads what is written from now on, and decides nothing.")
            messages.success(request, words % {"number": policy.number})

    @admin.action(description=_("Take the version in shadow out of it"), permissions=["change"])
    def out_of_shadow(self, request: HttpRequest, queryset: QuerySet) -> None:
        if policies.out_of_shadow(by=request.user):
            messages.success(request, _g("No version is in shadow any more. What it found is kept."))
        else:
            messages.info(request, _g("No version was in shadow."))

    @admin.action(description=_("Put the chosen version in force"), permissions=["change"])
    def put_in_force(self, request: HttpRequest, queryset: QuerySet) -> None:
        if policy := self._chosen(request, queryset):
            policies.put_in_force(policy, by=request.user)
            messages.success(request, _g("Policy %(number)d decides from now on.") % {"number": policy.number})

    @admin.action(description=_("Back to the detector's own policy"), permissions=["change"])
    def back_to_standard(self, request: HttpRequest, queryset: QuerySet) -> None:
        policies.back_to_standard(by=request.user)
        messages.success(request, _g("The detector's own policy decides from now on."))

    def has_delete_permission(self, request: HttpRequest, obj: Policy | None = None) -> bool:
        return False

    def _chosen(self, request: HttpRequest, queryset: QuerySet) -> Policy | None:
        """The one version that was chosen, if the detector can use it; else the page says why not."""
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            messages.error(request, _g("Choose one version."))
            return None
        if wrong := problems(chosen[0].rules):
            messages.error(request, _g("The detector cannot use this version: %(why)s") % {"why": " ".join(wrong)})
            return None
        return chosen[0]


@admin.register(ShadowResult)
class ShadowResultAdmin(admin.ModelAdmin):
    """Where the version in shadow would have decided otherwise. The texts themselves are read at the desk."""

    list_display = ["created_at", "policy", "text", "version", "outcome_in_force", "outcome", "open_case"]
    list_display_links = None
    list_filter = ["policy", "outcome_in_force", "outcome"]
    list_select_related = ["policy", "content_type"]
    ordering = ["-pk"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        about = Case.objects.filter(content_type=OuterRef("content_type"), object_id=OuterRef("object_id"))
        return super().get_queryset(request).annotate(last_case=Subquery(about.order_by("-pk").values("pk")[:1]))

    @admin.display(description=_("text"))
    def text(self, result: ShadowResult) -> str:
        return f"{result.content_type.model} {result.object_id}"

    @admin.display(description=_("case"))
    def open_case(self, result: ShadowResult) -> str:
        if result.last_case is None:
            return "-"
        return format_html('<a href="{}">{}</a>', reverse("moderation:case", args=[result.last_case]), result.last_case)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ShadowResult | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ShadowResult | None = None) -> bool:
        return False
