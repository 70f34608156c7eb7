"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "articles"
urlpatterns = [
    path("", views.index, name="index"),
    path("number/<int:pk>/", views.number, name="number"),
    path("<slug:slug>/", views.article, name="article"),
]
