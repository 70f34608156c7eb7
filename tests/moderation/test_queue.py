"""The queue: what waits for whom, in which order, told in words."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from discussion.models import Post
from moderation import actions
from moderation.models import Case, ModeratorScope, Provider, ProviderMention, SavedFilter
from tests.texts import ADVERT, decided

QUEUE = "/moderation/"
GROUP = "/moderation/group/"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/moderation/"}


@pytest.fixture
def helper(make_member, board):
    """A board moderator of the one board."""
    helper = make_member("Bo", role="board moderators")
    ModeratorScope.objects.create(member=helper, place_key=f"board:{board.slug}")
    return helper


@pytest.fixture
def held(make_post):
    return Case.objects.open_about(make_post(ADVERT, outcome="hold", words="+1 202 555 0143")).get()


def fill(number: int, *, first: int = 0, place: str = "board:treatments", **fields) -> None:
    """Open cases about texts that nobody wrote, which the queue never looks up."""
    kind = ContentType.objects.get_for_model(Post)
    now = timezone.now()
    Case.objects.bulk_create(
        Case(
            content_type=kind,
            object_id=900_000 + n,
            version=1,
            place_key=place,
            place_title="Somewhere",
            excerpt=f"text {n:04}.",
            due_at=now + timedelta(minutes=n // 2),
            score=0.6,
            **fields,
        )
        for n in range(first, first + number)
    )


def counts(text: str) -> dict[str, int]:
    found = re.findall(r'id="tab-\d"[^>]*>(\w+) <span class="tabs__count">(\d+)<', text)
    return {name: int(number) for name, number in found}


def words_of(text: str) -> list[str]:
    return re.findall(r'id="open-\d+"[^>]*>([^<]+)<', text)


# Who comes in.


def test_a_board_moderator_finds_the_cases_of_their_places_only(client, sign_in, helper, held, make_topic):
    fill(1, place="board:elsewhere")
    sign_in(client, helper)

    text = client.get(QUEUE).text
    assert words_of(text) == [ADVERT]
    assert counts(text)["All"] == 1
    assert "Moderation (1)" in text
    assert "Elsewhere" not in text


def test_a_board_moderator_moves_nothing_outside_their_places(client, sign_in, helper):
    fill(1, place="board:elsewhere")
    case = Case.objects.get()
    sign_in(client, helper)

    assert client.post(f"/moderation/queue/{case.pk}/claim/").status_code == 404
    assert client.get(QUEUE, {"after": case.pk}).status_code == 404
    assert client.post(GROUP, {"case": case.pk}).url == QUEUE
    assert Case.objects.get().claimed_by is None


def test_a_board_moderator_shows_the_second_factor_too(client, helper, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    client.force_login(helper)

    assert client.get(QUEUE).url.startswith("/settings/second-factor/")


@pytest.mark.parametrize("who", ["member", "newcomer", "editor"])
def test_for_others_nothing_of_the_queue_exists(client, sign_in, request, held, who):
    sign_in(client, request.getfixturevalue(who))

    for path in (f"/moderation/queue/{held.pk}/claim/", GROUP, "/moderation/filters/", "/moderation/filters/1/delete/"):
        assert client.post(path, {"case": held.pk}).status_code == 404


def test_ones_own_text_is_not_in_ones_queue_nor_claimed(desk, make_post, moderator):
    make_post(ADVERT, outcome="hold", author=moderator)
    case = Case.objects.get()

    text = desk.get(QUEUE).text
    assert (words_of(text), counts(text)["All"]) == ([], 0)
    assert desk.post(f"/moderation/queue/{case.pk}/claim/").status_code == 404


# What it shows.


def test_a_case_shows_the_parts_of_its_place_in_words(desk, held):
    text = desk.get(QUEUE).text

    parts = dict(re.findall(r"<dt>(\w+)</dt><dd>([^<]+)</dd>", text))
    assert parts | {"Waiting": "…"} == {
        "Severity": "ordinary",
        "Reach": "only its author",
        "Certainty": "very likely",
        "Waiting": "…",
    }
    assert "Phone number" in text


def test_a_worry_about_a_person_comes_before_everything(desk, held, make_post):
    Case.objects.update(due_at=timezone.now() - timedelta(days=300))
    make_post("I cannot go on.", concern="crisis")

    assert words_of(desk.get(QUEUE).text)[0] == "I cannot go on."


def test_others_see_who_works_on_a_case_and_since_when_and_that_it_asks_for_an_admin(desk, held, other_moderator):
    actions.escalate(held, other_moderator, text="What do you think?")
    actions.claim(held, other_moderator)

    text = desk.get(QUEUE).text
    assert f"Robin works on it since {timezone.localtime(held.claimed_at):%H:%M}" in text
    assert "asks for an admin" in text


def test_the_counts_are_what_the_tabs_show(desk, held, make_post, member, moderator, other_moderator):
    make_post(f"{ADVERT} two", outcome="flag")
    actions.report(make_post("Something odd."), reporter=member, reason="other")
    removed = decided(
        Case.objects.open_about(make_post("Gone.", outcome="hold")).get(),
        act="remove", moderator=other_moderator, rule="spam", message="m",
    )  # fmt: skip
    actions.appeal(removed, author=removed.author, text="Please look again.")
    skipped = Case.objects.open_about(make_post("Rather not.", outcome="flag")).get()
    actions.skip(skipped, moderator)
    actions.claim(held, moderator)

    found = counts(desk.get(QUEUE).text)
    assert found == {"All": 4, "Held": 1, "Flagged": 1, "Reported": 1, "Appeals": 1, "Mine": 1, "Skipped": 1}
    for name, number in found.items():
        assert len(words_of(desk.get(QUEUE, {"show": name.lower()}).text)) == number, name


def test_places_are_called_by_their_names_and_a_board_moderator_reads_which_are_theirs(
    desk, client, sign_in, helper, board, held
):
    board.name = "What helps & what not"
    board.save()
    assert "What helps &amp; what not</option>" in desk.get(QUEUE).text
    assert "You look after" not in desk.get(QUEUE).text

    sign_in(client, helper)
    assert "You look after: What helps &amp; what not." in client.get(QUEUE).text
    helper.moderated_places.all().delete()
    assert "You look after no place yet." in client.get(QUEUE).text


@pytest.mark.parametrize("query", ["show=everything", "after=x", "provider=acme", "after=999999"])
def test_a_view_that_does_not_exist_is_not_found(desk, query):
    assert desk.get(f"{QUEUE}?{query}").status_code == 404


def test_the_queue_costs_the_same_with_ten_and_a_thousand_cases(desk, max_queries, moderator, other_moderator):
    desk.get(QUEUE)
    for first, number in ((0, 10), (10, 990)):
        fill(number, first=first, claimed_by=other_moderator, claim_seen_at=timezone.now(), author=other_moderator)
        with max_queries(12):
            assert counts(desk.get(QUEUE).text)["All"] == first + number
        with max_queries(5):
            desk.get(QUEUE, headers=HTMX)


def test_every_case_stands_on_one_page(desk):
    fill(120)

    seen, address = [], QUEUE
    while address:
        text = desk.get(address).text
        seen += words_of(text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = following[1].replace("&amp;", "&") if following else ""
    assert seen == [f"text {n:04}." for n in range(120)]


def test_a_page_goes_on_behind_a_case_that_was_decided_meanwhile(desk):
    fill(60)
    last = Case.objects.in_queue_order()[49]
    Case.objects.filter(pk=last.pk).update(closed_at=timezone.now())

    assert words_of(desk.get(QUEUE, {"after": last.pk}).text)[0] == "text 0050."


def test_the_list_is_narrowed_by_place_and_by_provider(desk, held):
    fill(2, place="article:what-are-stem-cells")
    acme = Provider.objects.create(
        name="Acme Regen", evidence="A court record", evidence_date=date(2026, 1, 1), review_by=date(2030, 1, 1)
    )
    ProviderMention.objects.create(provider=acme, content_type=held.content_type, object_id=held.object_id)

    text = desk.get(QUEUE).text
    assert "Explainer: What are stem cells" in text
    assert "Acme Regen</option>" in text
    assert len(words_of(text)) == 3
    by_place = desk.get(QUEUE, {"place": "article:what-are-stem-cells"}).text
    assert counts(by_place)["All"] == 2 == len(words_of(by_place))
    by_provider = desk.get(QUEUE, {"provider": acme.pk}).text
    assert words_of(by_provider) == [ADVERT]
    assert counts(by_provider)["All"] == 1


def test_htmx_gets_the_list_alone(desk, held):
    answer = desk.get(QUEUE, headers=HTMX)

    assert answer.text.lstrip().startswith('<div class="stack" id="queue"')
    assert "no-store" in answer.headers["Cache-Control"]


# What is done in it.


def test_a_skipped_case_is_found_under_skipped_and_taken_back(desk, held):
    response = desk.post(f"/moderation/queue/{held.pk}/skip/", {"view": "show=held"})
    assert response.url == f"{QUEUE}?show=held"
    assert words_of(desk.get(QUEUE).text) == []

    assert "Take it back" in desk.get(QUEUE, {"show": "skipped"}).text
    desk.post(f"/moderation/queue/{held.pk}/take-back/")
    assert words_of(desk.get(QUEUE).text) == [ADVERT]


def test_a_claim_from_the_list_answers_with_the_list_and_a_word(desk, held):
    answer = desk.post(f"/moderation/queue/{held.pk}/claim/", {"view": "show=held"}, headers=HTMX)

    assert "You work on it since" in answer.text
    assert "You work on it now." in answer.text
    assert "<h1" not in answer.text
    assert "show=held" in answer.text


def test_who_claims_second_reads_who_was_first(desk, held, other_moderator):
    actions.claim(held, other_moderator)

    answer = desk.post(f"/moderation/queue/{held.pk}/claim/", headers=HTMX)
    assert "Robin has worked on it since" in answer.text
    assert Case.objects.get().claimed_by == other_moderator


def test_an_act_on_a_case_decided_meanwhile_says_so(desk, held, other_moderator):
    decided(held, act="release", moderator=other_moderator)

    assert "It was decided meanwhile." in desk.post(f"/moderation/queue/{held.pk}/claim/", headers=HTMX).text


def test_an_act_that_does_not_exist_is_not_found(desk, held):
    assert desk.post(f"/moderation/queue/{held.pk}/delete/").status_code == 404


def test_a_view_is_saved_under_a_name_and_deleted(desk, moderator, held):
    desk.post("/moderation/filters/", {"name": "Held here", "view": "show=held&place=board%3Atreatments&after=7"})

    saved = SavedFilter.objects.get(member=moderator)
    assert saved.query == "show=held&place=board%3Atreatments"
    assert "Held here" in desk.get(QUEUE).text
    desk.post(f"/moderation/filters/{saved.pk}/delete/")
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(("name", "told"), [("", "Give the view a name."), ("Held", "You have a view with this name.")])
def test_a_view_needs_a_name_of_its_own(desk, moderator, name, told):
    SavedFilter.objects.create(member=moderator, name="Held", query="show=held")

    answer = desk.post("/moderation/filters/", {"name": name, "view": "show=flagged"})
    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{name}"' in answer.text or not name


def test_nobody_sees_or_deletes_anothers_saved_view(desk, other_moderator):
    saved = SavedFilter.objects.create(member=other_moderator, name="Robin's own", query="show=held")

    assert "own</a>" not in desk.get(QUEUE).text
    assert desk.post(f"/moderation/filters/{saved.pk}/delete/").status_code == 404
