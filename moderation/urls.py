"""Addresses of the desk and of receipts."""

from django.urls import path

from .views import case, queue, receipts

app_name = "moderation"
urlpatterns = [
    path("moderation/", queue.queue, name="queue"),
    path("moderation/cases/<int:pk>/", case.case, name="case"),
    path("decisions/<int:pk>/", receipts.decision, name="decision"),
]
