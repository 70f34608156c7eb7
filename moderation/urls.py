"""Addresses of the desk and of receipts."""

from django.urls import path

from . import views

app_name = "moderation"
urlpatterns = [
    path("moderation/", views.queue, name="queue"),
    path("moderation/cases/<int:pk>/", views.case, name="case"),
    path("decisions/<int:pk>/", views.decision, name="decision"),
]
