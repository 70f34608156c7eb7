"""Addresses of the newsletter."""

from django.urls import path

from . import views

app_name = "newsletter"
urlpatterns = [
    path("newsletter/", views.ask, name="ask"),
    path("newsletter/mine/", views.own, name="own"),
    path("newsletter/archive/", views.archive, name="archive"),
    path("newsletter/confirm/<str:token>/", views.confirm, name="confirm"),
    path("newsletter/manage/<str:token>/", views.manage, name="manage"),
    path("newsletter/<int:number>-<slug:slug>/", views.issue, name="issue"),
]
