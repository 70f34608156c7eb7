"""After a text in despair, or about harm, its author alone reads where to find help, above that text."""

import pytest

from detector import Assessment, Concern
from discussion import helplines

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
        ("US", ["tel:988", "sms:988", "tel:911"], ["116123"]),
        ("GB", ["tel:116123", "jo@samaritans.org"], ["tel:999", "988"]),
        ("IE", ["tel:116123"], ["tel:112", "988"]),
        ("CA", ["/help/urgent/"], ["tel:"]),
        ("AU", ["/help/urgent/"], ["tel:"]),
        ("", ["/help/urgent/"], ["tel:"]),
    ],
)
def test_the_author_sees_the_lines_of_their_country_above_their_text(write, worried, country, shown, not_shown):
    worried("crisis")
    page = write(country)

    panel = above_the_text(page, "You can talk to someone today.")
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


def test_it_waits_for_the_page_with_the_text_and_is_shown_once(client, write, worried, topic, make_topic, stranger):
    worried("crisis")
    client.force_login(stranger)
    client.post(f"/threads/{topic.thread_id}/answer/", {"body": WORDS})

    assert "talk to someone today" not in client.get(make_topic().get_absolute_url()).text
    assert "talk to someone today" in client.get(topic.get_absolute_url()).text
    assert "talk to someone today" not in client.get(topic.get_absolute_url()).text


@pytest.mark.parametrize(
    "country, where", [("US", "MedWatch"), ("CA", "Health Canada"), ("AU", "TGA"), ("GB", "/help/urgent/#harmed")]
)
def test_after_harm_the_author_reads_the_urgent_signs_and_where_to_report(write, worried, country, where):
    worried("harm")
    page = write(country)

    panel = above_the_text(page, "It sounds as if a treatment hurt you.")
    assert "get medical help now" in panel and where in panel


def test_a_country_without_a_number_we_have_read_of_has_none():
    assert helplines.offer(helplines.CRISIS, "DE").lines == ()
    assert helplines.offer(helplines.HARM, "DE").report == ""
