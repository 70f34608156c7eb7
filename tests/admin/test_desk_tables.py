"""What moderators work with, in the admin: messages, places, demoted rules, results of the shadow."""

import json

import pytest

from members.models import Role
from moderation.models import AuditDetail, AuditEntry, DemotedRule, ModeratorScope, ReplyTemplate

ADD = "/admin/moderation/moderatorscope/add/"


@pytest.fixture
def board_moderator(make_member):
    return make_member("Bo", role=Role.BOARD_MODERATOR)


def test_an_admin_writes_a_message_to_start_from(desk, site_admin, send):
    url = "/admin/moderation/replytemplate/add/"
    send(desk(site_admin), url, name="Kind no", rule="contact", text="Dear {author}, please leave out {words}.")

    assert ReplyTemplate.objects.get().rule == "contact"


def test_a_place_is_chosen_from_those_there_are(desk, site_admin, send, board, article, board_moderator, member):
    client = desk(site_admin)
    form = client.get(ADD).context["adminform"].form
    boards_first = [("board:treatments", "Treatments"), (f"article:{article.slug}", f"Explainer: {article.title}")]
    assert form.fields["place_key"].choices[1:] == boards_first
    assert list(form.fields["member"].queryset) == [board_moderator]

    send(client, ADD, member=str(board_moderator.pk), place_key="board:treatments")
    assert ModeratorScope.objects.get().member == board_moderator


@pytest.mark.parametrize("wrong", ["board:nowhere", ""])
def test_a_place_that_is_not_there_is_refused(desk, site_admin, send, errors_of, board, board_moderator, wrong):
    response = send(desk(site_admin), ADD, member=str(board_moderator.pk), place_key=wrong or None)

    assert list(errors_of(response)) == ["place_key"]
    assert not ModeratorScope.objects.exists()


def test_places_are_called_by_their_names(desk, site_admin, board, board_moderator, max_queries):
    board.name = "What helps"
    board.save()
    client, url = desk(site_admin), "/admin/moderation/moderatorscope/"
    for key in (f"board:{board.slug}", "board:old-things"):
        ModeratorScope.objects.create(member=board_moderator, place_key=key)

    html = client.get(url).text
    assert "What helps" in html and "Old things" in html
    assert "board:" not in html
    for n in range(20):
        ModeratorScope.objects.create(member=board_moderator, place_key=f"board:{n}")
    with max_queries(12):
        client.get(url)


def test_a_scope_whose_place_has_gone_can_still_be_opened(desk, site_admin, send, board_moderator, board):
    scope = ModeratorScope.objects.create(member=board_moderator, place_key="board:closed")
    url = f"/admin/moderation/moderatorscope/{scope.pk}/change/"

    assert send(desk(site_admin), url, place_key="board:treatments").status_code == 200
    scope.refresh_from_db()
    assert scope.place_key == "board:treatments"


def logged(act):
    """Of each entry of this act, oldest first: who, about what, what was there and what is there now."""
    entries = list(AuditEntry.objects.filter(act=act).order_by("pk"))
    told = [json.loads(AuditDetail.objects.get(pk=entry.pk).text) for entry in entries]
    return [
        (entry.actor_id, entry.subject_id, detail["before"], detail["after"])
        for entry, detail in zip(entries, told, strict=True)
    ]


def delete(client, table, *rows):
    act = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}
    return client.post(f"/admin/moderation/{table}/", act)


def test_each_change_of_a_message_is_in_the_log_old_and_new(desk, site_admin, send):
    client, text = desk(site_admin), "Dear {author}, please leave out {words}."
    send(client, "/admin/moderation/replytemplate/add/", name="Kind no", rule="contact", text=text)
    row = ReplyTemplate.objects.get()
    url = f"/admin/moderation/replytemplate/{row.pk}/change/"
    send(client, url, text="No.")
    send(client, url)  # nothing changed
    client.post(f"/admin/moderation/replytemplate/{row.pk}/delete/", {"post": "yes"})

    made, changed, gone = logged("template-changed")
    added = {"name": "Kind no", "rule": "contact", "concern": "", "text": text}
    assert made == (site_admin.pk, row.pk, {}, added)
    assert changed == (site_admin.pk, row.pk, {"text": text}, {"text": "No."})
    assert gone == (site_admin.pk, row.pk, added | {"text": "No."}, {})


def test_each_change_of_a_place_is_in_the_log_under_whose_it_is(desk, site_admin, send, board, board_moderator):
    client, number = desk(site_admin), board_moderator.pk
    send(client, ADD, member=str(number), place_key="board:treatments")
    delete(client, "moderatorscope", *ModeratorScope.objects.all())

    place = {"member": number, "place": "board:treatments"}
    assert logged("places-changed") == [(site_admin.pk, number, {}, place), (site_admin.pk, number, place, {})]


def test_demoted_rules_are_read_only(desk, site_admin):
    rule = DemotedRule.objects.create(name="phone", right=3, decided=40)
    client, url = desk(site_admin), "/admin/moderation/demotedrule/"

    assert "phone" in client.get(url).text
    assert client.get(f"{url}{rule.pk}/change/").status_code == 200
    assert client.post(f"{url}{rule.pk}/change/", {"name": "x"}).status_code == 403
    assert client.post(f"{url}{rule.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("table", ["replytemplate", "moderatorscope", "demotedrule", "shadowresult", "policy"])
def test_they_are_for_admins_alone(desk, moderator, editor, table):
    for member in (moderator, editor):
        assert desk(member).get(f"/admin/moderation/{table}/").status_code == 403
