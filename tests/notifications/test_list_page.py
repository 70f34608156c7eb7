"""The page of a member's notices."""

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notice

LIST = "/notifications/"


@pytest.fixture
def make_notice(member):
    def make(text: str = "Jon replied to your question.", **fields) -> Notice:
        about = {"member": member, "kind": Notice.Kind.ANSWER, "text": text, "url": "/rules/"}
        return Notice.objects.create(**about | fields)

    return make


def test_a_visitor_is_asked_to_sign_in(client, db):
    response = client.get(LIST)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_unread_notices_come_first_whatever_their_age(client, member, make_notice):
    make_notice("An old one, not yet read")
    make_notice("A newer one, read", read_at=timezone.now())
    client.force_login(member)

    page = client.get(LIST).content.decode()
    assert page.index("An old one, not yet read") < page.index("A newer one, read")


def test_an_empty_list_says_what_will_stand_there(client, member):
    client.force_login(member)
    page = client.get(LIST).content.decode()
    assert "Nothing yet." in page
    assert "Mark all as read" not in page


def test_opening_a_notice_marks_it_as_read_and_goes_to_its_page(client, member, make_notice):
    notice, other = make_notice(), make_notice()
    client.force_login(member)

    response = client.post(f"{LIST}{notice.pk}/")
    assert (response.status_code, response.url) == (302, "/rules/")
    assert list(Notice.objects.unread()) == [other]


def test_reading_the_list_marks_nothing(client, member, make_notice):
    make_notice()
    client.force_login(member)
    client.get(LIST)
    assert Notice.objects.unread().count() == 1


def test_one_button_marks_all_as_read_and_only_ones_own(client, member, stranger, make_notice):
    make_notice()
    make_notice()
    theirs = make_notice(member=stranger)
    client.force_login(member)

    assert client.post(f"{LIST}read/").status_code == 302
    assert list(Notice.objects.unread()) == [theirs]


def test_nobody_opens_or_sees_the_notices_of_others(client, stranger, make_notice):
    notice = make_notice("Only for Marie")
    client.force_login(stranger)

    assert "Only for Marie" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{notice.pk}/").status_code == 404
    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("address", [f"{LIST}read/", f"{LIST}1/"])
def test_nothing_is_marked_by_a_plain_link(client, member, address):
    client.force_login(member)
    assert client.get(address).status_code == 405


def test_the_list_costs_the_same_with_one_notice_and_with_many(client, member, make_notice, django_assert_max_num_queries):
    client.force_login(member)
    for _ in range(30):
        make_notice()
    with django_assert_max_num_queries(4 + 6):
        client.get(LIST)
