"""An author keeps their words, whatever the desk makes of the text."""

import pytest
from django.urls import reverse

from moderation import actions
from moderation.models import Case
from tests.texts import ADVERT, decided, verdict


def address(post, number: int = 1) -> str:
    return reverse("discussion:version_text", args=[post.pk, number])


@pytest.fixture
def author(client, stranger):
    """The browser of whoever writes here."""
    client.force_login(stranger)
    return client


def test_a_held_text_can_be_downloaded_from_its_place(author, make_post, topic):
    post = make_post(ADVERT, outcome="hold", words="Call")

    assert address(post) in author.get(topic.get_absolute_url()).text
    response = author.get(address(post))
    assert response.text == f"{ADVERT}\n"
    assert response.headers["Content-Disposition"] == f'attachment; filename="text-{post.pk}-version-1.txt"'
    assert response.headers["Cache-Control"] == "no-store"


def test_a_held_question_comes_with_its_title(author, make_topic, stranger):
    question = make_topic(author=stranger, title="Which clinic?", body=ADVERT, outcome="hold").thread.posts.get()

    assert author.get(address(question)).text == f"Which clinic?\n\n{ADVERT}\n"


def test_an_edit_that_waits_is_what_is_downloaded(author, make_post, topic):
    post = make_post("My story.")
    actions.revise(post, title="", body=ADVERT, html="<p>ad</p>", assessment=verdict("hold", ADVERT), based_on=1)

    assert address(post, 2) in author.get(topic.get_absolute_url()).text
    assert author.get(address(post, 2)).text == f"{ADVERT}\n"


@pytest.mark.parametrize("act", ["mask", "return", "remove"])
def test_the_original_is_with_the_receipt(author, make_post, moderator, act):
    post = make_post(f"I sleep little.\n\n{ADVERT}", outcome="hold", words="Call +1 202 555 0143")
    made = decided(Case.objects.open_about(post).get(), act=act, moderator=moderator, rule="contact", message="m")

    assert address(post) in author.get(made.get_absolute_url()).text
    assert "Call +1 202 555 0143" in author.get(address(post)).text


def test_nobody_else_gets_it_and_an_erased_one_nobody(client, sign_in, make_post, member, moderator, stranger):
    post = make_post(ADVERT, outcome="hold")
    for reader in (member, moderator):
        assert sign_in(client, reader).get(address(post)).status_code == 404
    client.force_login(stranger)
    assert client.get(address(post, 2)).status_code == 404

    actions.withdraw(post)
    assert client.get(address(post)).status_code == 200
    actions.texts.erase(post)
    assert client.get(address(post)).status_code == 404
