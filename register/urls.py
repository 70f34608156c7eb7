"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "register"
urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("status/", views.status, name="status"),
    path("check/", views.check, name="check"),
]
