from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = _("Moderation")

    def ready(self):
        # Altering a table on SQLite drops its triggers; every migrate puts them back.
        from .triggers import guard_audit_log

        post_migrate.connect(guard_audit_log, sender=self)
