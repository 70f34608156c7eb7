"""Boards in the admin. Topics are looked after at the desk."""

from django.contrib import admin
from django.http import HttpRequest

from .models import Board


@admin.register(Board)
class BoardAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "description", "order", "topics_count"]
    fields = ["name", "slug", "description", "order"]
    prepopulated_fields = {"slug": ["name"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Board | None = None) -> list[str]:
        # The slug is part of the address of each of its topics.
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Board | None = None) -> dict:
        return {} if obj else self.prepopulated_fields

    def has_delete_permission(self, request: HttpRequest, obj: Board | None = None) -> bool:
        # Hidden topics count as well; they are in no counter.
        return super().has_delete_permission(request, obj) and (obj is None or not obj.topics.exists())
