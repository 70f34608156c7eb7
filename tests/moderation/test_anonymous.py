"""A text without a name at the desk: how its author stands, not who it is; the name only for whoever says why."""

import json

import pytest

from members.models import Member, Role
from moderation import actions
from moderation.actions.sanctions import Wish
from moderation.models import AuditDetail, AuditEntry, Case, Decision, ModeratorScope, Sanction
from tests.texts import ADVERT, decided

NAME = "Joachim"


@pytest.fixture
def author(make_member):
    return make_member(NAME, days=200, posts=27)


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


@pytest.fixture
def anonymous(make_post, author):
    """anonymous("text", outcome=…) -> the case of a text that Joachim posted without his name"""

    def make(body: str = ADVERT, outcome: str = "hold", **given) -> Case:
        given = {"author": author, "words": "+1 202 555 0143" if body == ADVERT else ""} | given
        return Case.objects.open_about(make_post(body, outcome=outcome, anonymous=True, **given)).get()

    return make


@pytest.fixture
def named(make_post, author):
    return Case.objects.open_about(make_post(f"{ADVERT} Under my name.", outcome="hold", author=author)).get()


def group(*cases: Case, step: str = "confirm", **fields) -> dict:
    chosen = [f"{case.pk}:{case.version}" for case in cases]
    order = {
        "act": "remove",
        "rule": "promotion",
        "reason": "An advert.",
        "message": "It sells.",
        "days": 7,
        "weight": 1,
    }
    return order | {"case": chosen, "step": step, "group_key": "5a4b6f7e-8c1d-4e2a-9b3c-0d1e2f3a4b5c"} | fields


def unmask(desk, case: Case, reason: str = "Somebody may be in danger."):
    return desk.post(f"/moderation/cases/{case.pk}/author/", {"reason": reason})


def test_queue_and_case_say_how_the_author_stands_and_not_who_it_is(desk, anonymous):
    case = anonymous()
    queue, page = desk.get("/moderation/").text, desk.get(case.get_absolute_url()).text

    assert "Anonymous 1 (member, 20+ texts)" in queue
    assert "Anonymous 1" in page and "20+" in page
    assert NAME not in queue + page
    assert "27" not in page.split('id="author"')[1].split("</section>")[0]


def test_so_does_what_stands_around_another_text(desk, anonymous, make_post, author, member):
    answer = make_post("I would rather not say.", author=author, anonymous=True)
    reply = make_post(ADVERT, outcome="hold", under=answer, author=member)
    page = desk.get(Case.objects.open_about(reply).get().get_absolute_url()).text

    assert "I would rather not say." in page and "Anonymous 1" in page
    assert NAME not in page


def test_the_texts_to_start_from_do_not_fill_in_the_name(desk, anonymous):
    case = anonymous()
    order = {"use": "1", "version": 1, "template": "house-contact", "act": "return", "message": ""}
    page = desk.post(case.get_absolute_url(), order).text

    assert "Thank you for writing, Anonymous 1." in page
    assert NAME not in page


def test_a_group_and_its_preview_tell_no_name(desk, anonymous):
    case = anonymous()
    pages = [desk.get("/moderation/group/", {"case": case.pk}).text]
    pages += [
        desk.post("/moderation/group/", group(case, step=step, sanction="strike")).text
        for step in ("preview", "confirm")
    ]

    assert all("Anonymous 1 (member, 20+ texts)" in page for page in pages)
    assert not any(NAME in page for page in pages)


def test_a_sanction_in_a_group_reaches_each_name_so_that_it_joins_no_two(desk, anonymous, named, author):
    case = anonymous()
    preview = desk.post("/moderation/group/", group(case, named, step="preview", sanction="strike")).text
    assert "comes with another of these texts" not in preview

    for _twice in range(2):
        desk.post("/moderation/group/", group(case, named, sanction="strike"))
    assert Sanction.objects.filter(member=author).count() == 2


def test_a_provider_page_counts_other_names_by_themselves(
    desk, anonymous, make_post, make_provider, author, max_queries
):
    provider = make_provider()
    for number in range(3):
        make_post(f"Is Acme Regen any good? {number}", author=author, names=provider, anonymous=number < 2)
    with max_queries(25):
        page = desk.get(f"/moderation/providers/{provider.pk}/").text

    accounts = page.split("Accounts")[1]
    assert "Anonymous 1: 2 texts" in accounts
    assert f"{NAME}, since" in accounts and ": 1 text" in accounts
    assert page.count(NAME) == 2  # at the text under it and in the list


