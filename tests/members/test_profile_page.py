"""What everybody may see of a member."""

import pytest


@pytest.fixture
def page(client):
    return lambda name="Marie": client.get(f"/members/{name}/")


def test_it_shows_the_name_and_the_month_of_joining_and_nothing_else(page, member):
    text = page().content.decode()
    assert "<h1" in text and "Marie" in text
    assert f"Member since {member.date_joined:%B %Y}" in text
    for private in (member.email, "Europe", "UTC", "last login"):
        assert private not in text


def test_it_is_the_same_for_all_visitors(client, member):
    first, second = client.get("/members/Marie/"), client.get("/members/Marie/")
    assert first.content == second.content
    assert not first.cookies
    assert b"csrf" not in first.content


def test_another_spelling_leads_to_the_one_address(page, member):
    response = page("marIe")
    assert (response.status_code, response["Location"]) == (302, "/members/Marie/")


def test_names_with_spaces_dots_and_other_scripts_have_a_page(page, make_member):
    for name in ("two words", "a.b-c_d", "Łukasz", "Иван"):
        assert page(make_member(name).username).status_code == 200


def test_nobody_and_closed_accounts_have_none(page, make_member):
    make_member("Former", is_active=False)
    assert [page(name).status_code for name in ("Nobody", "Former", "%00", "x" * 500)] == [404] * 4


def test_moderators_carry_the_word(page, moderator, member):
    assert "Moderator</span>" in page("Pat").content.decode()
    assert "Moderator</span>" not in page("Marie").content.decode()


def test_it_costs_few_queries(page, moderator, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        page("Pat")
