from time import process_time
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from discussion.models import Draft, PendingText, Post
from forum.models import Topic
from moderation.models import Status
from tests.texts import ADVERT, new_key

ASK = "/forum/ask/"


def question(board, **more):
    fields = {"title": "Does light therapy help?", "body": "On the scalp.", "board": board.pk, "key": new_key()}
    return fields | {"act": "send"} | more


def test_a_member_asks_and_is_led_to_the_topic(client, board, member):
    client.force_login(member)
    response = client.post(ASK, question(board), follow=True)

    topic = Topic.objects.get()
    assert (topic.title, topic.board, topic.visible) == ("Does light therapy help?", board, True)
    assert "On the scalp." in response.text


def test_the_board_a_link_names_is_chosen_already(client, board):
    assert client.get(ASK, {"board": board.slug}).context["form"]["board"].value() == board.pk


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"title": ""}, "Enter your question."),
        ({"title": "Why"}, "Say a little more"),
        ({"title": "x" * 151}, "at most 150 characters"),
        ({"body": ""}, "There is a problem"),
        ({"board": "999"}, "This board does not exist any more"),
        ({"board": ""}, "Choose a board."),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_the_rest_is_kept(client, board, member, wrong, message):
    client.force_login(member)
    response = client.post(ASK, question(board) | wrong)

    assert response.status_code == 422
    assert message in response.text
    kept = question(board) | wrong
    assert response.context["form"]["title"].value() == kept["title"]
    assert response.context["form"]["body"].value() == kept["body"]
    assert not Topic.objects.exists()


def test_a_title_keeps_no_character_that_turns_the_words_around_it(client, board, member):
    client.force_login(member)
    client.post(ASK, question(board, title="Does \u202elight\u202c \u2067therapy\u2069 help?"))

    assert Topic.objects.get().title == "Does light therapy help?"


@pytest.mark.parametrize("who", ["member", "visitor"])
@pytest.mark.parametrize("character", ["\u0436", "\U0001f33f"])
def test_a_million_characters_come_back_to_their_author(client, board, member, who, character):
    if who == "member":
        client.force_login(member)
    body = character * 1_000_000
    started = process_time()
    data = urlencode(question(board, body=body))
    response = client.post(ASK, data, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 422
    assert "1,000,000 characters" in response.text
    assert response.context["form"]["body"].value() == body
    assert process_time() - started < 8  # seconds


@pytest.mark.parametrize(
    "audience, words",
    [("", "Everyone will be able"), ("everyone", "Everyone will be able"), ("members", "Only members will be able")],
)
def test_the_preview_says_who_will_read_it(client, board, member, audience, words):
    client.force_login(member)
    asked = question(board, act="preview") | ({"audience": audience} if audience else {})

    assert words in client.post(ASK, asked).text


def test_an_unsent_question_waits_as_a_draft(client, board, member):
    client.force_login(member)
    client.post(ASK, question(board, title=""))

    assert Draft.objects.get(member=member).fields["body"] == "On the scalp."
    assert "On the scalp." in client.get(ASK).text


def test_a_held_question_is_in_no_list_and_no_count(client, board, member, stranger):
    client.force_login(member)
    hinted = client.post(ASK, question(board, title="Found the best clinic", body=ADVERT))
    hint_for = hinted.context["form"]["hint_for"].value()
    client.post(ASK, question(board, title="Found the best clinic", body=ADVERT, hint_for=hint_for))
    assert Post.objects.get().status == Status.HELD

    client.force_login(stranger)
    for url in ("/", "/forum/", board.get_absolute_url(), "/unanswered/", "/search/?q=best+clinic"):
        assert "Found the best clinic" not in client.get(url).text
    board.refresh_from_db()
    assert board.topics_count == 0


def test_a_visitors_question_waits_for_them_to_join_and_is_then_asked(client, board, member):
    response = client.post(ASK, question(board))
    assert response.url == reverse("members:join")
    assert PendingText.objects.get().fields["board"] == str(board.pk)

    client.force_login(member)
    client.get(reverse("discussion:pending"))
    assert Topic.objects.get().title == "Does light therapy help?"


def test_a_board_page_lists_its_topics_by_latest_activity(client, make_topic, make_post, max_queries):
    first, second = make_topic(title="The first question"), make_topic(title="The second question")
    make_post("Late answer.", thread=first.thread)
    client.get(first.board.get_absolute_url())

    with max_queries(4):
        text = client.get(first.board.get_absolute_url()).text
    assert text.index("The first question") < text.index("The second question")
    assert second.title in text


def test_a_board_with_many_topics_has_older_pages_that_repeat_and_miss_nothing(client, make_topic, board):
    for number in range(30):
        make_topic(title=f"Question number {number:02}")
    first = client.get(board.get_absolute_url())
    second = client.get(board.get_absolute_url(), {"before": first.context["older"]})

    titles = [topic.title for page in (first, second) for topic in page.context["topics"]]
    assert titles == [f"Question number {number:02}" for number in reversed(range(30))]


@pytest.mark.parametrize(
    "before", ["x", "2026_1", "2026-11-22T10:00:00_x", "2026-13-45T99:00:00_1", "\x00", "_" * 5000]
)
def test_a_made_up_place_in_a_list_is_not_found(client, board, before):
    assert client.get(board.get_absolute_url(), {"before": before}).status_code == 404
