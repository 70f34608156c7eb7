"""Addresses of the forum. forum/ask/ comes before boards: no board can be called ask."""

from django.urls import path

from . import ask_views, change_views, tag_views, views

app_name = "forum"
urlpatterns = [
    path("unanswered/", views.unanswered, name="unanswered"),
    path("topics/<int:pk>/tags/", change_views.change_tags, name="change_tags"),
    path("topics/<int:pk>/audience/", change_views.change_audience, name="change_audience"),
    path("topics/<int:pk>/as-visitor/", change_views.as_visitor, name="as_visitor"),
    path("tags/", tag_views.tags, name="tags"),
    path("tags/<slug:slug>/", tag_views.tag, name="tag"),
    path("forum/", views.forum_index, name="index"),
    path("forum/ask/", views.ask, name="ask"),
    path("forum/ask/tags/", tag_views.suggest_tags, name="suggest_tags"),
    path("forum/ask/answered/", ask_views.answered, name="answered"),
    path("forum/ask/similar/", ask_views.similar, name="similar"),
    path("forum/<slug:slug>/", views.board, name="board"),
    path("forum/<slug:board>/<int:pk>-<slug:slug>/", views.topic, name="topic"),
]
