"""Addresses of this room."""

from django.urls import path

from .views import notices, settings, unsubscribing

app_name = "notifications"
urlpatterns = [
    path("notifications/", notices.notices, name="list"),
    path("notifications/read/", notices.mark_all_read, name="mark_all_read"),
    path("notifications/<int:pk>/", notices.open_notice, name="open"),
    path("notifications/<int:pk>/mute/", notices.mute, name="mute"),
    path("settings/notifications/", settings.notification_settings, name="settings"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]
