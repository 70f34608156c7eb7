"""Write first, join after: one page, one code, a new account or an old one."""

from smtplib import SMTPException

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from discussion import pending
from members import actions, joining
from members.models import TERMS_VERSION, Member

from .helpers import another_code, code_in_mail, is_signed_in, neutral

JOIN, CODE = "/join/", "/join/code/"
NEW = {"email": "ada@mail.example", "username": "Ada", "consent": "on", "sixteen": "on"}


@pytest.fixture
def join(client, db):
    """join(**changes) -> the answer to the form"""
    return lambda **changes: client.post(JOIN, {key: value for key, value in (NEW | changes).items() if value})


def test_a_new_address_gets_an_account_when_its_code_comes_back(client, join):
    response = join()
    assert (response.status_code, response["Location"]) == (302, CODE)
    assert not Member.objects.exists()

    response = client.post(CODE, {"code": code_in_mail()})

    assert (response.status_code, response["Location"]) == (302, reverse("home"))
    ada = Member.objects.get()
    assert (ada.username, ada.email, ada.agreed_terms) == ("Ada", "ada@mail.example", TERMS_VERSION)
    assert ada.agreed_at is not None
    assert not ada.has_usable_password()
    assert EmailAddress.objects.get(user=ada).verified
    assert is_signed_in(client)


def test_a_known_address_signs_in_to_its_account_and_the_new_name_is_not_used(client, join, member):
    join(email=member.email, username="Somebody else")
    response = client.post(CODE, {"code": code_in_mail()})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(member.pk)
    assert [m.username for m in Member.objects.all()] == ["Marie"]


def test_the_address_is_known_in_capitals_too(client, join, member):
    join(email=member.email.upper(), username="Somebody else")
    client.post(CODE, {"code": code_in_mail()})
    assert client.session["_auth_user_id"] == str(member.pk)


def test_the_pages_do_not_tell_whether_an_address_has_an_account(client, join, member):
    answers = []
    for email in ("nobody@mail.example", member.email):
        client.cookies.clear()
        form = join(email=email)
        page = client.get(CODE)
        typed = another_code(code_in_mail())
        wrong = client.post(CODE, {"code": typed})
        texts = [neutral(answer, {email: "ADDRESS", typed: "CODE"}) for answer in (page, wrong)]
        answers.append((form.status_code, form["Location"], page.status_code, wrong.status_code, *texts))
    assert answers[0] == answers[1]
    assert len(mail.outbox) == 2


def test_a_known_address_costs_the_same_mails_as_a_new_one(join, member):
    join(email="nobody@mail.example")
    join(email=member.email)
    assert [len(message.to) for message in mail.outbox] == [1, 1]
    assert mail.outbox[0].subject == mail.outbox[1].subject


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("email", "Enter your e-mail address"),
        ("username", "Choose a name"),
        ("consent", "Without your yes"),
        ("sixteen", "You must be 16 or older"),
    ],
)
def test_each_question_must_be_answered_and_the_others_are_kept(join, missing, words):
    response = join(**{missing: ""})

    assert response.status_code == 422
    assert words in response.context["form"].errors[missing][0]
    page = response.content.decode()
    assert 'aria-invalid="true"' in page
    assert all(f'value="{NEW[name]}"' in page for name in ("email", "username") if name != missing)


def test_no_box_is_ticked_before_the_visitor_ticks_it(client, db):
    assert "checked" not in client.get(JOIN).content.decode()


def test_the_page_asks_nothing_else(client, db):
    assert list(client.get(JOIN).context["form"].fields) == ["email", "username", "consent", "sixteen"]


def test_a_wrong_code_is_told_beside_the_field_and_the_right_one_still_works(client, join):
    join()
    code = code_in_mail()
    response = client.post(CODE, {"code": another_code(code)})

    assert response.status_code == 422
    assert "not the code we sent" in response.context["form"].errors["code"][0]
    assert not is_signed_in(client)
    assert client.post(CODE, {"code": code}).status_code == 302
    assert is_signed_in(client)


def test_a_code_may_be_pasted_with_spaces_and_dashes(client, join):
    join()
    code = code_in_mail()
    client.post(CODE, {"code": f" {code[:3]} - {code[3:]}\n"})
    assert is_signed_in(client)


def test_after_five_wrong_codes_only_a_new_one_helps(client, join):
    join()
    code = code_in_mail()
    for _attempt in range(5):
        response = client.post(CODE, {"code": another_code(code)})
    assert "Ask for a new one" in response.context["form"].errors["code"][0]
    assert client.post(CODE, {"code": code}).status_code == 422

    client.post(CODE, {"act": "resend"})
    client.post(CODE, {"code": code_in_mail()})
    assert is_signed_in(client)


def test_a_new_code_makes_the_old_one_void(client, join):
    join()
    old = code_in_mail()
    response = client.post(CODE, {"act": "resend"}, follow=True)
    assert "We sent a new code" in response.content.decode()

    new = code_in_mail()
    if new != old:  # one in a million
        assert client.post(CODE, {"code": old}).status_code == 422
    client.post(CODE, {"code": new})
    assert is_signed_in(client)


