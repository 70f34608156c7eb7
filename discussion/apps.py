from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    name = "discussion"
    verbose_name = _("Discussion")

    def ready(self):
        from notifications import subjects

        from .telling import PostSubject

        subjects.add("post", PostSubject())
