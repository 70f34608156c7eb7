"""The site as the demo shows it: with its mail, and with a page for what nobody can bring about on purpose."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.defaults import server_error

from mypsoriasis import demo_mail
from mypsoriasis.urls import handler429
from mypsoriasis.urls import urlpatterns as site_urls

__all__ = ["handler429", "urlpatterns"]


def broken(request: HttpRequest) -> HttpResponse:
    return server_error(request)


urlpatterns = [*site_urls, path("demo/mail/", include(demo_mail)), path("broken/", broken)]
