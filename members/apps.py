from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from .roles import grant


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self):
        from allauth.mfa.signals import authenticator_added

        from .second_factor import count_as_proven

        post_migrate.connect(grant, dispatch_uid="members.roles.grant")
        authenticator_added.connect(count_as_proven, dispatch_uid="members.second_factor.count_as_proven")
