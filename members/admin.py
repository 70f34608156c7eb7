"""Members in the admin: for admins only. Nothing here is about anybody's health."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from . import blocks
from .actions import rename
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
        email = Member.objects.normalize_email(self.cleaned_data["email"])
        if email and Member.objects.exclude(pk=self.instance.pk).with_email(email):
            raise forms.ValidationError(_g("This address belongs to another account."))
        return email


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
    search_fields = ["username", "=email"]
    search_help_text = _("Name, or a whole e-mail address")
    actions = None  # the page before deleting several would list all their addresses
    ordering = ["-date_joined"]
    show_full_result_count = False

    def has_add_permission(self, request) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        # An address of the list such as ?email__startswith=m would tell a secret letter by letter.
        return not lookup.startswith(("email", "password")) and super().lookup_allowed(lookup, value, request)

    def save_model(self, request: HttpRequest, obj: Member, form: MemberAdminForm, change: bool) -> None:
        if "username" in form.changed_data:
            rename(obj, obj.username)
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            # allauth's rows of what was proved; the next code that is mailed proves the new address.
            obj.emailaddress_set.all().delete()

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        member = form.instance
        member.is_staff = member.is_superuser or member.groups.exists()
        member.save(update_fields=["is_staff"])
        member.__dict__.pop("roles", None)  # those from before
        blocks.took_office(member)
