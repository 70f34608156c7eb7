"""Addresses of this room."""

from django.urls import path

from .views import notices, unsubscribing

app_name = "notifications"
urlpatterns = [
    path("notifications/", notices.notices, name="list"),
    path("notifications/read/", notices.mark_all_read, name="mark_all_read"),
    path("notifications/<int:pk>/", notices.open_notice, name="open"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]