def test_what_is_decided_reaches_the_author(anonymous, moderator, author):
    case = anonymous()
    decided(
        case, act="remove", rule="promotion", moderator=moderator, message="It sells.", sanction=Wish("suspend", days=3)
    )

    assert Member.objects.get(pk=author.pk).is_suspended
    assert Decision.objects.told_to(author).count() == 1


def test_earlier_decisions_do_not_join_the_names_of_one_author(desk, anonymous, named, make_topic, author, moderator):
    first, second = anonymous(), anonymous(f"{ADVERT} Again.")
    elsewhere = anonymous(f"{ADVERT} Elsewhere.", thread=make_topic(title="What about light?").thread)
    for case in (first, named):
        decided(case, act="return", rule="promotion", moderator=moderator, message="Leave it out.")
    shown = {
        case.pk: desk.get(case.get_absolute_url()).text.split('id="author"')[1] for case in (named, second, elsewhere)
    }

    def links(page: Case, to: Case) -> bool:
        return f'href="{to.get_absolute_url()}"' in shown[page.pk].split("</section>")[0]

    assert links(second, first)
    assert not (links(second, named) or links(elsewhere, first) or links(elsewhere, named) or links(named, first))
    assert "2, 2 of them against the text" in shown[elsewhere.pk]


def test_the_log_and_its_table_name_no_author(desk, anonymous, author, moderator):
    case = anonymous()
    decision = decided(case, act="return", rule="promotion", moderator=moderator, message="Leave it out.")
    actions.appeal(decision, author=author, text="It was my own story.")
    assert AuditEntry.objects.filter(act="appealed", actor_id=author.pk).exists()

    for path in ("/moderation/log/", "/moderation/log/entries.csv"):
        response = desk.get(path)
        text = b"".join(response).decode()
        assert "the author" in text and NAME not in text, path
    assert 'rows__title">Appealed' not in desk.get("/moderation/log/", {"actor": NAME}).text


def test_the_name_is_shown_once_to_whoever_says_why_and_that_is_in_the_log(desk, anonymous, named, moderator):
    case = anonymous()
    assert "Say in a few words why you need to know." in unmask(desk, case, "").text
    assert not AuditEntry.objects.filter(act="author-shown").exists()

    page = unmask(desk, case)
    assert page.headers["Cache-Control"] == "no-store"
    assert f"{NAME} (Anonymous 1)" in page.text
    entry = AuditEntry.objects.get(act="author-shown")
    assert (entry.actor_id, entry.case_id, entry.subject_id) == (moderator.pk, case.pk, case.object_id)
    detail = AuditDetail.objects.get(pk=entry.pk)
    assert json.loads(detail.text) == {"reason": "Somebody may be in danger."}
    assert NAME not in desk.get(case.get_absolute_url()).text
    assert NAME not in desk.get("/moderation/log/").text


def test_nobody_else_is_shown_a_name(client, sign_in, anonymous, named, make_member, board, author, member):
    case = anonymous()
    board_moderator = make_member("Bo", role=Role.BOARD_MODERATOR)
    ModeratorScope.objects.create(member=board_moderator, place_key=f"board:{board.slug}")
    assert "Show who wrote this" not in sign_in(client, board_moderator).get(case.get_absolute_url()).text

    for other in (board_moderator, member, author):
        assert unmask(sign_in(client, other), case).status_code == 404
    assert not AuditEntry.objects.filter(act="author-shown").exists()


def test_there_is_no_name_to_show_of_a_text_under_ones_own_or_by_a_former_member(desk, anonymous, named, author):
    assert unmask(desk, named).status_code == 404

    case = anonymous()
    author.delete()
    page = desk.get(case.get_absolute_url()).text
    assert "Anonymous 1, former member" in page
    assert unmask(desk, case).status_code == 404


def test_a_moderator_learns_nothing_of_the_case_about_their_own_anonymous_text(desk, moderator, anonymous, member):
    case = anonymous(author=moderator)

    assert desk.get(case.get_absolute_url()).status_code == 302
    assert unmask(desk, case).status_code == 302
    assert f"/moderation/cases/{case.pk}/" not in desk.get("/moderation/").text


def test_an_anonymous_question_is_one_at_the_desk_too(desk, make_topic, author):
    topic = make_topic(author=author, body=ADVERT, outcome="flag", anonymous=True)
    case = Case.objects.open_about(topic.thread.posts.get(answer_no=0)).get()

    assert (case.written_as, case.voice) == ("Anonymous 1", f"alias:{topic.thread.posts.get(answer_no=0).alias_id}")
    assert NAME not in desk.get(case.get_absolute_url()).text
