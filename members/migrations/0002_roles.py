"""The groups moderators, editors and admins. What they may do follows after the migrations: members/roles.py."""

from django.db import migrations

from members.roles import Role, make_groups


def make(apps, schema_editor):
    make_groups(apps, schema_editor.connection.alias)


def remove(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=Role.ALL).delete()


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make, remove)]