def test_a_code_is_too_old_after_fifteen_minutes(client, join, monkeypatch):
    join()
    now = joining.time.time()
    monkeypatch.setattr(joining.time, "time", lambda: now + 15 * 60 + 1)

    response = client.post(CODE, {"code": code_in_mail()})
    assert "too old" in response.context["form"].errors["code"][0]


def test_the_code_page_without_a_code_under_way_leads_to_the_form(client, db):
    assert client.get(CODE)["Location"] == JOIN


def test_going_back_finds_address_and_name_again(client, join):
    join()
    page = client.get(JOIN).content.decode()
    assert 'value="ada@mail.example"' in page
    assert 'value="Ada"' in page


def test_the_session_does_not_hold_the_code(client, join):
    join()
    assert code_in_mail() not in str(dict(client.session))


def test_of_two_who_ask_for_one_name_the_later_is_asked_for_another_and_keeps_the_rest(client, join, make_member):
    join()
    make_member("Ada.")  # looks like Ada; made while the code was under way

    response = client.post(CODE, {"code": code_in_mail()}, follow=True)
    assert response.status_code == 422
    assert "taken" in response.context["form"].errors["username"][0]
    assert 'value="ada@mail.example"' in response.content.decode()

    join(username="Ada Byron")
    assert is_signed_in(client)
    assert len(mail.outbox) == 1
    assert Member.objects.get(username="Ada Byron").email == "ada@mail.example"


def test_a_proven_address_does_not_prove_another_one(client, join, make_member):
    join()
    make_member("Ada.")
    client.post(CODE, {"code": code_in_mail()})

    response = join(username="Ada Byron", email="other@mail.example")
    assert response["Location"] == CODE
    assert not is_signed_in(client)


def test_the_database_refuses_an_imitation_even_when_no_form_looked(make_member, db):
    make_member("Marie")
    with pytest.raises(actions.NameTaken):
        actions.join(username="rnarie", email="ada@mail.example", agreed_at=None, language="en")
    assert Member.objects.count() == 1


def test_joining_twice_at_once_with_one_address_makes_one_account(member):
    again = actions.join(username="Ada", email=member.email, agreed_at=None, language="en")
    assert again == member


@pytest.mark.parametrize("cookie", [True, False])
def test_who_wrote_before_joining_is_led_to_the_kept_text(client, join, cookie):
    if cookie:
        client.cookies["pending"] = "signed"
    page = client.get(JOIN).content.decode()
    assert ("Your text is kept for 24 hours" in page) == cookie

    join()
    response = client.post(CODE, {"code": code_in_mail()})
    assert response["Location"] == ("/pending/" if cookie else "/")


def test_the_kept_text_is_looked_for_under_the_cookie_and_the_page_of_the_room_that_keeps_it(settings):
    assert settings.PENDING_COOKIE == pending.COOKIE
    assert settings.PENDING_URL == reverse("discussion:pending")


def test_a_member_with_a_kept_text_need_not_join_again(client, member):
    client.force_login(member)
    client.cookies["pending"] = "signed"
    assert client.get(JOIN)["Location"] == "/pending/"


def test_joining_leads_back_to_the_page_before(client, join):
    assert 'name="next" value="/rules/"' in client.get(f"{JOIN}?next=/rules/").content.decode()
    join(next="/rules/")
    assert client.post(CODE, {"code": code_in_mail()})["Location"] == "/rules/"


def test_joining_does_not_lead_to_another_host(client, join):
    join(next="https://elsewhere.example/")
    assert client.post(CODE, {"code": code_in_mail()})["Location"] == "/"


def test_an_account_that_is_closed_does_not_open(client, join, make_member):
    closed = make_member("Former", is_active=False)
    join(email=closed.email)
    response = client.post(CODE, {"code": code_in_mail()}, follow=True)
    assert "This account is closed" in response.content.decode()
    assert not is_signed_in(client)


def test_when_the_mail_server_fails_the_page_says_so_and_the_form_is_kept(client, join, monkeypatch):
    def fail(message):
        raise SMTPException

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", fail)
    response = join()

    assert response.status_code == 503
    page = response.content.decode()
    assert "could not be sent" in page
    assert 'value="Ada"' in page
    assert page.count("checked") == 2


@pytest.mark.parametrize("junk", ["\x00", "x" * 100_000, "🙂", "<script>"])
def test_junk_in_any_field_gets_an_answer(join, junk):
    for field in ("email", "username"):
        response = join(**{field: junk})
        assert response.status_code == 422
        assert response.context["form"].errors[field]


def test_the_mail_opens_with_the_code_and_says_nothing_about_health(join):
    join()
    message = mail.outbox[0]
    assert message.body.split()[0] == code_in_mail()
    assert message.subject == "Your code"
    assert "psoriasis" not in message.body.lower()
