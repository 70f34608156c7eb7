from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        from notifications import subjects

        from .telling import ArticleSubject

        subjects.add("article", ArticleSubject())
