"""What the author of a text reads about a decision."""

import pytest

from moderation import actions
from moderation.models import Case, Decision
from tests.texts import ADVERT, decided


@pytest.fixture
def receipt(client, moderator):
    """receipt(post, act) -> the author's page about this decision"""

    def read(post, act: str) -> str:
        case = Case.objects.open_about(post).get()
        words = {"rule": "contact", "reason": "log only", "message": "Be kind."}
        decided(case, act=act, moderator=moderator, version=case.version, **words)
        client.force_login(post.author)
        return client.get(Decision.objects.latest("pk").get_absolute_url()).text

    return read


def test_the_receipt_of_a_held_text_marks_the_words_that_were_the_reason(make_post, receipt):
    page = receipt(make_post(ADVERT, outcome="hold", words="Call +1 202 555 0143"), "remove")

    assert "The marked words were the reason:" in page
    assert "<mark" in page
    assert "log only" not in page


def test_the_receipt_of_a_reported_text_speaks_of_no_marked_words(make_post, receipt, member):
    post = make_post("You are all fools.")
    actions.report(post, reporter=member, reason="respect")

    page = receipt(post, "remove")
    assert "marked words" not in page
    assert "You are all fools." in page


def test_the_receipt_says_where_to_write_and_which_number_to_name(make_post, receipt, settings):
    page = receipt(make_post(ADVERT, outcome="hold"), "return")

    assert f'<a href="mailto:{settings.CONTACT_ADDRESS}">' in page
    assert f"Decision {Decision.objects.get().pk}." in page


def test_a_receipt_is_for_the_author_alone(make_post, receipt, client, member):
    receipt(make_post(ADVERT, outcome="hold"), "release")
    client.force_login(member)
    assert client.get(Decision.objects.get().get_absolute_url()).status_code == 404
