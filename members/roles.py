"""Roles: groups of members, and what each may do in Django's admin."""

from django.apps import AppConfig
from django.apps import apps as installed_apps
from django.db import DEFAULT_DB_ALIAS


class Role:
    """Names of the groups that migrations 0002 and 0003 make."""

    MODERATOR = "moderators"
    BOARD_MODERATOR = "board moderators"
    EDITOR = "editors"
    ADMIN = "admins"
    ALL = (MODERATOR, BOARD_MODERATOR, EDITOR, ADMIN)


# Rooms whose rows editors write. Moderators work at the desk and have nothing to do in the admin.
EDITORS_WRITE_IN = ("articles", "newsletter", "register")


def make_groups(apps, using: str = DEFAULT_DB_ALIAS) -> dict:
    """The group of each role, made where it is missing."""
    groups = apps.get_model("auth", "Group").objects.using(using)
    return {name: groups.get_or_create(name=name)[0] for name in Role.ALL}


def grant(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, apps=installed_apps, **_signal) -> None:
    """Give each role its permissions on the models of one app, after that app was migrated or emptied.

    A migration cannot hand them out: Django makes permissions only when all migrations have run.
    """
    # Here because Django's models cannot be imported before its registry is ready.
    from django.contrib.auth.management import create_permissions

    try:
        permissions = apps.get_model("auth", "Permission").objects.using(using)
        apps.get_model("auth", "Group")
    except LookupError:
        return  # somebody migrated a few apps by name, auth not among them
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    of_this_app = permissions.filter(content_type__app_label=sender.label)
    groups = make_groups(apps, using)
    groups[Role.ADMIN].permissions.add(*of_this_app)
    if sender.label in EDITORS_WRITE_IN:
        groups[Role.EDITOR].permissions.add(*of_this_app)
