"""Members in the admin: for admins only. Nothing here is about anybody's health."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from .forms.fields import NameField, free_name
from .models import Member


class MemberAdminForm(forms.ModelForm):
    username = NameField()

    class Meta:
        model = Member
        fields = ["username", "email", "groups", "is_active"]

    def clean_username(self) -> str:
        return free_name(self.cleaned_data["username"], holder=self.instance)

    def clean_email(self) -> str:
        return Member.objects.normalize_email(self.cleaned_data["email"])


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):
    """Accounts are made by joining. Whoever has a role is staff; nobody else is."""

    form = MemberAdminForm
    fields = [
        "username", "email", "groups", "suspended_until", "is_active",
        "date_joined", "last_login", "published_posts", "agreed_at", "agreed_terms",
    ]  # fmt: skip
    # Suspending needs a reason, a notice and an audit entry: moderation.admin, above this room, adds it.
    readonly_fields = ["suspended_until", "date_joined", "last_login", "published_posts", "agreed_at", "agreed_terms"]
    filter_horizontal = ["groups"]
    list_display = ["username", "date_joined", "published_posts", "is_staff", "suspended_until", "is_active"]
    list_filter = [("groups", admin.RelatedOnlyFieldListFilter), "is_active"]
    search_fields = ["username", "email"]
    search_help_text = _("Name or e-mail address")
    ordering = ["-date_joined"]
    show_full_result_count = False

    def has_add_permission(self, request) -> bool:
        return False

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        # allauth keeps the confirmed address in a row of its own; two ways to change it would part the two.
        return [*self.readonly_fields, "email"] if obj and obj.emailaddress_set.exists() else self.readonly_fields

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        member = form.instance
        member.is_staff = member.is_superuser or member.groups.exists()
        member.save(update_fields=["is_staff"])
