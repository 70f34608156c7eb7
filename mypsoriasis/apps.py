from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectConfig(AppConfig):
    name = "mypsoriasis"
    verbose_name = _("Running the site")
