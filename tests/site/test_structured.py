"""What search engines are told about a topic: what a visitor reads on its page, and nothing else."""

import json
import re

import pytest
from django.contrib.auth.models import AnonymousUser

from discussion.models import Post
from discussion.pages import thread_page
from forum.models import Topic
from forum.structured import structured_data
from moderation import actions as moderation
from moderation.models import Status
from tests.texts import ADVERT

ADDRESS = "https://site.example/forum/treatments/1-light/"


def told(topic: Topic, *, number: int = 1, reader=None) -> dict:
    """The data for a page of the topic; nothing when nothing is told."""
    topic = Topic.objects.select_related("board", "thread").get(pk=topic.pk)
    topic.thread.owner = topic
    element = structured_data(topic, thread_page(topic.thread, number, reader or AnonymousUser()), ADDRESS)
    if not element:
        return {}
    found = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', element, re.DOTALL)
    return json.loads(found[1])


def test_a_question_with_its_answers_is_told(topic, make_post, question):
    answer = make_post("It helped me a little.")

    data = told(topic)
    assert data["@type"] == "QAPage"
    main = data["mainEntity"]
    assert (main["name"], main["answerCount"]) == ("Light therapy on the scalp?", 1)
    assert main["author"]["name"] == "Marie"
    assert main["url"] == f"{ADDRESS}#post-{question.pk}"
    assert [one["text"] for one in main["suggestedAnswer"]] == ["It helped me a little."]
    assert main["suggestedAnswer"][0]["url"] == f"{ADDRESS}#post-{answer.pk}"


def test_the_answer_that_helped_the_asker_is_the_accepted_one(topic, make_post):
    make_post("It did nothing.")
    Post.objects.filter(pk=make_post("It helped.").pk).update(helpful_to_asker=True)

    main = told(topic)["mainEntity"]
    assert main["acceptedAnswer"]["text"] == "It helped."
    assert [one["text"] for one in main["suggestedAnswer"]] == ["It did nothing."]


def test_a_question_without_an_answer_is_told_too(topic):
    assert told(topic)["mainEntity"]["answerCount"] == 0
    assert "suggestedAnswer" not in told(topic)["mainEntity"]


def test_what_only_its_author_may_read_is_not_told_even_to_the_author(topic, make_post, stranger):
    make_post(ADVERT, outcome="hold", author=stranger)

    assert "suggestedAnswer" not in told(topic, reader=stranger)["mainEntity"]


@pytest.mark.parametrize("status", [Status.HELD, Status.RETURNED, Status.REMOVED, Status.WITHDRAWN])
def test_an_answer_that_is_not_readable_is_not_told(topic, make_post, status):
    hidden = make_post("The one that goes.")
    moderation.texts.move(hidden, (Status.PUBLISHED,), status)

    assert "goes" not in json.dumps(told(topic))


@pytest.mark.parametrize("status", [Status.HELD, Status.RETURNED, Status.REMOVED, Status.WITHDRAWN])
def test_of_a_question_that_is_not_readable_nothing_is_told(topic, question, make_post, status):
    make_post("An answer.")
    question.refresh_from_db()
    moderation.texts.move(question, (Status.PUBLISHED,), status)

    assert told(topic) == {}


def test_of_a_held_question_nothing_is_told_to_its_author(make_topic, member):
    held = make_topic(title="Acme Regen cured me", body=ADVERT, outcome="hold")

    assert told(held, reader=member) == {}


def test_later_pages_tell_nothing_of_their_own(topic, make_post):
    for number in range(21):
        make_post(f"Answer number {number}.")

    assert told(topic, number=2) == {}


def test_markup_cannot_end_the_element(make_topic):
    topic = make_topic(title="</script><b>Light</b>", body="</script><script>alert(1)</script> <!-- more")

    assert told(topic)["mainEntity"]["name"] == "</script><b>Light</b>"
    assert told(topic)["mainEntity"]["text"].startswith("</script>")


def test_a_former_member_is_not_named(topic):
    Post.objects.update(author=None)

    assert "author" not in told(topic)["mainEntity"]


def test_long_texts_are_told_in_part(make_topic, make_post):
    topic = make_topic(body="word " * 1000)
    make_post("word " * 1000, thread=topic.thread)

    main = told(topic)["mainEntity"]
    assert len(main["text"]) == 1000
    assert main["text"].endswith("…")
    assert len(main["suggestedAnswer"][0]["text"]) == 400
