"""Addresses of this room, and those of allauth that it closes.

Nobody has a password here, and there is one page to join on. So allauth's pages for signing up with a
form of its own, for asking for a code on a second page, and for setting, changing and resetting
passwords are not reachable: their addresses lead to the page that helps instead. This works because
the project includes this room before allauth.
"""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from . import block_views, views

app_name = "members"

to_join = RedirectView.as_view(pattern_name="members:join", query_string=True)
to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("join/", views.join, name="join"),
    path("join/code/", views.join_code, name="join_code"),
    path("settings/", views.settings, name="settings"),
    path("settings/second-factor/", views.second_factor, name="second_factor"),
    path("visit/", views.visit, name="visit"),
    path("members/<str:username>/", views.profile, name="profile"),
    path("members/<str:username>/block/", block_views.block, name="block"),
    path("accounts/signup/", to_join),
    path("accounts/login/code/", to_sign_in),
    path("accounts/password/<path:page>", RedirectView.as_view(url=reverse_lazy("members:settings"))),
]
