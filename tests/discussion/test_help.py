"""While somebody worries about a text's author, they alone read where to find help, above that text, on each visit."""

import pytest

from detector import Assessment, Concern
from discussion import helplines
from discussion.models import REPLIES_SHOWN
from moderation import actions as moderation
from moderation.models import Case
from tests.texts import decided

WORDS = "I do not know how to go on."


@pytest.fixture
def worried(monkeypatch):
    """worried("crisis"): from now on the screen worries about every text."""

    def make(kind: str) -> None:
        def assess(**given) -> Assessment:
            body = given["body"]
            return Assessment(
                outcome="publish", score=0.0, act="tell", reasons=(), version="test", clears=(),
                concerns=(Concern(kind, "body", 0, 1, body[:1]),),
            )  # fmt: skip

        monkeypatch.setattr("discussion.places.assess", assess)

    return make


@pytest.fixture
def write(client, topic, stranger):
    """write("US") -> the page the author reads right after"""

    def post(country: str) -> str:
        stranger.country = country
        stranger.save()
        client.force_login(stranger)
        return client.post(f"/threads/{topic.thread_id}/answer/", {"body": WORDS}, follow=True).text

    return post


def above_the_text(page: str, title: str) -> str:
    """From the title to the text, both in one post."""
    start = page.index(title)
    panel = page[start : page.index(WORDS, start)]
    assert "<article" not in panel
    return panel


@pytest.mark.parametrize(
    "country, shown, not_shown",
    [
        ("US", ["tel:988", "sms:988", "tel:911"], ["116123", "check with your local directory"]),
        ("GB", ["tel:999", "tel:116123", "jo@samaritans.org", "check with your local directory"], ["988"]),
        ("IE", ["tel:112", "tel:116123"], ["988"]),
        ("CA", ["tel:988", "emergency number you know", "check with your local directory"], ["911"]),
        ("AU", ["tel:131114", "emergency number you know", "check with your local directory"], ["988"]),
        ("", ["tel:988", "tel:116123", "tel:131114", "findahelpline.com", "emergency number you know"], ["tel:911"]),
    ],
)
def test_the_author_sees_the_lines_of_their_country_above_their_text(write, worried, country, shown, not_shown):
    worried("crisis")
    page = write(country)

    panel = above_the_text(page, "You can talk to someone today.")
    assert "/help/urgent/" in panel
    assert all(words in panel for words in shown)
    assert not any(words in panel for words in not_shown)


def test_nobody_else_ever_sees_it_and_the_text_stays_public(client, write, worried, topic, member, moderator, sign_in):
    worried("crisis")
    write("US")

    for reader in (None, member, moderator):
        client.logout()
        if reader:
            sign_in(client, reader)
        page = client.get(topic.get_absolute_url()).text
        assert WORDS in page
        assert "You can talk to someone today." not in page and "tel:988" not in page


def test_it_stands_there_on_each_visit_until_somebody_has_looked(
    client, write, worried, topic, make_topic, stranger, moderator
):
    worried("crisis")
    assert "Above your text stands where you can find help." in write("US")

    for _visit in range(2):
        assert "tel:988" in client.get(topic.get_absolute_url()).text
    assert "tel:988" not in client.get(make_topic().get_absolute_url()).text

    decided(Case.objects.get(), act="keep", moderator=moderator, message="I have read it.")
    assert "tel:988" not in client.get(topic.get_absolute_url()).text


def test_it_stands_at_a_question_at_a_comment_and_at_a_reply_past_the_first_page(
    client, make_topic, make_post, stranger, member
):
    question = make_topic(author=stranger, title="How do I go on?", body=WORDS).thread.posts.get()
    answer = make_post()
    replies = [make_post(WORDS, under=answer, author=stranger) for _time in range(REPLIES_SHOWN + 1)]
    client.force_login(stranger)
    for post in (question, replies[-1]):
        moderation.report(post, reporter=member, reason="crisis")
        above_the_text(client.get(post.get_absolute_url(), follow=True).text, "You can talk to someone today.")


def test_the_worry_of_a_reader_is_enough_and_is_not_told(client, topic, make_post, stranger, member):
    moderation.report(make_post(WORDS), reporter=member, reason="crisis", note="I worry.")
    client.force_login(stranger)
    page = client.get(topic.get_absolute_url()).text

    panel = above_the_text(page, "You can talk to someone today.")
    assert "report" not in panel.lower() and member.username not in panel and "I worry." not in page


def test_it_costs_an_author_one_question_more_and_readers_none(client, topic, make_post, stranger, member, max_queries):
    for number in range(3):
        make_post(f"{WORDS} {number}", concern="crisis")
    client.force_login(stranger)
    client.get(topic.get_absolute_url())

    with max_queries(13):
        assert client.get(topic.get_absolute_url()).text.count("You can talk to someone today.") == 3


@pytest.mark.parametrize(
    "country, where", [("US", "MedWatch"), ("CA", "Health Canada"), ("AU", "TGA"), ("GB", "/help/urgent/#harmed")]
)
def test_after_harm_the_author_reads_the_urgent_signs_and_where_to_report(write, worried, country, where):
    worried("harm")
    page = write(country)

    panel = above_the_text(page, "It sounds as if a treatment hurt you.")
    assert "get medical help now" in panel and where in panel


def test_another_country_is_offered_all_lines_with_their_countries():
    lines = helplines.offer(helplines.CRISIS, "DE").lines

    assert all(":" in str(line.words) for line in lines)
    assert helplines.offer(helplines.HARM, "DE").report == ""
