"""Groups, and what each may do in Django's admin."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from members.models import Member
from members.roles import Role, grant


def permissions_of(role):
    return set(Permission.objects.filter(group__name=role).values_list("content_type__app_label", "codename"))


def test_the_groups_exist(db):
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.ALL)


def test_moderators_may_do_nothing_in_the_admin(db):
    assert permissions_of(Role.MODERATOR) == set()


@pytest.mark.parametrize(
    "model",
    [
        "articles.article",
        "articles.reference",
        "articles.contributor",
        "newsletter.issue",
        "register.entry",
        "register.term",
    ],
)
def test_editors_write_articles_register_and_glossary(editor, model):
    app, name = model.split(".")
    assert all(editor.has_perm(f"{app}.{act}_{name}") for act in ("view", "add", "change", "delete"))


def test_editors_touch_nothing_else(db):
    assert {app for app, _codename in permissions_of(Role.EDITOR)} == {"articles", "newsletter", "register"}


@pytest.mark.parametrize(
    "permission", ["members.change_member", "forum.add_board", "moderation.change_provider", "articles.add_article"]
)
def test_admins_may_do_everything(site_admin, permission):
    assert site_admin.has_perm(permission)
    assert permissions_of(Role.ADMIN) == set(Permission.objects.values_list("content_type__app_label", "codename"))


def test_the_groups_come_back_after_the_database_was_emptied(db):
    Group.objects.all().delete()
    grant(apps.get_app_config("articles"))
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.ALL)
    assert ("articles", "add_article") in permissions_of(Role.EDITOR)


def test_an_admin_gives_a_role_and_the_member_becomes_staff(client, site_admin, member, sign_in):
    sign_in(client, site_admin)
    page = f"/admin/members/member/{member.pk}/change/"
    form = {"username": "Marie", "email": member.email, "is_active": "on"}

    client.post(page, form | {"groups": [Group.objects.get(name=Role.EDITOR).pk]})
    assert Member.objects.get(pk=member.pk).is_staff
    assert Member.objects.get(pk=member.pk).roles == {Role.EDITOR}

    client.post(page, form)
    assert not Member.objects.get(pk=member.pk).is_staff


def test_an_admin_cannot_give_a_member_the_name_of_another(client, site_admin, member, stranger, sign_in):
    response = sign_in(client, site_admin).post(
        f"/admin/members/member/{member.pk}/change/", {"username": "J0n", "email": member.email, "is_active": "on"}
    )
    assert response.status_code == 200
    assert "taken" in str(response.context["adminform"].form.errors["username"])


def test_nobody_becomes_superuser_through_the_admin(client, site_admin, member, sign_in):
    sign_in(client, site_admin).post(
        f"/admin/members/member/{member.pk}/change/",
        {"username": "Marie", "email": member.email, "is_active": "on", "is_superuser": "on", "is_staff": "on"},
    )
    stored = Member.objects.get(pk=member.pk)
    assert not stored.is_superuser and not stored.is_staff


@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_only_admins_see_the_members_in_the_admin(client, sign_in, request, role):
    sign_in(client, request.getfixturevalue(role))
    assert client.get("/admin/members/member/").status_code == 403


def test_the_list_of_members_shows_no_addresses(client, site_admin, member, sign_in):
    page = sign_in(client, site_admin).get("/admin/members/member/").content.decode()
    assert "Marie" in page
    assert member.email not in page
