from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = _("Forum")

    def ready(self):
        from discussion.places import add_kind
        from search import hooks

        from .choices import choices, names_of_treatments
        from .places import AskPlace

        add_kind("ask", AskPlace)
        hooks.add_choices(choices)
        hooks.add_names(names_of_treatments)
