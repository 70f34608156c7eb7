"""Tags are chosen where somebody asks."""

import pytest

from discussion.models import Draft, PendingText
from forum.models import Tag, Topic
from tests.texts import new_key

from .test_asking import ASK, question

SUGGEST = "/forum/ask/tags/"


@pytest.fixture
def tags(db):
    words = {"scalp": "hair", "itch": "itchy", "light-therapy": "UVB", "hands": "palm", "feet": "soles", "nails": ""}
    names = {slug: slug.replace("-", " ").capitalize() for slug in words}
    return {slug: Tag.objects.create(slug=slug, name=names[slug], theme="body", synonyms=words[slug]) for slug in words}


def boxes(page) -> dict[str, bool]:
    """The tags that stand first, outside of what is folded, and whether they are ticked."""
    field = page.context["field"] if "field" in page.context else page.context["form"]["tags"]
    return {choice.tag.slug: choice.is_chosen for choice in field.form.tags_shown.first}


def test_a_question_is_asked_with_its_tags(client, board, member, tags):
    client.force_login(member)
    client.post(ASK, question(board, tags=[tags["scalp"].pk, tags["itch"].pk]))

    assert {tag.slug for tag in Topic.objects.get().tags.all()} == {"scalp", "itch"}


def test_the_same_form_sent_twice_gives_the_tags_once(client, board, member, tags):
    client.force_login(member)
    asked = question(board, tags=[tags["scalp"].pk], key=new_key())
    for _ in range(2):
        client.post(ASK, asked)

    assert Topic.tags.through.objects.count() == 1


def test_no_more_than_five_and_the_page_keeps_what_was_chosen(client, board, member, tags):
    client.force_login(member)
    page = client.post(ASK, question(board, tags=[tag.pk for tag in tags.values()]))

    assert page.status_code == 422
    assert "Choose at most 5 tags. You have chosen 6." in page.text
    assert all(boxes(page).values()) and len(boxes(page)) == 6
    assert not Topic.objects.exists()


@pytest.mark.parametrize("given", ["999", "x", "-1", ",,,", "9" * 40])
def test_a_tag_that_is_not_there_keeps_nobody_from_asking(client, board, member, tags, given):
    client.force_login(member)
    client.post(ASK, question(board, tags=[given, tags["itch"].pk]))

    assert [tag.slug for tag in Topic.objects.get().tags.all()] == ["itch"]


def test_a_tag_that_is_no_longer_offered_is_not_there(client, board, member, tags):
    Tag.objects.filter(slug="scalp").update(offered=False)
    client.force_login(member)

    assert "Scalp" not in client.get(ASK).text
    client.post(ASK, question(board, title="Scalp, what helps?", tags=[tags["scalp"].pk]))
    assert not Topic.objects.get().tags.exists()


def test_a_page_that_is_shown_again_puts_first_what_the_text_suggests(client, board, member, tags):
    client.force_login(member)
    assert boxes(client.get(ASK)) == {}

    page = client.post(ASK, question(board, title="Itchy palms?", tags=[tags["feet"].pk], act="preview"))
    assert boxes(page) == {"itch": False, "hands": False, "feet": True, "scalp": False}
    assert page.text.count(f'value="{tags["feet"].pk}"') == 1


def test_a_visitors_tags_wait_with_their_text(client, board, member, tags):
    client.post(ASK, question(board, tags=[tags["scalp"].pk, tags["itch"].pk]))
    assert PendingText.objects.get().fields["tags"]

    client.force_login(member)
    client.get("/pending/")
    assert {tag.slug for tag in Topic.objects.get().tags.all()} == {"scalp", "itch"}


def test_a_draft_keeps_them(client, board, member, tags):
    client.force_login(member)
    client.post(ASK, question(board, title="", tags=[tags["feet"].pk, tags["nails"].pk]))

    assert boxes(client.get(ASK)) == {"scalp": False, "feet": True, "nails": True}
    draft = question(board, place="ask", tags=[tags["itch"].pk])
    client.post("/drafts/save/", draft)
    assert Draft.objects.get().fields["tags"] == str(tags["itch"].pk)


def test_a_link_chooses_a_tag(client, board, tags):
    assert boxes(client.get(ASK, {"tag": "hands"})) == {"hands": True}
    assert boxes(client.get(ASK, {"tag": "nothing"})) == {}


class TestWhileTyping:
    def test_the_boxes_come_anew_with_what_was_ticked(self, client, board, member, tags):
        client.force_login(member)
        page = client.post(SUGGEST, {"title": "UVB for the hands", "body": "", "tags": [tags["feet"].pk]})

        assert boxes(page) == {"light-therapy": False, "hands": False, "feet": True}
        assert "Suggested tags: Light therapy, Hands" in " ".join(page.text.split())

    def test_nothing_comes_when_nothing_is_new(self, client, board, member, tags):
        client.force_login(member)
        known = f"{tags['hands'].pk}"

        assert client.post(SUGGEST, {"title": "My hands", "tags_suggested": known}).status_code == 204
        assert client.post(SUGGEST, {"title": "Hello", "tags_suggested": ""}).status_code == 204

    def test_it_costs_one_question_and_is_limited(self, client, member, tags, max_queries, settings):
        with max_queries(1):
            client.post(SUGGEST, {"title": "My hands"})

        settings.LIMITS = {"suggest": {"address": "1/m"}}
        client.post(SUGGEST, {"title": "My hands"})
        assert client.post(SUGGEST, {"title": "My hands"}).status_code == 429
