"""Addresses of writing and of single posts. A thread's pages belong to the topic or the article."""

from django.urls import path

from .views import blocks, posts, visits, writing

app_name = "discussion"
urlpatterns = [
    path("threads/<int:pk>/answer/", writing.answer, name="answer"),
    path("threads/<int:pk>/read/", visits.mark_read, name="mark_read"),
    path("threads/<int:pk>/new/", visits.first_new, name="first_new"),
    path("bookmarks/", visits.bookmarks, name="bookmarks"),
    path("posts/<int:pk>/bookmark/", visits.bookmark, name="bookmark"),
    path("posts/<int:pk>/bookmark/drop/", visits.drop_bookmark, name="drop_bookmark"),
    path("posts/<int:pk>/", posts.permalink, name="post"),
    path("posts/<int:pk>/reply/", writing.reply, name="reply"),
    path("posts/<int:pk>/edit/", writing.edit, name="edit"),
    path("posts/<int:pk>/history/", posts.history, name="history"),
    path("posts/<int:pk>/version-<int:number>.txt", posts.version_text, name="version_text"),
    path("posts/<int:pk>/withdraw/", posts.withdraw, name="withdraw"),
    path("posts/<int:pk>/without-details/", posts.without_details, name="without_details"),
    path("posts/<int:pk>/react/", posts.react, name="react"),
    path("posts/<int:pk>/helpful/", posts.helpful, name="helpful"),
    path("posts/<int:pk>/report/", posts.report, name="report"),
    path("posts/<int:pk>/mute/", blocks.mute, name="mute"),
    path("settings/blocks/", blocks.blocks, name="blocks"),
    path("settings/blocks/<int:pk>/unmute/", blocks.unmute_alias, name="unmute_alias"),
    path("preview/", writing.preview, name="preview"),
    path("hint/", writing.hint, name="hint"),
    path("drafts/", writing.draft_list, name="drafts"),
    path("drafts/swap/", writing.swap_draft, name="swap_draft"),
    path("drafts/restore/", writing.restore_draft, name="restore_draft"),
    path("names/", writing.offer_names, name="names"),
    path("drafts/save/", writing.save_draft, name="save_draft"),
    path("drafts/<int:pk>/delete/", writing.delete_draft, name="delete_draft"),
    path("pending/", writing.pending, name="pending"),
]
