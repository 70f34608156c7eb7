"""Blocking and muting a member: who may, whom, and what it changes on their page."""

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.utils import timezone

from members import blocks
from members.models import Block, Role
from mypsoriasis.settings import base

PROFILE = "/members/Jon/"


@pytest.fixture
def act(client):
    def send(reader, act, other="Jon"):
        client.force_login(reader)
        return client.post(f"/members/{other}/block/", {"act": act}, headers={"Referer": f"http://testserver{PROFILE}"})

    return send


def kinds() -> list[str]:
    return list(Block.objects.values_list("kind", flat=True))


def test_a_block_and_its_undoing_lead_back_to_the_page_they_were_sent_from(act, member, stranger):
    response = act(member, "block")
    assert (response.status_code, response["Location"]) == (302, PROFILE)
    assert kinds() == ["block"]

    act(member, "undo")
    act(member, "undo")
    assert kinds() == []


def test_the_last_of_block_and_mute_counts(act, member, stranger):
    for wish in ("mute", "block", "block", "mute"):
        act(member, wish)
    assert kinds() == ["mute"]


def test_newcomers_and_members_who_may_not_write_can_block(act, newcomer, make_member, stranger):
    suspended = make_member("Paused", suspended_until=timezone.now() + timezone.timedelta(days=3))
    act(newcomer, "block")
    act(suspended, "block")

    assert set(Block.objects.values_list("member__username", flat=True)) == {"Nils", "Paused"}


def test_nobody_blocks_themselves_nobody_or_in_another_way(act, member, stranger):
    assert act(stranger, "block").status_code == 404
    assert act(member, "block", "Nobody").status_code == 404
    assert act(member, "destroy").status_code == 404
    assert kinds() == []


def test_visitors_are_led_to_the_sign_in_page(client, stranger):
    response = client.post("/members/Jon/block/", {"act": "block"})
    assert response["Location"].startswith("/accounts/login/")
    assert kinds() == []


@override_settings(LIMITS=base.LIMITS | {"block": {"member": "1/h"}})
def test_it_is_limited(act, member, stranger):
    cache.clear()
    assert [act(member, "block").status_code, act(member, "undo").status_code] == [302, 429]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.BOARD_MODERATOR, Role.ADMIN])
def test_whoever_looks_after_the_site_can_be_muted_only(client, act, member, make_member, role):
    make_member("Pat", role=role)
    act(member, "block", "Pat")
    assert kinds() == []
    page = client.get("/members/Pat/").text
    assert "Mute Pat" in page and "Block Pat" not in page

    act(member, "mute", "Pat")
    assert kinds() == ["mute"]


def test_a_block_of_somebody_who_comes_to_look_after_the_site_becomes_a_mute(member, make_member):
    pat = make_member("Pat")
    blocks.avoid(member, pat, Block.Kind.BLOCK)
    blocks.took_office(pat)
    assert kinds() == ["block"]

    pat.is_staff = True
    pat.save()
    pat = make_member("Bo", role=Role.MODERATOR)
    Block.objects.update(other=pat)
    blocks.took_office(pat)
    assert kinds() == ["mute"]


def test_the_page_of_whoever_blocked_somebody_is_gone_for_them_alone(client, member, stranger, make_member):
    blocks.avoid(stranger, member, Block.Kind.BLOCK)

    def sees(reader, path=PROFILE) -> int:
        client.force_login(reader) if reader else client.logout()
        return client.get(path).status_code

    assert [sees(reader) for reader in (member, stranger, make_member("Ola"), None)] == [404, 200, 200, 200]
    assert sees(member, "/members/jon/") == 404  # the redirect would tell


def test_a_mute_is_not_felt(client, member, stranger):
    blocks.avoid(stranger, member, Block.Kind.MUTE)
    client.force_login(member)
    assert client.get(PROFILE).status_code == 200


def test_whoever_blocks_sees_it_on_the_page_with_a_way_back_and_no_way_to_follow(client, act, member, stranger):
    act(member, "block")
    page = client.get(PROFILE).text
    assert "You block Jon." in page and "Unblock Jon" in page
    assert "Follow<" not in page


def test_a_member_can_undo_the_block_of_somebody_whose_account_was_closed(act, member, stranger):
    act(member, "block")
    stranger.is_active = False
    stranger.save()
    act(member, "undo")
    assert kinds() == []
