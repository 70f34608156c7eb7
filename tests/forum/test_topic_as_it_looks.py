"""What a page says about itself: numbers that agree, a text shown once, headings in order."""

import pytest

from discussion import actions
from tests.texts import ADVERT, verdict


@pytest.mark.parametrize("path", ["/", "/forum/", "/forum/treatments/", None])
def test_every_page_names_the_same_number_of_replies(client, topic, make_post, path):
    answer = make_post("Twelve weeks helped me.")
    make_post("Every day?", under=answer)
    make_post("I would like to know too.")

    assert "3 replies" in client.get(path or topic.get_absolute_url()).text


def test_the_author_of_a_held_text_reads_it_once_with_the_words_marked(client, topic, make_post, stranger):
    make_post(ADVERT, outcome="hold", words="Call +1 202 555 0143")
    client.force_login(stranger)

    page = client.get(topic.get_absolute_url()).text
    assert page.count("cured my psoriasis") == 1
    assert "Call +1 202 555 0143</mark>" in page


def test_a_waiting_edit_is_shown_beside_the_text_that_stays_visible(client, topic, make_post, stranger):
    post = make_post("It helped me a little.")
    assessment = verdict("hold", ADVERT, words="Call +1 202 555 0143")
    actions.edit(post, title="", body=ADVERT, assessment=assessment, based_on=1)
    client.force_login(stranger)

    page = client.get(topic.get_absolute_url()).text
    assert "It helped me a little." in page
    assert page.count("Call +1 202 555 0143</mark>") == 1
