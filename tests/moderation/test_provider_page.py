"""The page of one provider: what speaks of it, by whom, and deciding about it together."""

import json

import pytest

from members.models import Role
from moderation.models import AuditDetail, AuditEntry, Case, Decision, ModeratorScope, ProviderAlert
from tests.texts import ADVERT, decided


@pytest.fixture
def provider(make_provider):
    return make_provider()


@pytest.fixture
def url(provider):
    return f"/moderation/providers/{provider.pk}/"


@pytest.fixture
def board_moderator(make_member, board):
    """Looks after another board than the one of the texts."""
    member = make_member("Bo", role=Role.BOARD_MODERATOR)
    ModeratorScope.objects.create(member=member, place_key="board:elsewhere")
    return member


@pytest.fixture
def alert(provider, make_post, make_member):
    for number in range(3):
        author = make_member(f"Young {number}", days=1, posts=0)
        make_post(f"{ADVERT} Voice {number}.", outcome="hold", author=author, names=provider)
    return ProviderAlert.objects.get()


def looks(member):
    return AuditEntry.objects.filter(act="looked", actor_id=member.pk, subject_type="moderation.provider")


def test_it_shows_texts_accounts_and_cases_newest_first(desk, url, provider, make_post, member, newcomer):
    make_post("Is Acme Regen any good?", author=member, names=provider)
    held = make_post(ADVERT, outcome="hold", author=newcomer, names=provider)
    html = desk.get(url).text

    assert html.index(ADVERT[:60]) < html.index("Is Acme Regen any good?")
    assert "Marie" in html and "Nils" in html
    assert f"/moderation/cases/{Case.objects.open_about(held).get().pk}/" in html
    assert "@mail.example" not in html


def test_a_look_at_hidden_words_is_in_the_log_and_one_at_public_words_is_not(desk, url, provider, make_post, moderator):
    make_post("Is Acme Regen any good?", names=provider)
    desk.get(url)
    assert not looks(moderator).exists()

    held = make_post(ADVERT, outcome="hold", names=provider)
    desk.get(url)
    told = AuditDetail.objects.get(pk=looks(moderator).get().pk).text
    assert json.loads(told) == {"texts": [f"discussion.post:{held.pk}"]}


def test_a_board_moderator_reads_no_hidden_words_of_other_places(
    client, sign_in, board_moderator, url, provider, make_post
):
    make_post("Is Acme Regen any good?", names=provider)
    make_post(ADVERT, outcome="hold", names=provider)
    html = sign_in(client, board_moderator).get(url).text

    assert "Is Acme Regen any good?" in html
    assert ADVERT[:30] not in html
    assert "/moderation/cases/" not in html
    assert not looks(board_moderator).exists()


def test_a_board_moderator_reads_those_of_their_own_place(
    client, sign_in, board_moderator, url, provider, make_post, topic
):
    ModeratorScope.objects.create(member=board_moderator, place_key=topic.place_key)
    make_post(ADVERT, outcome="hold", names=provider)

    assert ADVERT[:30] in sign_in(client, board_moderator).get(url).text


def test_nobody_chooses_the_case_of_their_own_text(desk, url, provider, make_post, moderator):
    make_post(ADVERT, outcome="hold", author=moderator, names=provider)
    html = desk.get(url).text

    assert 'name="case"' not in html
    assert "/moderation/cases/" not in html


def test_the_chosen_cases_are_decided_as_one_group(desk, url, alert, moderator):
    html = desk.get(url).text
    chosen = [f"{case.pk}:{case.version}" for case in Case.objects.open()]
    assert all(f'value="{choice}"' in html for choice in chosen)

    page = desk.post("/moderation/group/", {"case": chosen})
    sent = {
        "case": chosen, "act": "remove", "rule": "promotion", "reason": "One person.", "message": "It sells.",
        "group_key": str(page.context["form"]["group_key"].value()),
    }  # fmt: skip
    preview = desk.post("/moderation/group/", sent | {"step": "preview"}).text
    assert "Nobody sees that it was ever there." in preview
    assert not Decision.objects.exists()

    desk.post("/moderation/group/", sent | {"step": "confirm"})
    assert Decision.objects.count() == 3
    assert Decision.objects.values("group_key").distinct().count() == 1
    assert "is closed" in desk.get(url).text


def test_the_alert_stands_above_the_queue_until_a_moderator_closes_it(desk, url, alert, moderator):
    words = "3 new accounts praise Acme Regen"
    assert words in desk.get("/moderation/").text

    desk.post(f"/moderation/alerts/{alert.pk}/close/")
    assert words not in desk.get("/moderation/").text
    alert.refresh_from_db()
    assert alert.closed_by == moderator
    assert AuditEntry.objects.filter(act="alert-closed", actor_id=moderator.pk).count() == 1

    assert "closed before" in desk.post(f"/moderation/alerts/{alert.pk}/close/", follow=True).text
    assert AuditEntry.objects.filter(act="alert-closed").count() == 1


def test_a_board_moderator_neither_sees_nor_closes_an_alert(client, sign_in, board_moderator, url, alert):
    sign_in(client, board_moderator)

    assert "new accounts praise" not in client.get("/moderation/").text
    assert "close the alert" not in client.get(url).text
    assert client.post(f"/moderation/alerts/{alert.pk}/close/").status_code == 404


def test_members_find_no_such_page(client, sign_in, url, member):
    assert sign_in(client, member).get(url).status_code == 404


@pytest.mark.parametrize("after", ["x", "99999999999999999999", "0"])
def test_a_page_that_is_not_there_is_not_found(desk, url, after):
    assert desk.get(f"{url}?after={after}").status_code == 404


def test_earlier_texts_stand_on_further_pages(desk, url, provider, make_post, monkeypatch):
    monkeypatch.setattr("moderation.views.providers.TEXTS_SHOWN", 2)
    for number in range(3):
        make_post(f"Acme Regen, thought {number}.", names=provider)
    first = desk.get(url)

    assert "thought 2" in first.text and "thought 0" not in first.text
    second = desk.get(f"{url}?after={first.context['more_after']}").text
    assert "thought 0" in second and "thought 1" not in second


def test_it_costs_the_same_with_two_texts_and_with_twenty(desk, url, provider, make_post, max_queries, moderator):
    for number in range(2):
        make_post(f"{ADVERT} {number}", outcome="hold", names=provider)
    desk.get(url)
    with max_queries(16):
        desk.get(url)

    for number in range(18):
        make_post(f"{ADVERT} More {number}", outcome="hold", names=provider)
    with max_queries(16):
        desk.get(url)


def test_a_text_that_was_decided_shows_its_last_case(desk, url, provider, make_post, moderator):
    case = Case.objects.open_about(make_post(ADVERT, outcome="hold", names=provider)).get()
    decided(case, act="remove", moderator=moderator, rule="promotion", message="x")

    html = desk.get(url).text
    assert f"case {case.pk} is closed" in html
    assert "Removed" in html


def test_a_held_text_praises_and_is_held_and_nobody_of_the_team_is_new(desk, url, provider, make_post, make_member):
    long_here = make_member("Kim", days=400, posts=0)
    for author in (long_here, make_member("Mo", days=400, posts=0, role=Role.MODERATOR)):
        make_post(ADVERT, outcome="hold", author=author, names=provider)
    page = desk.get(url).text

    assert "praises it" in page and "Held" in page and ">flagged<" not in page
    assert page.count("by somebody who was new or had hardly written") == 1
    queue = desk.get("/moderation/").text
    assert "Kim (has hardly written yet)" in queue and "(new)" not in queue
