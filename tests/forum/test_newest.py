"""The newest questions of boards and tags, found without reading the boards and tags."""

import pytest

from forum import newest as module
from forum.models import Board, Tag, Topic
from forum.newest import newest


@pytest.fixture
def other_board(db):
    return Board.objects.create(slug="living", name="Living with it", description="Work, family, holidays.")


@pytest.fixture
def tag(db):
    return Tag.objects.create(slug="scalp-itch", name="Itch on the scalp", theme=Tag.Theme.BODY)


def test_they_come_newest_first_from_boards_and_tags_each_once(make_topic, board, other_board, tag):
    one, two, three = (make_topic(title=f"Question number {n}", board=other_board) for n in range(3))
    four = make_topic(title="Question number 4")
    for topic in (one, four):
        topic.tags.add(tag)

    assert newest([other_board.pk], [], most=9) == [three.pk, two.pk, one.pk]
    assert newest([], [tag.pk], most=9) == [four.pk, one.pk]
    assert newest([other_board.pk], [tag.pk], most=9) == [four.pk, three.pk, two.pk, one.pk]
    assert newest([other_board.pk], [tag.pk], most=2) == [four.pk, three.pk]
    assert newest([], [], most=9) == []


def test_hidden_questions_are_not_among_them(make_topic, board, tag):
    held = make_topic(outcome="hold")
    held.tags.add(tag)

    assert newest([board.pk], [tag.pk], most=9) == []


def test_they_can_be_those_before_a_moment(make_topic, board, tag):
    topics = [make_topic(title=f"Question number {n}") for n in range(3)]
    for topic in topics:
        topic.tags.add(tag)

    last = Topic.objects.get(pk=topics[2].pk)
    for boards, tags in (([board.pk], []), ([], [tag.pk])):
        assert newest(boards, tags, most=9, before=last.created_at) == [topics[1].pk, topics[0].pk]


def test_of_a_full_board_the_next_part_is_read_whatever_came_later(make_topic, board, tag, monkeypatch):
    monkeypatch.setattr(module, "OF_EACH", 2)
    topics = [make_topic(title=f"Question number {n}") for n in range(6)]
    for topic in topics:
        topic.tags.add(tag)

    for boards, tags in (([board.pk], []), ([], [tag.pk])):
        assert newest(boards, tags, most=9) == [topics[5].pk, topics[4].pk]
        before = Topic.objects.get(pk=topics[4].pk).created_at
        assert newest(boards, tags, most=9, before=before) == [topics[3].pk, topics[2].pk]
