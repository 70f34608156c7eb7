"""One click, or one POST of a mail program, stops a kind of mail: without cookies, never by a mere look."""

import pytest
from django.test import Client

from notifications import unsubscribe


class Letters(unsubscribe.Stoppable):
    """Mails of the tests' own: those in `sent` get them."""

    def __init__(self, *sent: str):
        self.sent = set(sent)

    def name(self, what, whom):
        return "letters"

    def is_stopped(self, what, whom):
        return whom not in self.sent

    def stop(self, what, whom):
        before = "yes" if whom in self.sent else ""
        self.sent.discard(whom)
        return before

    def resume(self, what, whom, before):
        if before == "yes":
            self.sent.add(whom)


@pytest.fixture
def letters(monkeypatch):
    monkeypatch.setattr(unsubscribe, "_stoppables", {})
    letters = Letters("ada@mail.example", "7")
    unsubscribe.add("letters", letters)
    return letters


@pytest.fixture
def mail_program(db):
    """It knows no cookies and no token of a form."""
    return Client(enforce_csrf_checks=True)


def address(whom: str = "ada@mail.example", what: str = "letters:weekly") -> str:
    return f"/unsubscribe/{unsubscribe.token_for(what, whom)}/"


def test_a_post_without_cookies_stops_the_mails_at_once(letters, mail_program):
    response = mail_program.post(address(), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert not response.cookies
    assert letters.sent == {"7"}


def test_looking_stops_nothing_and_offers_a_button(letters, mail_program):
    for ask in (mail_program.get, mail_program.head):
        assert ask(address()).status_code == 200
    assert letters.sent == {"ada@mail.example", "7"}
    assert 'value="stop">Stop these mails' in mail_program.get(address()).text


def test_the_page_is_kept_by_no_cache(letters, mail_program):
    assert "no-store" in mail_program.get(address())["Cache-Control"]


def test_it_can_be_undone_from_the_page_that_says_it_is_done(letters, mail_program):
    page = mail_program.post(address()).text
    assert 'name="before" value="yes"' in page

    again = mail_program.post(address(), {"act": "resume", "before": "yes"})
    assert "send you letters, as before" in again.text
    assert letters.sent == {"ada@mail.example", "7"}


def test_doing_it_twice_changes_nothing_more(letters, mail_program):
    mail_program.post(address())
    assert "no longer send you letters" in mail_program.post(address()).text
    assert letters.sent == {"7"}


def test_whoever_looks_after_stopping_reads_that_it_is_done(letters, mail_program):
    mail_program.post(address())
    page = mail_program.get(address()).text

    assert "no longer send you letters" in page
    assert "Press the button" not in page


def test_a_token_speaks_of_one_person_and_one_kind(letters, mail_program):
    mail_program.post(address("7"))
    assert letters.sent == {"ada@mail.example"}


@pytest.mark.parametrize("spoil", [lambda token: token[:-1], lambda token: "x" + token, lambda token: "nonsense"])
def test_a_token_that_is_not_ours_has_no_page(letters, mail_program, spoil):
    token = unsubscribe.token_for("letters:weekly", "7")
    for ask in (mail_program.get, mail_program.post):
        assert ask(f"/unsubscribe/{spoil(token)}/").status_code == 404
    assert "7" in letters.sent


def test_a_token_of_mails_that_are_no_longer_sent_has_no_page(letters, mail_program):
    assert mail_program.post(address(what="telegrams")).status_code == 404


def test_the_headers_name_the_address_as_rfc_8058_wants_it(letters, settings):
    settings.SITE_URL = "https://site.example"
    headers = unsubscribe.headers_for("letters:weekly", "7")

    assert headers["List-Unsubscribe"] == f"<https://site.example{address('7')}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
