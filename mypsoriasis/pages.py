"""The standing pages: rules, privacy, help and their like."""

from django.urls import path
from django.views.generic import TemplateView

PAGES = {
    "rules": ("rules/", "pages/rules.html"),
    "privacy": ("privacy/", "pages/privacy.html"),
    "about": ("about/", "pages/about.html"),
    "accessibility": ("accessibility/", "pages/accessibility.html"),
    "help": ("help/", "pages/help.html"),
    "urgent": ("help/urgent/", "pages/urgent.html"),
    "moderation_policy": ("rules/moderation/", "pages/moderation_policy.html"),
}

urlpatterns = [path(url, TemplateView.as_view(template_name=page), name=name) for name, (url, page) in PAGES.items()]
