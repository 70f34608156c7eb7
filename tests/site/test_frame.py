"""The frame of every page is kept, and still says where the reader is."""

import re

import pytest
from django.core.cache import caches
from django.urls import reverse

SECTIONS = {"articles:index": "Articles", "forum:index": "Forum", "help": "Help", "home": None}


@pytest.fixture(autouse=True)
def _nothing_kept():
    caches["pages"].clear()


def current(text: str) -> list[str]:
    navigation = re.search(r'<ul class="site-nav">.*?</ul>', text, re.DOTALL)[0]
    return re.findall(r'aria-current="page">([^<]+)</a>', navigation)


def test_each_section_is_marked_on_its_own_pages_first_and_again(client, db):
    for name, label in [*SECTIONS.items()] * 2:
        assert current(client.get(reverse(name)).text) == ([label] if label else []), name


def test_signing_in_leads_back_to_the_page_it_started_from(client, db):
    for name in ("forum:index", "help", "forum:index"):
        assert f'?next={reverse(name)}">Sign in' in client.get(reverse(name)).text


def test_a_moderators_link_to_the_desk_is_for_moderators_alone(client, moderator, member):
    desk = reverse("moderation:queue")
    for reader in (moderator, member, None, moderator):
        client.logout()
        if reader:
            client.force_login(reader)
        assert (f'href="{desk}"' in client.get(reverse("forum:index")).text) == (reader == moderator)


def test_a_members_menu_is_their_own(client, member, stranger):
    for reader in (member, stranger, None):
        client.logout()
        if reader:
            client.force_login(reader)
        header = re.search(r"<header.*?</header>", client.get(reverse("forum:index")).text, re.DOTALL)[0]
        assert [name for name in (member.username, stranger.username) if name in header] == (
            [reader.username] if reader else []
        )


def test_each_language_has_its_own_frame(client, db, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    english = client.get("/forum/", headers={"Accept-Language": "en"}).text
    german = client.get("/forum/", headers={"Accept-Language": "de"}).text

    assert '<html lang="en">' in english
    assert '<html lang="de">' in german
    keys = [key for key in caches["pages"]._cache if "frame_nav" in key]
    assert len(keys) == 2


def test_public_pages_answer_a_question_for_their_headers_alone(client, topic, question):
    places = [topic.get_absolute_url(), topic.board.get_absolute_url()]
    for url in ["/", "/forum/", "/articles/", "/unanswered/", "/search/?q=light", *places]:
        response = client.head(url)
        assert (response.status_code, response.content) == (200, b""), url
    assert client.head(question.get_absolute_url()).status_code == 302
