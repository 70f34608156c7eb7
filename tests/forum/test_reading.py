"""The prepared question for a topic gives what the queryset gives."""

import pytest

from forum.models import Board, Tag, Topic
from forum.reading import tags_shown, topic_with_place


def read(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_it_gives_the_topic_with_its_board_and_thread(make_topic, django_assert_num_queries):
    first = make_topic(title="The first question")
    other = Board.objects.create(slug="joints", name="Joints", description="About joints.")
    second = make_topic(title="The second question", board=other)
    topic_with_place(first.pk)

    for pk in (first.pk, second.pk):
        wanted = Topic.objects.select_related("board", "thread").get(pk=pk)
        with django_assert_num_queries(1):
            found = topic_with_place(pk)
            assert [read(row) for row in (found, found.board, found.thread)] == [
                read(row) for row in (wanted, wanted.board, wanted.thread)
            ]
            assert isinstance(found.thread.locked, bool)


def test_what_it_gives_can_be_changed_and_saved(topic):
    found = topic_with_place(topic.pk)
    found.answered = True
    found.save()
    found.thread.locked = True
    found.thread.save()

    topic.refresh_from_db()
    assert topic.answered
    assert topic.title == "Light therapy on the scalp?"
    assert Topic.objects.get().thread.locked


@pytest.mark.parametrize("number", [0, 99, 2_000_000_001, 2**63, 10**30])
def test_a_topic_that_is_not_there_is_none(topic, number):
    assert topic_with_place(number) is None


@pytest.mark.parametrize("number", [99, 2**63, 10**30])
def test_its_page_is_not_found(client, topic, number):
    assert client.get(f"/forum/treatments/{number}-anything/").status_code == 404


def test_it_brings_the_tags_in_the_order_of_their_list(topic, django_assert_num_queries):
    words = {"scalp": "Scalp and hair", "itch": "Itch", "arms-and-legs": "Arms and legs"}
    for slug, name in words.items():
        theme = Tag.Theme.LIFE if slug == "itch" else Tag.Theme.BODY
        topic.tags.add(Tag.objects.create(slug=slug, name=name, theme=theme))
    topic_with_place(topic.pk)

    with django_assert_num_queries(1):
        shown = tags_shown(topic_with_place(topic.pk))
    assert [(tag.slug, tag.name) for tag in shown] == list(topic.tags.values_list("slug", "name"))


def test_a_topic_without_tags_brings_none(topic):
    assert tags_shown(topic_with_place(topic.pk)) == []
