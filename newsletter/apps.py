from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "newsletter"
    verbose_name = _("Newsletter")

    def ready(self):
        from notifications import unsubscribe

        from .stopping import NewsletterMail

        unsubscribe.add("newsletter", NewsletterMail())
