"""Addresses. They are stable: docs/architecture.md lists them."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from . import activity, back_office, feeds, following, health, home, pages, sitemaps

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.login = secure_admin_login(admin.site.login)
back_office.narrow()
handler429 = "members.limits.allauth_limited"

urlpatterns = [
    path("", home.home, name="home"),
    path("activity/", activity.activity, name="activity"),
    path("following/", following.following, name="following"),
    path("follow/", following.follow, name="follow"),
    path("articles/", include("articles.urls")),
    path("", include("newsletter.urls")),
    path("", include("forum.urls")),
    path("", include("discussion.urls")),
    path("", include("moderation.urls")),
    path("", include("notifications.urls")),
    path("", include("search.urls")),
    path("", include("register.urls")),
    path("", include("members.urls")),
    path("", include(pages)),
    path("", include(sitemaps)),
    path("feeds/", include(feeds)),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

if settings.DEMO:
    from . import demo_mail

    urlpatterns.append(path("demo/mail/", include(demo_mail)))
