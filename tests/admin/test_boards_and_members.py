"""Boards and members in the admin, for admins only."""

import pytest

from forum.models import Board
from members.models import Member, Role


class TestBoards:
    ADD = "/admin/forum/board/add/"

    def test_an_admin_makes_a_board(self, client, desk, site_admin, send):
        send(desk(site_admin), self.ADD, name="Travel", slug="travel", description="Trips with psoriasis.", order="7")

        assert "Trips with psoriasis." in client.get("/forum/travel/").content.decode()

    def test_no_board_takes_the_address_of_the_form(self, desk, site_admin, send):
        send(desk(site_admin), self.ADD, name="Ask", slug="ask", description="No.", order="7")

        assert not Board.objects.exists()

    def test_the_address_of_a_board_stays(self, desk, site_admin, send, board):
        response = desk(site_admin).get(f"/admin/forum/board/{board.pk}/change/")

        assert "slug" not in response.context["adminform"].form.fields

    def test_a_board_with_questions_stays(self, desk, site_admin, topic):
        url = f"/admin/forum/board/{topic.board_id}/delete/"

        assert desk(site_admin).post(url, {"post": "yes"}).status_code == 403
        assert Board.objects.exists()

    def test_an_empty_board_can_go(self, desk, site_admin, board):
        desk(site_admin).post(f"/admin/forum/board/{board.pk}/delete/", {"post": "yes"})

        assert not Board.objects.exists()


class TestMembers:
    def url(self, member):
        return f"/admin/members/member/{member.pk}/change/"

    def test_members_are_found_by_name(self, desk, site_admin, member, stranger):
        html = desk(site_admin).get("/admin/members/member/?q=Mar").content.decode()

        assert "Marie" in html
        assert "Jon" not in html

    def test_the_list_shows_no_addresses(self, desk, site_admin, member):
        assert member.email not in desk(site_admin).get("/admin/members/member/").content.decode()

    def test_there_is_no_password_to_set(self, desk, site_admin, member):
        fields = desk(site_admin).get(self.url(member)).context["adminform"].form.fields

        assert not {"password", "is_superuser", "user_permissions"} & set(fields)

    def test_a_role_makes_staff_and_its_end_unmakes_it(self, desk, site_admin, send, member):
        moderators = str(member.groups.model.objects.get(name=Role.MODERATOR).pk)
        send(desk(site_admin), self.url(member), groups=[moderators])
        assert Member.objects.get(pk=member.pk).is_moderator

        send(desk(site_admin), self.url(member), groups=[])
        assert not Member.objects.get(pk=member.pk).is_staff

    def test_nobody_is_added_by_hand(self, desk, site_admin):
        assert desk(site_admin).get("/admin/members/member/add/").status_code == 403
