from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    name = "discussion"
    verbose_name = _("Discussion")

    def ready(self):
        from notifications import subjects
        from search import hooks

        from .telling import PostSubject
        from .voices import unheard_by

        subjects.add("post", PostSubject())
        hooks.add_unheard(unheard_by)
