"""What moderators work with: messages to start from, places to look after, rules that were demoted."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members.models import Member, Role

from .. import upkeep
from ..models import DemotedRule, ModeratorScope, ReplyTemplate, place_titles
from ..priority import name_of_place


class InTheLog(admin.ModelAdmin):
    """Each change leaves an audit entry with what was there before."""

    def save_model(self, request: HttpRequest, obj: ReplyTemplate | ModeratorScope, form, change: bool) -> None:
        upkeep.save(obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: ReplyTemplate | ModeratorScope) -> None:
        upkeep.remove(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        for row in queryset:
            upkeep.remove(row, by=request.user)


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(InTheLog):
    list_display = ["name", "rule", "concern"]
    list_filter = ["rule", "concern"]
    search_fields = ["name", "text"]
    fields = ["name", "rule", "concern", "text"]


class ModeratorScopeForm(forms.ModelForm):
    member = forms.ModelChoiceField(label=_("Board moderator"), queryset=Member.objects.none())
    place_key = forms.ChoiceField(label=_("Place"))

    class Meta:
        model = ModeratorScope
        fields = ["member", "place_key"]
        help_texts = {"member": _("Give somebody the role “board moderators” first; then they stand here.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = Member.objects.filter(groups__name=Role.BOARD_MODERATOR).order_by("username")
        titles, here = place_titles(), self.instance.place_key
        # Boards, which most of them look after, stand before the explainers.
        keys = sorted(dict.fromkeys([*titles, here] if here else titles), key=lambda key: key.startswith("article:"))
        self.fields["place_key"].choices = [("", "---------"), *((key, name_of_place(key, titles)) for key in keys)]


@admin.register(ModeratorScope)
class ModeratorScopeAdmin(InTheLog):
    """A board moderator sees the cases of these places and no others."""

    form = ModeratorScopeForm
    list_select_related = ["member"]
    search_fields = ["member__username", "place_key"]

    def get_list_display(self, request: HttpRequest) -> list:
        titles = place_titles()  # once for all rows

        @admin.display(description=_("place"), ordering="place_key")
        def place(scope: ModeratorScope) -> str:
            return name_of_place(scope.place_key, titles)

        return ["member", place]


@admin.register(DemotedRule)
class DemotedRuleAdmin(admin.ModelAdmin):
    """The figures demote; on their page an admin who has mended the rule lifts that."""

    list_display = ["name", "right", "decided", "demoted_at", "lifted_at", "lifted_by"]
    list_select_related = ["lifted_by"]
    fields = readonly_fields = ["name", "right", "decided", "demoted_at", "lifted_at", "lifted_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: DemotedRule | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: DemotedRule | None = None) -> bool:
        return False
