"""Who may open what behind the pages."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group

WRITING = [
    "/admin/articles/article/",
    "/admin/articles/article/add/",
    "/admin/articles/reference/",
    "/admin/articles/contributor/",
    "/admin/newsletter/issue/",
    "/admin/newsletter/subscriber/",
    "/admin/register/entry/",
    "/admin/register/term/",
]
RUNNING = [
    "/admin/forum/board/",
    "/admin/moderation/provider/",
    "/admin/moderation/auditentry/",
    "/admin/members/member/",
    "/admin/mfa/authenticator/",
]
OPEN, NOT_YOURS, SIGN_IN = 200, 403, 302


@pytest.mark.parametrize("url", ["/admin/", *WRITING])
def test_editors_write(desk, editor, url):
    assert desk(editor).get(url).status_code == OPEN


@pytest.mark.parametrize("url", RUNNING)
def test_editors_do_nothing_else(desk, editor, url):
    assert desk(editor).get(url).status_code == NOT_YOURS


def test_editors_see_only_their_own_rooms_on_the_first_page(desk, editor):
    apps = {app["app_label"] for app in desk(editor).get("/admin/").context["app_list"]}

    assert apps == {"articles", "newsletter", "register"}


@pytest.mark.parametrize("url", ["/admin/", *WRITING, *RUNNING])
def test_admins_do_everything(desk, site_admin, url):
    assert desk(site_admin).get(url).status_code == OPEN


@pytest.mark.parametrize("url", [*WRITING, *RUNNING])
def test_moderators_work_at_the_desk_and_open_nothing_here(desk, moderator, url):
    assert desk(moderator).get(url).status_code == NOT_YOURS


@pytest.mark.parametrize("url", ["/admin/", *WRITING, *RUNNING])
def test_members_and_visitors_are_sent_to_sign_in(client, desk, member, url):
    assert client.get(url).status_code == SIGN_IN
    assert desk(member).get(url).status_code == SIGN_IN


@pytest.mark.parametrize("url", [url for url in [*WRITING, *RUNNING] if not url.endswith("/add/")])
def test_every_list_that_offers_a_search_can_be_searched(desk, site_admin, url):
    assert desk(site_admin).get(f"{url}?q=12+light").status_code == OPEN


def test_signing_in_is_the_sites_own(client, db):
    response = client.get("/admin/login/?next=/admin/")

    assert response.status_code == SIGN_IN
    assert response["Location"].startswith("/accounts/login/")


def test_only_what_people_here_look_after_is_registered():
    labels = {model._meta.label for model in admin.site._registry}

    assert labels == {
        "articles.Article", "articles.Contributor", "articles.Reference", "forum.AskEnded", "forum.Board", "forum.Tag",
        "members.Member", "mfa.Authenticator", "moderation.AuditEntry", "moderation.DemotedRule",
        "moderation.ModeratorScope", "moderation.Policy", "moderation.Provider", "moderation.ReplyTemplate",
        "moderation.ShadowResult", "mypsoriasis.JobRun", "newsletter.Issue", "newsletter.Subscriber",
        "notifications.OutgoingMail", "notifications.Telling", "register.Entry", "register.Term",
    }  # fmt: skip
    assert Group not in admin.site._registry


def test_the_secret_of_an_authenticator_is_shown_to_nobody(desk, site_admin, member):
    app = Authenticator.objects.create(user=member, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    response = desk(site_admin).get(f"/admin/mfa/authenticator/{app.pk}/change/")

    assert response.status_code == OPEN
    assert b"JBSWY3DPEHPK3PXP" not in response.content


def test_an_authenticator_can_be_deleted_for_somebody_who_lost_it(desk, site_admin, member):
    app = Authenticator.objects.create(user=member, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    desk(site_admin).post(f"/admin/mfa/authenticator/{app.pk}/delete/", {"post": "yes"})

    assert not Authenticator.objects.exists()
